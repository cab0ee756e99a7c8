import { randomUUID } from 'node:crypto';
import { Emitter } from '../../src/lib/events.ts';
import type { AuditEntry, Instance, Job, JobEvent, Platform, PlatformEvents } from '../../src/platform/platform.ts';

/** Instances and jobs in memory, as far as uploads need them. */
export interface PlainPlatform extends Platform {
  addInstance(instance: Partial<Instance> & { readonly name: string }): Instance;
  readonly kept: { readonly jobs: Map<string, Job>; readonly events: JobEvent[]; readonly audit: Omit<AuditEntry, 'id' | 'on'>[] };
}

export function createPlainPlatform(): PlainPlatform {
  const instances = new Map<string, Instance>();
  const jobs = new Map<string, Job>();
  const events: JobEvent[] = [];
  const audit: Omit<AuditEntry, 'id' | 'on'>[] = [];
  const parts = {
    kept: { jobs, events, audit },
    audit: { add: async (entry: Omit<AuditEntry, 'id' | 'on'>) => void audit.push(entry) },
    addInstance(given: Partial<Instance> & { readonly name: string }): Instance {
      const id = given.id ?? randomUUID();
      const instance: Instance = {
        id,
        definitionId: '8013680b-311a-4c2e-b53b-c8735fd97a5c',
        polling: { interval: 'DISABLED' },
        config: {},
        source: 'integration-external',
        scope: id,
        createdOn: 0,
        createdBy: 'test',
        updatedOn: 0,
        updatedBy: 'test',
        ...given,
      };
      instances.set(id, instance);
      return instance;
    },
    events: new Emitter<PlatformEvents>(),
    instances: {
      get: async (id: string) => instances.get(id),
      stamp: async (instance: Instance) => {
        const tags = (instance.config['@tag'] ?? {}) as { AccountName?: boolean; Production?: boolean };
        return {
          _integrationInstanceId: instance.id,
          _integrationName: instance.name,
          ...(tags.AccountName ? { 'tag.AccountName': instance.name } : {}),
          ...(tags.Production ? { 'tag.Production': true, tags: ['Production'] } : {}),
        };
      },
    },
    jobs: {
      async open({ instanceId, definitionId, cause, id = randomUUID() }: { instanceId: string; definitionId: string; cause: Job['cause']; id?: string }) {
        const job: Job = { id, instanceId, definitionId, status: 'IN_PROGRESS', startedOn: Date.now(), errorsOccurred: false, hasSkippedSteps: false, cause };
        jobs.set(id, job);
        return job;
      },
      get: async (id: string) => jobs.get(id),
      async setStatus(id: string, status: Job['status'], more: { report?: unknown } = {}) {
        const job = { ...(jobs.get(id) as Job), status, ...more };
        jobs.set(id, job);
        return job;
      },
      async addEvents(id: string, list: readonly { name: string; description: string }[]) {
        const added = list.map((event): JobEvent => ({ id: randomUUID(), jobId: id, instanceId: jobs.get(id)?.instanceId ?? '', level: 'info', on: Date.now(), ...event }));
        events.push(...added);
        return added;
      },
    },
  };
  return parts as unknown as PlainPlatform;
}
