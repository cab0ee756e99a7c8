import { messageOf } from '../lib/errors.ts';
import type { Entity } from '../model/graph.ts';
import { roleKey } from '../model/keys.ts';
import { typesOfList } from '../model/lists.ts';
import { getRole } from '../zoom/endpoints/get-role.ts';
import { listRoles } from '../zoom/endpoints/list-roles.ts';
import { roleRecord, type ZoomRole } from '../zoom/schemas.ts';
import { type Context, runStep } from './context.ts';
import { convertRole } from './convert/role.ts';
import type { HeldRole } from './convert/user.ts';
import { outcomeOf } from './outcome.ts';
import { DETAIL_PART } from './parts.ts';

/** What a complete list of roles may delete. */
export const ROLE_TYPES: readonly string[] = typesOfList('fetch-roles');

export interface Roles {
  /** The roles read; undefined when they could not all be read. */
  readonly entities: readonly Entity[] | undefined;
  /** What is known of each role by its id: from this run, else from the last good one. */
  readonly held: ReadonlyMap<string, HeldRole>;
  /** Ids of roles whose privileges were asked for in vain, and were never told before. */
  readonly unsure: ReadonlySet<string>;
}

/** Reads the roles and emits them. Gives their keys, for the account's edges. */
export async function collectRoles(context: Context): Promise<{ keys: readonly string[] | undefined; held: Roles['held'] }> {
  const { entities, held } = await readRoles(context);
  if (entities) await context.sync.entities(entities);
  return { keys: entities?.map((entity) => entity._key), held };
}

/** Reads the roles, then each one's privileges. */
export async function readRoles(context: Context): Promise<Roles> {
  const records: ZoomRole[] = [];
  await runStep(context, 'fetch-roles', async () => {
    for await (const page of context.client.list(listRoles)) records.push(...page.map((record) => roleRecord.parse(record)));
    context.book.progress('fetch-roles', records.length);
  });
  const held = await rolesOfLastRun(context);
  if (context.book.status('fetch-roles') !== 'complete') {
    context.book.fail('fetch-role-privileges', 'The list of roles could not be read.');
    return { entities: undefined, held, unsure: new Set() };
  }
  const { details, missed } = await privileges(context, records);
  const entities = records.map((record) => convertRole(record, details.get(record.id), context.tags));
  for (const entity of entities) held.set(String(entity.id), heldRole(entity));
  return { entities, held, unsure: new Set([...missed].filter((id) => !details.has(id))) };
}

/**
 * The details of roles by id. What cannot be read now is taken from the last run. A role that Zoom lists and then does not know
 * stays: users still name it, and the next list tells whether it is gone; its privileges are unknown.
 */
async function privileges(context: Context, records: readonly ZoomRole[]): Promise<{ details: Map<string, ZoomRole>; missed: Set<string> }> {
  const details = new Map<string, ZoomRole>();
  const missed = new Set<string>();
  await runStep(context, 'fetch-role-privileges', async () => {
    await Promise.all(
      records.map(async (record) => {
        try {
          details.set(record.id, await context.client.get(getRole, { params: { roleId: record.id } }));
          context.book.progress('fetch-role-privileges', 1, records.length);
        } catch (error) {
          const outcome = outcomeOf(error);
          if (outcome === 'fatal' || outcome === 'step') throw error;
          if (outcome === 'gone') return;
          missed.add(record.id);
          context.book.miss('fetch-role-privileges', 1, messageOf(error));
        }
      }),
    );
  });
  const unread = records.filter((record) => !details.has(record.id));
  const before = await context.earlier.answers(unread.map((record) => roleKey(record.id)));
  for (const record of unread) {
    const detail = before.get(roleKey(record.id))?.find((raw) => raw.name === DETAIL_PART);
    if (detail) details.set(record.id, roleRecord.parse(detail.rawData));
  }
  return { details, missed };
}

async function rolesOfLastRun(context: Context): Promise<Map<string, HeldRole>> {
  const held = new Map<string, HeldRole>();
  for await (const entity of context.earlier.roles()) held.set(String(entity.id), heldRole(entity));
  return held;
}

const heldRole = (entity: Readonly<Record<string, unknown>>): HeldRole => ({
  name: typeof entity.name === 'string' ? entity.name : undefined,
  admin: typeof entity.admin === 'boolean' ? entity.admin : undefined,
});
