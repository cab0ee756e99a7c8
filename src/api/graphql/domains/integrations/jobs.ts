import type { Job, JobEvent, JobStatus, Paged } from '../../../../platform/platform.ts';
import { codedError } from '../../codes.ts';
import type { Asking, FieldResolver, RootField } from '../../domain.ts';
import { pageSize } from '../../page.ts';
import { shownInstance } from './shown-instance.ts';

export const shownJob = (job: Job) => ({
  id: job.id,
  status: job.status,
  integrationInstanceId: job.instanceId,
  integrationDefinitionId: job.definitionId,
  createDate: job.startedOn,
  endDate: job.endedOn,
  errorsOccurred: job.errorsOccurred,
  hasSkippedSteps: job.hasSkippedSteps,
});

const shownEvent = (event: JobEvent) => ({ id: event.id, jobId: event.jobId, name: event.name, description: event.description, createDate: event.on, level: event.level, eventCode: event.name });

const pageInfo = ({ cursor }: Paged<unknown>) => ({ endCursor: cursor ?? null, hasNextPage: cursor !== undefined });

interface Filter {
  readonly status?: JobStatus | null;
  readonly cursor?: string | null;
  readonly size?: number | null;
}

export async function listJobs({ api }: Pick<Asking, 'api'>, where: { instanceId?: string; definitionId?: string }, { status, cursor, size }: Filter) {
  const page = await api.platform.jobs.list({ ...where, ...(status ? { status } : {}), limit: pageSize(size, 'size'), ...(cursor ? { cursor } : {}) });
  return { jobs: page.items.map(shownJob), pageInfo: pageInfo(page) };
}

/** The job, if it is one of the instance. */
async function findJob({ api }: Pick<Asking, 'api'>, id: string, instanceId: string): Promise<Job> {
  const job = await api.platform.jobs.get(id);
  if (job?.instanceId !== instanceId) throw codedError('NOT_FOUND', `Integration job not found: ${id}`);
  return job;
}

export const jobFields: Readonly<Record<string, RootField>> = {
  integrationJobs: {
    needs: 'reader',
    async resolve(args: Filter & { integrationInstanceId?: string | null; integrationDefinitionId?: string | null; integrationInstanceIds?: readonly (string | null)[] | null }, asking) {
      const { integrationInstanceId, integrationDefinitionId, integrationInstanceIds } = args;
      const ids = (integrationInstanceIds ?? []).filter((id) => id !== null);
      const instanceId = integrationInstanceId ?? (ids.length === 1 ? ids[0] : undefined);
      if (instanceId === undefined && ids.length > 1) return jobsOfSeveral(asking, ids, args);
      return listJobs(asking, { ...(instanceId === undefined ? {} : { instanceId }), ...(integrationDefinitionId ? { definitionId: integrationDefinitionId } : {}) }, args);
    },
  },
  integrationJob: {
    needs: 'reader',
    resolve: async ({ id, integrationInstanceId }: { id: string; integrationInstanceId: string }, asking) => shownJob(await findJob(asking, id, integrationInstanceId)),
  },
  integrationEvents: {
    needs: 'reader',
    async resolve({ jobId, integrationInstanceId, cursor, size }: { jobId: string; integrationInstanceId: string; cursor?: string | null; size?: number | null }, asking) {
      const job = await findJob(asking, jobId, integrationInstanceId);
      const page = await asking.api.platform.jobs.events(job.id, { limit: pageSize(size, 'size'), ...(cursor ? { cursor } : {}) });
      return { events: page.items.map(shownEvent), pageInfo: pageInfo(page) };
    },
  },
  integrationEvent: {
    needs: 'reader',
    async resolve({ id, jobId, integrationInstanceId }: { id?: string | null; jobId: string; integrationInstanceId: string }, asking) {
      const job = await findJob(asking, jobId, integrationInstanceId);
      let cursor: string | undefined;
      do {
        const page = await asking.api.platform.jobs.events(job.id, cursor === undefined ? {} : { cursor });
        const found = page.items.find((event) => !id || event.id === id);
        if (found) return shownEvent(found);
        cursor = page.cursor;
      } while (cursor !== undefined);
      return null;
    },
  },
};

/** The newest jobs of several instances, without further pages. */
async function jobsOfSeveral(asking: Asking, ids: readonly string[], filter: Filter) {
  const size = pageSize(filter.size, 'size');
  if (filter.cursor) throw codedError('BAD_USER_INPUT', 'Jobs of several instances have one page; ask for one instance to read on.');
  const lists = [];
  for (const instanceId of new Set(ids)) {
    asking.lookups.countList();
    lists.push(await listJobs(asking, { instanceId }, filter));
  }
  const jobs = lists.flatMap((list) => list.jobs).sort((a, b) => b.createDate - a.createDate);
  return { jobs: jobs.slice(0, size), pageInfo: { endCursor: null, hasNextPage: false } };
}

export const jobTypes = {
  IntegrationJob: {
    async integrationInstance({ integrationInstanceId }: { integrationInstanceId: string }, _args: unknown, { account, lookups }) {
      const instance = await lookups.instance(integrationInstanceId);
      return instance ? shownInstance(instance, account) : null;
    },
  },
} satisfies Readonly<Record<string, Readonly<Record<string, FieldResolver>>>>;
