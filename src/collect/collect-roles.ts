import { ROLE } from '../model/entities/role.ts';
import { roleKey } from '../model/keys.ts';
import { getRole } from '../zoom/endpoints/get-role.ts';
import { listRoles } from '../zoom/endpoints/list-roles.ts';
import { roleRecord, type ZoomRole } from '../zoom/schemas.ts';
import { type Context, ownSubgraph, runStep } from './context.ts';
import { convertRole } from './convert/role.ts';
import type { HeldRole } from './convert/user.ts';
import { outcomeOf } from './outcome.ts';
import { DETAIL_PART } from './parts.ts';

/** What a complete list of roles may delete. */
export const ROLE_TYPES: readonly string[] = [ROLE.type, 'zoom_account_has_role'];

export interface Roles {
  /** Keys of the roles read; undefined when they could not all be read. */
  readonly keys: readonly string[] | undefined;
  /** What is known of each role by its id: from this run, else from the last good one. */
  readonly held: ReadonlyMap<string, HeldRole>;
}

/** Reads the roles, then each one's privileges, and emits them. */
export async function collectRoles(context: Context): Promise<Roles> {
  const records: ZoomRole[] = [];
  await runStep(context, 'fetch-roles', async () => {
    for await (const page of context.client.list(listRoles)) records.push(...page.map((record) => roleRecord.parse(record)));
    context.book.progress('fetch-roles', records.length);
  });
  const held = await rolesOfLastRun(context);
  if (context.book.status('fetch-roles') !== 'complete') {
    context.book.fail('fetch-role-privileges', 'The list of roles could not be read.');
    return { keys: undefined, held };
  }
  const details = await privileges(context, records);
  const entities = records.map((record) => convertRole(record, details.get(record.id), context.tags));
  await context.sync.entities(entities);
  for (const entity of entities) held.set(String(entity.id), heldRole(entity));
  return { keys: entities.map((entity) => entity._key), held };
}

/**
 * The details of roles by id. What cannot be read now is taken from the last run. A role that Zoom lists and then does not know
 * stays: users still name it, and the next list tells whether it is gone; its privileges are unknown.
 */
async function privileges(context: Context, records: readonly ZoomRole[]): Promise<Map<string, ZoomRole>> {
  const details = new Map<string, ZoomRole>();
  await runStep(context, 'fetch-role-privileges', async () => {
    await Promise.all(
      records.map(async (record) => {
        try {
          details.set(record.id, await context.client.get(getRole, { params: { roleId: record.id } }));
          context.book.progress('fetch-role-privileges', 1, records.length);
        } catch (error) {
          const outcome = outcomeOf(error);
          if (outcome === 'fatal' || outcome === 'step') throw error;
          if (outcome !== 'gone') context.book.miss('fetch-role-privileges', 1, error instanceof Error ? error.message : String(error));
        }
      }),
    );
  });
  const unread = records.filter((record) => !details.has(record.id));
  const before = await context.store.rawData(
    ownSubgraph(context.options),
    unread.map((record) => roleKey(record.id)),
  );
  for (const record of unread) {
    const detail = before.get(roleKey(record.id))?.find((raw) => raw.name === DETAIL_PART);
    if (detail) details.set(record.id, roleRecord.parse(detail.rawData));
  }
  return details;
}

async function rolesOfLastRun(context: Context): Promise<Map<string, HeldRole>> {
  const held = new Map<string, HeldRole>();
  for await (const entity of context.store.entities({ type: ROLE.type, scope: context.options.instance })) held.set(String(entity.id), heldRole(entity));
  return held;
}

const heldRole = (entity: Readonly<Record<string, unknown>>): HeldRole => ({
  name: typeof entity.name === 'string' ? entity.name : undefined,
  admin: typeof entity.admin === 'boolean' ? entity.admin : undefined,
});
