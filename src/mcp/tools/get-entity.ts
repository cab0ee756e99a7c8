import { z } from 'zod';
import type { PropertyValue } from '../../model/graph.ts';
import type { StoredEntity, Version } from '../../store/store.ts';
import { bytesOf, clipped, fitting, LIST_BYTES } from '../bounds.ts';
import { changed, changedProperties } from '../changed.ts';
import { relation, relationsOf } from '../relations.ts';
import { row } from '../rows.ts';
import { defineTool, iso, time } from '../tool.ts';

const USUAL_VERSIONS = 5;
const MOST_VERSIONS = 50;
/** Half of the answer is for properties, a quarter each for relations and history. */
const PROPERTIES_BYTES = LIST_BYTES / 2;
const RELATIONS_BYTES = LIST_BYTES / 4;

const named = z.object({ key: z.string(), name: z.string() });

export const getEntity = defineTool({
  name: 'get_entity',
  title: 'One entity',
  description:
    'Everything about one user, group, role, account or person: all properties, what it is related to (counted by type and verb, with some examples), and its last versions with what changed. An absent property is unknown. Finds deleted ones too.',
  input: {
    who: z.string().min(1).max(1_000).describe('_key, display name or e-mail address'),
    versions: z.number().int().min(1).max(MOST_VERSIONS).default(USUAL_VERSIONS).describe('so many of the last versions'),
  },
  output: {
    found: z.boolean(),
    candidates: z.array(named).optional().describe('several have this name, or none does and these are alike: ask again with the key of one'),
    entity: z
      .object({ key: z.string(), type: z.string(), classes: z.array(z.string()), name: z.string(), scope: z.string(), deleted: z.boolean(), createdOn: time, changedOn: time, deletedOn: time.optional(), properties: row })
      .optional(),
    otherScopes: z.array(z.string()).optional().describe('scopes that have another entity with the same key'),
    relations: z.array(relation).optional(),
    versions: z.number().optional().describe('how many versions there are'),
    history: z.array(z.object({ version: z.number(), from: time, until: time.optional(), deleted: z.boolean(), ...changedProperties })).optional(),
    cut: z.boolean(),
  },
  async run({ who, versions }, { graph: { store }, now }) {
    const { found, near } = await store.find(who);
    const [only] = found;
    if (only === undefined || found.length > 1) {
      const candidates = fitting(found.length > 0 ? found : near, LIST_BYTES).map(({ key, name }) => ({ key, name }));
      return { found: false, candidates, cut: candidates.length < found.length };
    }
    const all = await store.history(only.key);
    const last = all.findLast(({ endOn }) => endOn === undefined) ?? (all.at(-1) as Version);
    const own = all.filter(({ entity }) => entity._id === last.entity._id);
    const others = [...new Set(all.map(({ entity }) => entity._scope))].filter((scope) => scope !== last.entity._scope);
    const properties = propertiesOf(last.entity);
    const relations = last.deleted ? [] : await relationsOf(store, last.entity, now);
    const shown = fitting(relations, RELATIONS_BYTES);
    const recent = own.slice(-versions).reverse().map(toldVersion);
    const history = fitting(recent, LIST_BYTES - PROPERTIES_BYTES - RELATIONS_BYTES);
    return {
      found: true,
      entity: { ...headOf(last), properties: properties.kept },
      ...(others.length > 0 ? { otherScopes: others } : {}),
      relations: shown,
      versions: own.length,
      history,
      cut: properties.cut || shown.length < relations.length || history.length < recent.length,
    };
  },
});

const headOf = ({ entity, deleted, endOn }: Version) => ({
  key: entity._key,
  type: entity._type,
  classes: [...entity._class],
  name: entity.displayName ?? entity._key,
  scope: entity._scope,
  deleted,
  createdOn: iso(entity._createdOn),
  changedOn: iso(entity._beginOn),
  ...(deleted && endOn !== undefined ? { deletedOn: iso(endOn) } : {}),
});

/** What Zoom told of it, in the order of the names; metadata is in the head. */
function propertiesOf(entity: StoredEntity) {
  const all = Object.entries(entity)
    .filter(([name, value]) => !name.startsWith('_') && value !== null && value !== undefined)
    .map(([name, value]) => [name, clipped(value as PropertyValue)] as const)
    .sort(([a], [b]) => a.localeCompare(b));
  const kept = bytesOf(Object.fromEntries(all)) <= PROPERTIES_BYTES ? all : fitting(all, PROPERTIES_BYTES);
  return { kept: Object.fromEntries(kept), cut: kept.length < all.length };
}

const toldVersion = ({ version, beginOn, endOn, deleted, changed: properties }: Version) => ({ version, from: iso(beginOn), ...(endOn === undefined ? {} : { until: iso(endOn) }), deleted, ...changed(properties) });
