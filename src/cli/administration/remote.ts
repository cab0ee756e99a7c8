import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { systemClock } from '../../lib/clock.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import { linesOf } from '../../lib/lines.ts';
import type { ApiKey, Instance, Job, JobEvent, Paged } from '../../platform/platform.ts';
import type { ProbeResult } from '../../platform/probe-config.ts';
import type { Connection } from '../../remote/connection.ts';
import { type Administration, isOver } from './administration.ts';

/** What the API adds to an instance. */
type ShownInstance = Instance & { readonly lastJob?: Job; readonly nextRunOn?: number; readonly lastCollection?: unknown };
const only = ({ lastJob: _job, nextRunOn: _next, lastCollection: _collection, ...instance }: ShownInstance): Instance => instance;

const EVENTS_A_PAGE = 500;
/** Before a stream of events that broke off is opened again. */
const AGAIN_MS = 1000;

/** Administration by a server, over its own API. */
export function remoteAdministration(connection: Connection): Administration {
  const at = (path: string, ...ids: string[]) => `/api/${path}${ids.map((id) => `/${encodeURIComponent(id)}`).join('')}`;
  const job = async (id: string): Promise<Job | undefined> => {
    try {
      return await connection.call<Job>(at('jobs', id));
    } catch (error) {
      if (error instanceof GraphZoomError && error.code === 'not-found') return undefined;
      throw error;
    }
  };

  /** What a job has said so far. */
  async function* said(jobId: string, signal: AbortSignal | undefined): AsyncGenerator<JobEvent> {
    let cursor: string | undefined;
    do {
      const query = new URLSearchParams({ limit: String(EVENTS_A_PAGE), ...(cursor === undefined ? {} : { cursor }) });
      const page: Paged<JobEvent> = await connection.call(`${at('jobs', jobId)}/events?${query}`, { signal });
      yield* page.items;
      cursor = page.cursor;
    } while (cursor !== undefined);
  }

  /** What it says from now on, until the server ends the stream. */
  async function* saying(jobId: string, signal: AbortSignal | undefined): AsyncGenerator<JobEvent> {
    const stream = await connection.open(`${at('jobs', jobId)}/events`, { accept: 'text/event-stream', signal });
    try {
      for await (const line of linesOf(stream)) {
        if (!line.startsWith('data:')) continue;
        const data = JSON.parse(line.slice('data:'.length)) as Partial<JobEvent & Job>;
        if (data.jobId === jobId) yield data as JobEvent;
        else if (data.id === jobId && data.status !== undefined && isOver(data as Job)) return;
      }
    } finally {
      stream.destroy();
    }
  }

  async function* events(jobId: string, { follow, signal }: { follow: boolean; signal?: AbortSignal }): AsyncGenerator<JobEvent> {
    const seen = new Set<string>();
    const fresh = async function* (source: AsyncIterable<JobEvent>) {
      for await (const event of source)
        if (!seen.has(event.id)) {
          seen.add(event.id);
          yield event;
        }
    };
    for (;;) {
      // First whether it is over, then what it said: what it says last is not missed.
      const before = follow ? await job(jobId) : undefined;
      yield* fresh(said(jobId, signal));
      if (before === undefined || isOver(before)) return;
      try {
        yield* fresh(saying(jobId, signal));
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof Error)) throw error;
        await systemClock.sleep(AGAIN_MS, signal); // a server that has gone fails the next question about the job
      }
    }
  }

  return {
    instances: async () => (await connection.call<{ instances: ShownInstance[] }>(at('instances'))).instances.map(only),
    create: async (input) => only(await connection.call(at('instances'), { body: input })),
    update: async (id, changes) => only(await connection.call(at('instances', id), { method: 'PATCH', body: changes })),
    remove: (id) => connection.call(at('instances', id), { method: 'DELETE' }),
    test: (config, instanceId) => connection.call<ProbeResult>(`${at('instances')}/test`, { body: { config, ...(instanceId === undefined ? {} : { instanceId }) } }),
    run: (id) => connection.call<Job>(`${at('instances', id)}/run`, { method: 'POST', body: {} }),
    stop: async () => 'goes-on',
    jobs: async ({ instanceId, limit }) => (await connection.call<Paged<Job>>(`${instanceId === undefined ? at('jobs') : `${at('instances', instanceId)}/jobs`}?limit=${limit}`)).items,
    job,
    events,
    keys: async () => (await connection.call<{ keys: ApiKey[] }>(at('keys'))).keys,
    createKey: (input) => connection.call(at('keys'), { body: input }),
    revokeKey: (id) => connection.call(at('keys', id), { method: 'DELETE' }),
    async backup(file) {
      const part = `${file}.part`;
      try {
        await pipeline(await connection.open(at('backup'), { method: 'POST', body: {}, accept: 'application/octet-stream' }), createWriteStream(part, { mode: 0o600 }));
        await rename(part, file);
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },
    loginLink: async (role) => (await connection.call<{ url: string }>(at('login-links'), { body: { role } })).url,
    close: async () => undefined,
  };
}
