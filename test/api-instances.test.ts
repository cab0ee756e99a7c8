import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { MASKED } from '../src/platform/platform.ts';
import { eventually } from './support/eventually.ts';
import { type Served, whileServing, whileServingZoom } from './support/serving.ts';

interface SentEvent {
  readonly id?: string;
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever JSON is in it.
  readonly data: any;
}

/** What a stream of events sends until the server ends it. `onEvent` is called for each. */
function listen(served: Served, at: string, { lastEventId, onEvent }: { lastEventId?: string; onEvent?: (event: SentEvent) => void } = {}): Promise<SentEvent[]> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${served.keys.reader}`, accept: 'text/event-stream', ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) };
    const asked = request(`${served.url}${at}`, { headers, agent: false }, (answer) => {
      expect(answer.headers['content-type']).toBe('text/event-stream; charset=utf-8');
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
      const events: SentEvent[] = [];
      let rest = '';
      answer.setEncoding('utf8');
      answer.on('error', reject);
      answer.on('data', (text: string) => {
        const parts = (rest + text).split('\n\n');
        rest = parts.pop() as string;
        for (const part of parts.filter((one) => !one.startsWith(':'))) {
          const fields = Object.fromEntries(part.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
          const event: SentEvent = { ...(fields.id === undefined ? {} : { id: fields.id }), event: fields.event as string, data: JSON.parse(fields.data as string) };
          events.push(event);
          onEvent?.(event);
        }
      });
      answer.on('end', () => resolve(events));
    });
    asked.on('error', reject);
    asked.end();
  });
}

const ended = ({ operation }: Served, jobId: string): Promise<void> =>
  new Promise((resolve) => {
    const off = operation.platform.events.on('job-changed', (job) => {
      if (job.id !== jobId || job.endedOn === undefined) return;
      off();
      resolve();
    });
  });

describe('an instance over the API', () => {
  it('is tested, added, run, looked at, changed and removed', () =>
    whileServingZoom({}, async (served, fake) => {
      const { ask } = served;
      const { accountId, clientId, clientSecret } = fake.credentials;
      const config = { accountId, clientId, clientSecret, apiUrl: fake.apiUrl, oauthUrl: fake.oauthUrl };
      const tested = await ask('/api/instances/test', { as: 'administrator', body: { config } });
      expect(tested.status).toBe(200);
      const refused = await ask('/api/instances/test', { as: 'administrator', body: { config: { ...config, clientSecret: 'wrong-secret-of-tests' } } });
      expect(refused.status).toBeLessThan(500);
      expect(refused.text).not.toContain('wrong-secret-of-tests');

      const id = await served.addZoom(fake, { polling: { interval: 'ONE_DAY', hour: 6, timeZone: 'Europe/Vienna' }, description: 'Headquarters' });
      const shown = await ask(`/api/instances/${id}`, { as: 'reader' });
      expect(shown.json).toMatchObject({ name: 'Example Inc', config: { accountId: MASKED, clientSecret: MASKED, apiUrl: fake.apiUrl }, polling: { interval: 'ONE_DAY' }, counts: { entities: {} } });
      expect(shown.json.nextRunOn).toBeTypeOf('number');
      expect(shown.text).not.toContain(clientSecret);

      const run = await ask(`/api/instances/${id}/run`, { method: 'POST', as: 'operator' });
      expect(run.json).toMatchObject({ instanceId: id, status: 'IN_PROGRESS', cause: 'request' });
      const events = await listen(served, `/api/jobs/${run.json.id}/events`);
      expect(events.at(-1)).toMatchObject({ event: 'job', data: { id: run.json.id, status: 'COMPLETED' } });
      expect((await ask(`/api/jobs/${run.json.id}`, { as: 'reader' })).json).toMatchObject({ status: 'COMPLETED', report: { status: 'complete' } });
      expect((await ask(`/api/instances/${id}/jobs`, { as: 'reader' })).json.items).toHaveLength(1);
      expect((await ask('/api/jobs?status=COMPLETED', { as: 'reader' })).json.items).toHaveLength(1);
      expect((await ask('/api/jobs?status=FAILED', { as: 'reader' })).json.items).toEqual([]);
      expect((await ask(`/api/instances/${id}`, { as: 'reader' })).json).toMatchObject({ counts: { entities: { zoom_user: 6 } }, lastJob: { id: run.json.id } });
      const { text } = await ask('/metrics');
      for (const line of [
        /graph_zoom_graph_members\{kind="entity",type="zoom_user"\} 6/,
        /graph_zoom_jobs_ended_total\{status="COMPLETED",cause="request"\} 1/,
        /graph_zoom_zoom_requests_total\{kind="sent"\} [1-9]/,
        /graph_zoom_next_run_timestamp_seconds\{.*instance="Example Inc"\} \d/,
      ])
        expect(text).toMatch(line);

      const changed = await ask(`/api/instances/${id}`, { method: 'PATCH', as: 'administrator', body: { name: 'Example Ltd', polling: { interval: 'DISABLED' } } });
      expect(changed.json).toMatchObject({ name: 'Example Ltd', description: 'Headquarters', polling: { interval: 'DISABLED' }, config: { clientSecret: MASKED } });
      expect(changed.json.nextRunOn).toBeUndefined();
      expect((await ask('/plain', { as: 'reader' })).text).toContain('Example Ltd');

      expect((await ask(`/api/instances/${id}`, { method: 'DELETE', as: 'administrator' })).json).toEqual({ removed: id });
      expect((await ask(`/api/instances/${id}`, { as: 'reader' })).status).toBe(404);
      expect((await ask('/api/instances', { as: 'reader' })).json.instances).toEqual([]);
      const { items } = (await ask('/api/audit', { as: 'administrator' })).json;
      expect(items.map(({ action }: { action: string }) => action)).toEqual(expect.arrayContaining(['instance.create', 'instance.run', 'instance.update', 'instance.remove']));
      expect(JSON.stringify(items)).not.toContain(clientSecret);
    }));

  it('says what is wrong with it, and with whom', () =>
    whileServing(async ({ ask }) => {
      const post = async (body: unknown) => {
        const { status, json } = await ask('/api/instances', { as: 'administrator', body });
        return [status, json.error.message];
      };
      expect(await post({ name: 'A' })).toEqual([400, expect.stringContaining('definitionId')]);
      expect(await post({ name: 'A', definitionId: 'none' })).toEqual([expect.toSatisfy((status: number) => status === 400 || status === 404), expect.any(String)]);
      expect(await post({ name: 'A', definitionId: 'x', polling: { interval: 'HOURLY' } })).toEqual([400, expect.stringContaining('polling.interval')]);
      expect(await post({ name: 'A', definitionId: 'x', more: 1 })).toEqual([400, expect.stringContaining('more')]);
      expect((await ask('/api/instances/none/run', { method: 'POST', as: 'operator' })).status).toBe(404);
      expect((await ask('/api/jobs/none/events', { as: 'reader' })).status).toBe(404);
    }));

  it('is not run twice at once', () =>
    whileServingZoom({ latencyMs: 100 }, async (served, fake) => {
      const id = await served.addZoom(fake);
      const run = () => served.ask(`/api/instances/${id}/run`, { method: 'POST', as: 'operator' });
      const both = await Promise.all([run(), run()]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
      await ended(served, both.find(({ status }) => status === 200)?.json.id);
    }));
});

describe('the events of a job', () => {
  it('come as they happen, once each and in order, to whoever begins early or late or comes back', () =>
    whileServingZoom({}, async (served, fake) => {
      const id = await served.addZoom(fake);
      const { json: job } = await served.ask(`/api/instances/${id}/run`, { method: 'POST', as: 'operator' });
      const events = `/api/jobs/${job.id}/events`;
      const early = await listen(served, events);
      const late = await listen(served, events);
      const pages = [];
      let cursor: string | undefined;
      do {
        const { json } = await served.ask(`${events}?limit=2${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`, { as: 'reader' });
        expect(json.items.length).toBeLessThanOrEqual(2);
        pages.push(...json.items);
        cursor = json.cursor;
      } while (cursor !== undefined);
      const ids = pages.map((event) => event.id);
      expect(ids.length).toBeGreaterThan(3);
      const seen = (events: readonly SentEvent[]) => events.filter(({ event }) => event === 'event').map((event) => event.id);
      expect(seen(early)).toEqual(ids);
      expect(seen(late)).toEqual(ids);
      expect(seen(await listen(served, events, { lastEventId: ids[1] }))).toEqual(ids.slice(2));
      expect(late.at(-1)?.event).toBe('job');
      expect(late.at(-1)?.data.report).toBeUndefined();
    }));

  it('end with the server, which does not wait for who listens', () =>
    whileServingZoom({ latencyMs: 2000 }, async (served, fake) => {
      const id = await served.addZoom(fake);
      const { json: job } = await served.ask(`/api/instances/${id}/run`, { method: 'POST', as: 'operator' });
      let begun = () => {};
      const first = new Promise<void>((resolve) => {
        begun = resolve;
      });
      const heard = listen(served, `/api/jobs/${job.id}/events`, { onEvent: () => begun() });
      await first;
      await served.stop();
      expect((await heard).at(-1)).toMatchObject({ event: 'job', data: { status: 'FAILED' } });
    }));
});

describe('a backup', () => {
  it('is the store, and leaves nothing behind', () =>
    whileServing(async (served) => {
      await served.ask('/api/keys', { as: 'administrator', body: { name: 'kept', role: 'reader' } });
      const answer = await fetch(`${served.url}/api/backup`, { method: 'POST', headers: { authorization: `Bearer ${served.keys.administrator}` } });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/octet-stream']);
      const copy = await mkdtemp(path.join(tmpdir(), 'graph-zoom-copy-'));
      try {
        await writeFile(path.join(copy, 'graph.duckdb'), Buffer.from(await answer.arrayBuffer()));
        await whileServing(async ({ operation }) => expect((await operation.platform.keys.list()).map(({ name }) => name)).toContain('kept'), { dataDir: copy });
      } finally {
        await rm(copy, { recursive: true });
      }
      await eventually(async () => expect((await readdir(path.join(served.dataDir, 'work'))).filter((name) => name.startsWith('backup'))).toEqual([]));
      expect((await served.ask('/api/audit', { as: 'administrator' })).json.items[0]).toMatchObject({ action: 'backup', outcome: 'done' });
    }));
});
