import { z } from 'zod';
import type { GraphType } from '../../j1ql/sql/catalog.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import { nearest } from '../../lib/nearest.ts';
import { describeProperty } from '../../model/describe.ts';
import { ENTITY_TYPES, RELATIONSHIP_TYPES } from '../../model/index.ts';
import { fitting, LIST_BYTES } from '../bounds.ts';
import { defineTool } from '../tool.ts';

const described = z.object({ type: z.string(), classes: z.array(z.string()), count: z.number(), description: z.string().optional() });

const DESCRIPTIONS: ReadonlyMap<string, string> = new Map([...ENTITY_TYPES, ...RELATIONSHIP_TYPES].map(({ type, description }) => [type, description]));
const describedType = (type: string) => (DESCRIPTIONS.has(type) ? { description: DESCRIPTIONS.get(type) } : {});

export const schema = defineTool({
  name: 'schema',
  title: 'What is in the graph',
  description:
    'Types of entities and relationships with their counts, and which types each relationship joins. With `type`: the properties of that type, with kind and meaning (zoom_user has some 300: give `search` too). Call it before you write a query.',
  input: {
    type: z.string().max(200).optional().describe('list the properties of this entity or relationship type'),
    search: z.string().max(200).optional().describe('only properties in whose name or meaning all these words occur, such as "waiting room"'),
  },
  output: {
    entities: z.array(described.extend({ properties: z.number() })).optional(),
    relationships: z.array(described.extend({ joins: z.array(z.object({ from: z.string(), to: z.string() })) })).optional(),
    type: z.string().optional(),
    properties: z.array(z.object({ name: z.string(), kind: z.string(), meaning: z.string().optional() })).optional(),
    total: z.number().describe('how many there are to list'),
    cut: z.boolean(),
  },
  async run({ type, search }, { graph: { store } }) {
    const { types } = await store.catalog();
    if (type !== undefined) return propertiesOf(types, type, search);
    const counts = await store.counts();
    const of = (kind: GraphType['kind']) => types.filter((one) => one.kind === kind);
    const entities = of('entity').map((one) => ({ type: one.type, classes: classesOf(one), count: counts.entities[one.type] ?? 0, ...describedType(one.type), properties: namesOf(one).length }));
    const relationships = of('relationship').map((one) => ({
      type: one.type,
      classes: classesOf(one),
      count: counts.relationships[one.type] ?? 0,
      ...describedType(one.type),
      joins: one.ends.map(({ from, to }) => ({ from, to })),
    }));
    const [shown, joined] = [fitting(entities, LIST_BYTES / 2), fitting(relationships, LIST_BYTES / 2)];
    const total = entities.length + relationships.length;
    return { entities: shown, relationships: joined, total, cut: shown.length + joined.length < total };
  },
});

const classesOf = ({ classSets }: GraphType): string[] => [...new Set(classSets.flat())];
const namesOf = ({ columns }: GraphType): string[] => [...new Set(columns.map(({ property }) => property))];

function propertiesOf(types: readonly GraphType[], type: string, search = '') {
  const found = types.find((one) => one.type === type);
  if (found === undefined) {
    const near = nearest(
      type,
      types.map((one) => one.type),
    );
    throw new GraphZoomError('not-found', `The graph has no type ${JSON.stringify(type)}.`, { hint: near.length > 0 ? `Did you mean ${near.join(', ')}?` : 'Call schema without a type for those there are.' });
  }
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const properties = namesOf(found)
    .map((name) => {
      const meaning = describeProperty(type, name);
      return { name, kind: kindOf(found, name), ...(meaning === undefined ? {} : { meaning }) };
    })
    .filter(({ name, meaning = '' }) => words.every((word) => `${name} ${meaning}`.toLowerCase().includes(word)))
    .sort((a, b) => a.name.localeCompare(b.name));
  const shown = fitting(properties, LIST_BYTES);
  return { type, properties: shown, total: properties.length, cut: shown.length < properties.length };
}

/** A property has a kind for each kind of value that it ever had. */
const kindOf = ({ columns }: GraphType, name: string): string =>
  columns
    .filter(({ property }) => property === name)
    .map(({ kind }) => kind)
    .join(' or ');
