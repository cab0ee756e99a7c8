import { randomUUID } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import { GraphZoomError } from '../lib/errors.ts';
import type { Emitter } from '../lib/events.ts';
import type { Store } from '../store/store.ts';
import { checkConfig } from './config-check.ts';
import { definitionOf } from './definitions.ts';
import { softDeleteData } from './instance-data.ts';
import { type InstanceRecord, shown } from './instance-record.ts';
import { type Audit, type Caller, type Definition, type Instance, type InstanceChanges, type InstanceInput, type Instances, MASKED, type PlatformEvents } from './platform.ts';
import { checkPolling } from './polling.ts';
import type { RotatedTokens } from './rotated.ts';
import { createSmallCollection, type SmallCollection } from './small-collection.ts';
import { stampOf } from './stamp.ts';
import type { Vault } from './vault.ts';

export interface InstancesDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly rotated: RotatedTokens;
  readonly audit: Audit;
  readonly events: Emitter<PlatformEvents>;
  /** Ends the instance's run, and resolves once nothing of it is written any more. */
  readonly stopRun: (instanceId: string) => Promise<void>;
  readonly revokeKeys: (instanceId: string) => Promise<void>;
}

/** What the program itself uses of instances, beyond what callers do. */
export interface OwnInstances extends Instances {
  readonly records: SmallCollection<InstanceRecord>;
  /** Encrypts all secrets with the current key that another one encrypted. Gives the names of instances of which some cannot be read. */
  reseal(): Promise<string[]>;
  /** Deletes data of removed instances that a crash has left, or that another instance led to and leads to no more. */
  finishRemovals(options?: {
    /** Also where nothing was left: an upload that was being finalized may have been late. */
    readonly again: boolean;
  }): Promise<void>;
}

export const INSTANCE = 'instance';
const MOST_NAME = 200;

export function createInstances(deps: InstancesDeps): OwnInstances {
  const { store, clock, vault, rotated, audit, events } = deps;
  const records = createSmallCollection<InstanceRecord>(store.records, INSTANCE, (instance) => instance.createdOn);

  const find = async (id: string): Promise<InstanceRecord> => {
    const found = await records.get(id);
    if (found && found.removedOn === undefined) return found;
    throw new GraphZoomError('not-found', `There is no instance ${JSON.stringify(id.slice(0, 100))}.`, { hint: 'The list of instances shows their ids.' });
  };
  const seal = async (instanceId: string, secrets: Readonly<Record<string, unknown>>, before: Readonly<Record<string, string>> = {}): Promise<Record<string, string>> => {
    const sealed: Record<string, string> = {};
    for (const [field, value] of Object.entries(secrets)) {
      const kept = value === MASKED ? before[field] : undefined;
      sealed[field] = kept ?? (await vault.seal(field === 'refreshToken' ? rotated.newest(String(value)) : value, { instanceId, field }));
    }
    return sealed;
  };
  const done = async (action: string, change: 'created' | 'updated' | 'removed', instance: InstanceRecord, by: Caller, detail?: string): Promise<Instance> => {
    await audit.add({ who: by.name, role: by.role, action: `instance.${action}`, target: instance.name, outcome: 'done', ...(detail === undefined ? {} : { detail }) });
    events.emit('instance-changed', { instanceId: instance.id, change });
    return shown(instance);
  };
  const softDelete = async (instance: InstanceRecord): Promise<void> => {
    if (!(await softDeleteData(store, instance.scope, clock.now()))) return;
    await records.change((held, put) => {
      const now = held.get(instance.id);
      if (now) put(instance.id, { ...now, dataRemoved: true });
    });
  };

  const finishRemovals: OwnInstances['finishRemovals'] = async ({ again } = { again: false }) => {
    for (const instance of await records.all()) if (instance.removedOn !== undefined && (again || !instance.dataRemoved)) await softDelete(instance);
  };

  return {
    records,
    async list({ definitionId, removed = false } = {}) {
      const all = await records.all();
      return all.filter((one) => (definitionId === undefined || one.definitionId === definitionId) && (one.removedOn !== undefined) === removed).map(shown);
    },
    async get(id) {
      const found = await records.get(id);
      return found && found.removedOn === undefined ? shown(found) : undefined;
    },
    async byName(name) {
      const found = (await records.all()).find((one) => one.removedOn === undefined && sameName(one.name, name));
      return found && shown(found);
    },
    async create(input, by) {
      const definition = definitionOf(input.definitionId);
      if (!definition) throw new GraphZoomError('config-invalid', `There is no integration definition ${JSON.stringify(input.definitionId.slice(0, 100))}.`, { hint: 'The list of definitions shows their ids.' });
      const id = randomUUID();
      const { plain, secrets } = checkConfig(definition, input.config ?? {});
      const sealed = await seal(id, secrets);
      const polling = checkPolling(input.polling ?? { interval: 'DISABLED' });
      const instance = await records.change(async (held, put) => {
        const name = freeName(held.values(), definition, input.name);
        const now = clock.now();
        const made: InstanceRecord = {
          id,
          name,
          ...descriptionOf(input),
          definitionId: definition.id,
          polling,
          plain,
          sealed,
          source: definition.runnable ? 'integration-managed' : 'integration-external',
          scope: definition.runnable && (await holdsCollection(store, held.values(), name)) ? name : id,
          pollingSince: now,
          createdOn: now,
          createdBy: by.name,
          updatedOn: now,
          updatedBy: by.name,
        };
        put(id, made);
        return made;
      });
      return done('create', 'created', instance, by, instance.scope === id ? undefined : `takes over what was collected as ${JSON.stringify(instance.scope)}`);
    },
    async update(id, changes, by) {
      await find(id);
      const instance = await records.change(async (held, put) => {
        const before = held.get(id);
        if (before === undefined || before.removedOn !== undefined) return find(id);
        const definition = definitionOf(before.definitionId) as Definition;
        const polling = changes.polling === undefined ? before.polling : checkPolling(changes.polling);
        const config = changes.config === undefined ? {} : await changedConfig(definition, before, changes.config, (secrets) => seal(id, secrets, before.sealed));
        const { description: _old, ...rest } = before;
        const after: InstanceRecord = {
          ...rest,
          ...descriptionOf(changes.description === undefined ? before : changes),
          ...config,
          name: changes.name === undefined ? before.name : freeName(held.values(), definition, changes.name, id),
          polling,
          pollingSince: JSON.stringify(polling) === JSON.stringify(before.polling) ? before.pollingSince : clock.now(),
          updatedOn: clock.now(),
          updatedBy: by.name,
        };
        put(id, after);
        return after;
      });
      return done('update', 'updated', instance, by, `changed: ${Object.keys(changes).join(', ')}`);
    },
    async remove(id, by) {
      await find(id);
      const instance = await records.change((held, put) => {
        const before = held.get(id) as InstanceRecord;
        const removed = before.removedOn === undefined ? { ...before, removedOn: clock.now(), updatedOn: clock.now(), updatedBy: by.name } : before;
        put(id, removed);
        return removed;
      });
      // It is out of every list now; what follows can be repeated should it be cut off.
      await done('remove', 'removed', instance, by);
      await deps.revokeKeys(id);
      await deps.stopRun(id);
      await softDelete(instance);
      await finishRemovals();
    },
    async secrets(id) {
      const { plain, sealed, name } = await find(id);
      const opened: Record<string, unknown> = {};
      for (const [field, text] of Object.entries(sealed)) opened[field] = await vault.open(text, { instanceId: id, field }).catch((error: unknown) => lost(name, error));
      return { ...plain, ...opened };
    },
    async keepSecret(id, field, value) {
      const sealed = await vault.seal(value, { instanceId: id, field });
      await records.change((held, put) => {
        const before = held.get(id);
        if (before && before.removedOn === undefined) put(id, { ...before, sealed: { ...before.sealed, [field]: sealed } });
      });
    },
    async stamp(instance) {
      return stampOf(instance, definitionOf(instance.definitionId) as Definition);
    },
    reseal: () =>
      records.change(async (held, put) => {
        const unreadable: string[] = [];
        for (const instance of held.values()) {
          const sealed: Record<string, string> = { ...instance.sealed };
          for (const [field, text] of Object.entries(sealed)) {
            if (!(await vault.isOld(text))) continue;
            const place = { instanceId: instance.id, field };
            try {
              sealed[field] = await vault.seal(await vault.open(text, place), place);
            } catch (error) {
              if (!(error instanceof GraphZoomError && error.code === 'secret-key-lost')) throw error;
              unreadable.push(instance.name);
            }
          }
          if (Object.entries(sealed).some(([field, text]) => instance.sealed[field] !== text)) put(instance.id, { ...instance, sealed });
        }
        return [...new Set(unreadable)];
      }),
    finishRemovals,
  };
}

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.trim().toLowerCase();

/** The name, if no other instance of the definition has it. */
function freeName(held: Iterable<InstanceRecord>, definition: Definition, given: string, id?: string): string {
  const name = given.trim();
  if (name === '' || name.length > MOST_NAME) throw new GraphZoomError('config-invalid', `The account name must have 1 to ${MOST_NAME} characters.`, { hint: 'Give the instance a name that tells which account it is.' });
  for (const other of held) {
    if (other.id !== id && other.removedOn === undefined && other.definitionId === definition.id && sameName(other.name, name))
      throw new GraphZoomError('config-invalid', `There is an instance ${JSON.stringify(other.name)} of ${definition.title} already.`, { hint: 'Choose another name; case makes no difference.' });
  }
  return name;
}

const descriptionOf = ({ description }: Pick<InstanceInput, 'description'>) => (description === undefined || description === '' ? {} : { description });

async function changedConfig(definition: Definition, before: InstanceRecord, config: NonNullable<InstanceChanges['config']>, seal: (secrets: Record<string, unknown>) => Promise<Record<string, string>>) {
  const { plain, secrets } = checkConfig(definition, config, new Set(Object.keys(before.sealed)), before.plain);
  return { plain, sealed: await seal(secrets) };
}

/** Whether `collect --instance NAME` has filled a scope of this name that no instance owns, also none whose data is still to be purged. */
async function holdsCollection(store: Store, held: Iterable<InstanceRecord>, name: string): Promise<boolean> {
  for (const other of held) if (other.scope === name) return false;
  const runs = await store.runs.list({ scope: name });
  return runs.some(({ report }) => typeof report === 'object' && report !== null && 'steps' in report);
}

function lost(name: string, error: unknown): never {
  if (!(error instanceof GraphZoomError && error.code === 'secret-key-lost')) throw error;
  throw new GraphZoomError('secret-key-lost', `The stored credentials of ${JSON.stringify(name)} cannot be read. ${error.message}`, {
    hint: `Put the key back, or give the credentials of ${JSON.stringify(name)} again.`,
    cause: error,
  });
}
