import { messageOf } from '../../../../lib/errors.ts';
import type { Instance } from '../../../../platform/platform.ts';
import { codedError } from '../../codes.ts';
import type { Asking, FieldResolver, RootField } from '../../domain.ts';
import { pageOf } from '../../page.ts';
import { type GivenInstance, type GivenUpdate, readInstance, readUpdate } from './instance-input.ts';
import { listJobs, shownJob } from './jobs.ts';
import { shownInstance } from './shown-instance.ts';

/** The text is what terraform looks for (reference/jupiterone-platform.md, section 3.1, trap 9). */
export async function findInstance({ api }: Pick<Asking, 'api'>, id: string): Promise<Instance> {
  const instance = await api.platform.instances.get(id);
  if (!instance) throw codedError('BAD_USER_INPUT', 'Integration instance not found', { instanceId: id });
  return instance;
}

interface ListArguments {
  readonly definitionId?: string | null;
  readonly cursor?: string | null;
  readonly limit?: number | null;
  readonly filter?: { readonly name?: string | null; readonly includeOnlySourceInstances?: boolean | null; readonly sourceIntegrationInstanceId?: string | null } | null;
}

const list: RootField = {
  needs: 'reader',
  async resolve({ definitionId, filter, ...page }: ListArguments, { api, account }) {
    const part = filter?.name?.toLowerCase();
    const all = await api.platform.instances.list(definitionId ? { definitionId } : {});
    // No instance is the child of another.
    const found = all.filter(({ name }) => !filter?.sourceIntegrationInstanceId && (!part || name.toLowerCase().includes(part)));
    const { items, pageInfo } = pageOf(found, page);
    return { instances: items.map((instance) => shownInstance(instance, account)), pageInfo };
  },
};

const one: RootField = { needs: 'reader', resolve: async ({ id }: { id: string }, asking) => shownInstance(await findInstance(asking, id), asking.account) };

async function update(asking: Asking, id: string, given: GivenUpdate): Promise<Instance> {
  const { instances } = asking.api.platform;
  return instances.update(id, readUpdate(given, await findInstance(asking, id)), asking.caller);
}

export const instanceFields: Readonly<Record<string, RootField>> = {
  integrationInstances: list,
  listIntegrationInstances: list,
  integrationInstancesV2: list,
  integrationInstance: one,
  getIntegrationInstance: one,
  integrationInstanceCount: {
    needs: 'reader',
    resolve: async ({ definitionId }: { definitionId?: string | null }, { api }) => (await api.platform.instances.list(definitionId ? { definitionId } : {})).length,
  },
  integrationInstancesStatus: {
    needs: 'reader',
    /** FAILED where the last job of some instance failed; null where none ever ran. */
    async resolve({ definitionId }: { definitionId?: string | null }, { api, lookups }) {
      const statusesByDefinition: Record<string, string | null> = {};
      for (const instance of await api.platform.instances.list(definitionId ? { definitionId } : {})) {
        lookups.countList();
        const status = (await api.platform.jobs.list({ instanceId: instance.id, limit: 1 })).items[0]?.status ?? null;
        statusesByDefinition[instance.definitionId] = worse(statusesByDefinition[instance.definitionId] ?? null, status);
      }
      return { status: Object.values(statusesByDefinition).reduce(worse, null), statusesByDefinition };
    },
  },
};

const BADNESS = ['COMPLETED', 'PERSISTING_DATA', 'IN_PROGRESS', 'FAILED'];
const worse = (a: string | null, b: string | null): string | null => (BADNESS.indexOf(a ?? '') >= BADNESS.indexOf(b ?? '') ? a : b);

export const instanceChanges: Readonly<Record<string, RootField>> = {
  createIntegrationInstance: {
    needs: 'administrator',
    async resolve({ instance }: { instance: GivenInstance }, { api, caller, account }) {
      return shownInstance(await api.platform.instances.create(readInstance(instance), caller), account);
    },
  },
  updateIntegrationInstance: {
    needs: 'administrator',
    resolve: async ({ id, update: given }: { id: string; update: GivenUpdate }, asking) => shownInstance(await update(asking, id, given), asking.account),
  },
  bulkUpdateIntegrationInstances: {
    needs: 'administrator',
    async resolve({ ids, update: given }: { ids: readonly string[]; update: GivenUpdate }, asking) {
      const failedIds: string[] = [];
      for (const id of new Set(ids)) {
        try {
          await update(asking, id, given);
        } catch (error) {
          asking.api.log.info({ instanceId: id, reason: messageOf(error) }, 'An instance of a bulk update was not updated');
          failedIds.push(id);
        }
      }
      return { success: new Set(ids).size - failedIds.length, failed: failedIds.length, failedIds };
    },
  },
  deleteIntegrationInstance: {
    needs: 'administrator',
    async resolve({ id }: { id: string }, asking) {
      await findInstance(asking, id);
      await asking.api.platform.instances.remove(id, asking.caller);
      return { success: true };
    },
  },
  invokeIntegrationInstance: {
    needs: 'operator',
    async resolve({ id }: { id: string }, asking) {
      const { definitionId } = await findInstance(asking, id);
      const definition = await asking.lookups.definition(definitionId);
      if (definition && !definition.runnable) throw codedError('BAD_USER_INPUT', `Instances of ${definition.title} are run by their owners, who upload what they collect.`);
      const job = await asking.api.run(id, asking.caller);
      return { success: true, integrationJobId: job.id };
    },
  },
};

const below = {
  async jobs({ id }: { id: string }, args: Parameters<typeof listJobs>[2], asking: Asking) {
    asking.lookups.countList();
    return listJobs(asking, { instanceId: id }, args);
  },
  async mostRecentJob({ id }: { id: string }, _args: unknown, { api, lookups }: Asking) {
    lookups.countList();
    const [job] = (await api.platform.jobs.list({ instanceId: id, limit: 1 })).items;
    return job ? shownJob(job) : null;
  },
};

export const instanceTypes = { IntegrationInstance: below, IntegrationInstanceLite: below } satisfies Readonly<Record<string, Readonly<Record<string, FieldResolver>>>>;
