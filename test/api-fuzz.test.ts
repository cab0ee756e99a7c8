import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog } from '../src/lib/log.ts';
import { CUSTOM } from '../src/platform/definition-custom.ts';
import { ZOOM } from '../src/platform/definition-zoom.ts';
import { type Reply, type Served, signIn, whileServing } from './support/serving.ts';
import { wrongBody, wrongPart, wrongQuery } from './support/wrong-bodies.ts';

type Route = Served['server']['routes'][number];

const INITIAL_KEY = 'CANARY-initial-key-of-the-process';
const CLIENT_SECRET = 'CANARY-client-secret';
/** Enough to spoil each route in several places; more, with other seeds, when something in it has changed. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 1500);
const SEED = Number(process.env.FUZZ_SEED ?? 4);
/** These take no input, and are slow. */
const SLOW = ['/api/backup', '/api/openapi.json', '/api/docs', '/metrics', '/data-model/schemas/classes'];

describe('a wrong request', () => {
  it('is refused with a reason, whatever it is; the server goes on, and tells and logs no secret', async () => {
    const logged: string[] = [];
    const log = createLog('debug', { isTTY: true, write: (line: string | Uint8Array) => logged.push(String(line)) > 0 });
    await whileServing(
      async (served) => {
        const secrets = [INITIAL_KEY, CLIENT_SECRET, ...Object.values(served.keys), (await signIn(served)).split('=')[1] as string];
        const ids = await someOfEach(served);
        const routes = served.server.routes.filter(({ method, url }) => method !== 'HEAD' && !SLOW.includes(url));
        const request = fc
          .constantFrom(...routes)
          .chain((route) => fc.record({ route: fc.constant(route), part: fc.oneof(wrongPart, fc.constantFrom(...ids)), query: wrongQuery, sent: route.method === 'GET' ? fc.constant({}) : wrongBody(route.url) }));
        await fc.assert(
          fc.asyncProperty(request, async ({ route, part, query, sent }) => {
            // What the others are about stays.
            if (route.method === 'DELETE' && ids.includes(part)) return;
            const reply = await served.ask(route.url.replace(/:\w+/g, part) + query, { as: 'administrator', method: route.method, ...sent });
            expectReason(route, reply);
            for (const secret of secrets) expect(reply.text).not.toContain(secret);
            // A sync that is left open keeps the next one of its subgraph waiting.
            if (route.url.endsWith('/store/syncs') && reply.status === 200) await served.ask(`${route.url}/${reply.json.id}`, { as: 'administrator', method: 'DELETE' });
          }),
          { numRuns: RUNS, seed: SEED, endOnFailure: true },
        );
        for (const at of ['/healthz', '/readyz']) expect((await served.ask(at)).json).toEqual({ status: 'ok' });
        expect(({} as Record<string, unknown>).role).toBeUndefined();
        const all = logged.join('');
        expect(all).toContain('path=/persister/uploads/:id/:token');
        for (const secret of secrets) expect(all).not.toContain(secret);
        expect(all).not.toMatch(/gz[ls]?_[\w-]{20}/);
      },
      { account: 'acme', env: { GRAPH_ZOOM_API_KEY: INITIAL_KEY }, log },
    );
  });
});

describe('a body that is nested without end', () => {
  it('is refused where it would be kept or looked through, and ignored elsewhere', () =>
    whileServing(async ({ ask }) => {
      const { job } = (await ask('/persister/synchronization/jobs', { as: 'administrator', body: { source: 'api', scope: 's' } })).json;
      for (const depth of [300, 5_000, 100_000])
        for (const value of [`${'['.repeat(depth)}${']'.repeat(depth)}`, `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`])
          for (const [at, body] of [
            ['/api/instances', `{"name":"n","definitionId":"${CUSTOM.id}","config":{"a":${value}}}`],
            ['/api/instances/test', `{"config":{"@tag":${value}}}`],
            ['/api/keys', value],
            ['/api/store/runs-set-state', `{"scope":"s","name":"n","value":${value}}`],
            ['/api/store/checkpoint-put', `{"scope":"s","parts":[{"key":"k","part":"p","on":1,"value":${value}}]}`],
            [`/persister/synchronization/jobs/${job.id}/entities`, `{"entities":[{"_key":"k","_type":"acme_user","_class":"User","x":${value}}]}`],
            [`/persister/synchronization/jobs/${job.id}/upload`, `{"entities":[{"_key":"k","_type":"acme_user","_class":"User","_rawData":[{"name":"default","rawData":${value}}]}]}`],
            ['/graphql', `{"query":"{ iamGetAccount { id } }","variables":{"a":${value}}}`],
          ] as const) {
            const { status, json } = await ask(at, { as: 'administrator', body, headers: { 'content-type': 'application/json' } });
            expect([at, depth, status], JSON.stringify(json)).toEqual([at, depth, 400]);
          }
      expect((await ask('/api/instances', { as: 'reader' })).json.instances).toEqual([]);
    }));
});

/** Ids of things that are there: an instance (of a Zoom that is not), a job, an upload, a key. */
async function someOfEach({ ask }: Served): Promise<string[]> {
  const make = async (at: string, body: unknown) => (await ask(at, { as: 'administrator', body })).json;
  const config = { accountId: 'a', clientId: 'b', clientSecret: CLIENT_SECRET, apiUrl: 'http://127.0.0.1:9/v2', oauthUrl: 'http://127.0.0.1:9/oauth' };
  const instance = await make('/api/instances', { name: 'Acme', definitionId: ZOOM.id, config });
  const { job } = await make('/persister/synchronization/jobs', { source: 'integration-managed', integrationInstanceId: instance.id });
  const { key } = await make('/api/keys', { name: 'k', role: 'reader' });
  return [instance.id, job.id, job.integrationJobId, key.id];
}

function expectReason(route: Route, { status, json, text, headers }: Reply): void {
  const shown = `${route.method} ${route.url}: ${status} ${text.slice(0, 300)}`;
  expect(status, shown).toBeLessThan(500);
  expect(headers['content-security-policy'], shown).toBeDefined();
  if (status < 400 || String(headers['content-type']).startsWith('text/html')) return;
  // GraphQL's own shape, and that of deferred answers.
  const told = json?.error?.message ?? json?.errors?.[0]?.message ?? json?.error;
  expect(told, shown).toMatch(/\S/);
}
