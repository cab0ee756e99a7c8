import { describe, expect, it } from 'vitest';
import { WEB_ROUTES } from '../src/api/pages/web.ts';
import type { Role } from '../src/platform/platform.ts';
import { type Served, send, whileServing } from './support/serving.ts';

type Route = Served['server']['routes'][number];

const NOTHING = '00000000-0000-4000-8000-000000000000';
/** A route's address, with parameters that nothing is called. */
const at = ({ url }: Route): string => url.replace(/:\w+/g, NOTHING);
const named = ({ method, url }: Route): string => `${method} ${url}`;

/** As the issue says it: what each of these may, and nothing beyond. A route that is not here fails the test. */
/** Addresses of the page; what it shows it asks for with the session of whoever looks. */
const PAGE = [...WEB_ROUTES, '/plain', '/assets/:name', '/icon.svg', '/style.css'];
const PUBLIC = [...PAGE.map((url) => `GET ${url}`), 'GET /login', 'GET /healthz', 'GET /readyz', 'GET /metrics', 'GET /deferred/:token', 'GET /data-model/schemas/classes', 'PUT /persister/uploads/:id/:token'];
const ADMINISTRATORS =
  /^\w+ \/api\/(?:keys|sessions|audit|backup|login-links|instances\/test)|^(?:POST|PATCH|DELETE) \/api\/(?:instances|rules|channels)(?:\/:(?:id|name))?$|^POST \/api\/(?:rules\/packs\/\w+|channels\/:name\/test)$/;
const OPERATORS = [
  'POST /api/instances/:id/run',
  'POST /api/instances/:id/stop',
  'POST /api/rules/:id/run',
  'POST /api/rules/run-due',
  'POST /api/alerts/:id/dismiss',
  'POST /api/alerts/:id/snooze',
  'POST /api/deliveries/:id/retry',
];

const WRONG_BODIES: readonly (string | Buffer)[] = [
  '',
  '{',
  'null',
  '[]',
  '[null]',
  '"text"',
  '12',
  '{}',
  '{"__proto__":{"role":"administrator"}}',
  '{"name":null,"query":12,"queries":"x","entities":{},"relationships":[null],"events":7,"config":[],"role":"owner","id":{}}',
  `{"name":"${'x'.repeat(5000)}","source":"${'y'.repeat(5000)}"}`,
  Buffer.from([0xff, 0xfe, 0x00]),
  '['.repeat(10_000),
];
const TYPES = ['application/json', 'application/json; charset=latin1', 'text/csv', 'application/yaml', 'application/x-www-form-urlencoded', 'nonsense'];
const QUERIES = ['', '?limit=-1&cursor=x', '?limit=x', '?cursor[]=1&limit=1e9', '?limit=5&limit=6', '?cursor=%00', '?%zz'];

describe('every route', () => {
  it('says what it needs, and needs what it should', () =>
    whileServing(async ({ server }) => {
      expect(server.routes.length).toBeGreaterThan(60);
      const routes = server.routes.filter(({ method }) => method !== 'HEAD');
      expect(
        routes
          .filter(({ needs }) => needs === 'public')
          .map(named)
          .sort(),
      ).toEqual(expect.arrayContaining(PUBLIC.filter((one) => !/assets|icon/.test(one))));
      for (const route of routes) {
        if (ADMINISTRATORS.test(named(route))) expect([named(route), route.needs]).toEqual([named(route), 'administrator']);
        if (OPERATORS.includes(named(route))) expect([named(route), route.needs]).toEqual([named(route), 'operator']);
        if (route.needs === 'public') expect([...PUBLIC, 'OAuth']).toContain(/oauth|redirect/.test(route.url) ? 'OAuth' : named(route));
      }
      // What only looks at something needs what looking needs.
      for (const route of server.routes.filter(({ method }) => method === 'HEAD')) expect(routes).toContainEqual({ ...route, method: 'GET' });
    }));

  it('answers 401 to whoever has no key, or a wrong one, or not the right scheme', () =>
    whileServing(
      async ({ server, url, keys }) => {
        const closed = server.routes.filter(({ needs }) => needs !== 'public');
        // Each from an address of its own, or they were too many of one.
        for (const [index, route] of closed.entries()) {
          const as = (authorization?: string) => send(`${url}${at(route)}`, { method: route.method, headers: { 'x-forwarded-for': `203.0.113.${index}`, ...(authorization === undefined ? {} : { authorization }) } });
          for (const authorization of [undefined, 'Bearer gz_wrong', `Basic ${keys.administrator}`]) {
            const { status, json } = await as(authorization);
            expect([named(route), authorization, status]).toEqual([named(route), authorization, 401]);
            if (route.method !== 'HEAD') expect(json.error.code).toBe('UNAUTHENTICATED');
          }
        }
      },
      { behindProxy: true },
    ));

  it.each<[Role, readonly string[]]>([
    ['reader', ['operator', 'administrator']],
    ['operator', ['administrator']],
  ])('answers 403 to a %s where it needs more', (role, more) =>
    whileServing(async ({ server, ask, operation }) => {
      const closed = server.routes.filter(({ needs, method }) => more.includes(needs) && method !== 'HEAD');
      expect(closed.length).toBeGreaterThan(0);
      for (const route of closed) {
        const { status, json } = await ask(at(route), { method: route.method, as: role });
        expect([named(route), status, json.error.code]).toEqual([named(route), 403, 'FORBIDDEN']);
      }
      const { items } = await operation.platform.audit.list({ limit: 1000 });
      expect(items.filter(({ outcome, action }) => outcome === 'refused' && action === 'request')).toHaveLength(closed.length);
    }),
  );

  it('is closed to a key that was made for one instance, but for uploads', () =>
    whileServing(async ({ server, ask }) => {
      const { json: definitions } = await ask('/api/definitions', { as: 'reader' });
      const custom = definitions.definitions.find(({ runnable }: { runnable: boolean }) => !runnable);
      const { json: instance } = await ask('/api/instances', { as: 'administrator', body: { name: 'People', definitionId: custom.id } });
      const { json: made } = await ask('/api/keys', { as: 'administrator', body: { name: 'upload', role: 'administrator', instanceId: instance.id } });
      for (const route of server.routes) {
        if (route.needs === 'public' || route.boundKeys || route.method === 'HEAD') continue;
        const { status } = await ask(at(route), { method: route.method, key: made.secret });
        expect([named(route), status]).toEqual([named(route), 403]);
      }
      expect((await ask('/', { key: made.secret })).status).toBe(401);
      expect((await ask('/api/me', { key: made.secret })).json).toMatchObject({ name: 'upload', instanceId: instance.id });
      expect((await ask('/persister/synchronization/jobs', { key: made.secret, body: { source: 'integration-managed', integrationInstanceId: instance.id } })).status).toBe(200);
      expect((await ask('/persister/synchronization/jobs', { key: made.secret, body: { source: 'api', scope: 'elsewhere' } })).status).toBe(403);
    }));

  it('answers wrong bodies, types and queries with 4xx and a reason, and goes on', () =>
    whileServing(async ({ server, ask }) => {
      const wrong: string[] = [];
      for (const route of server.routes) {
        if (route.method === 'HEAD' || named(route) === 'POST /api/backup') continue;
        const tries = route.method === 'GET' ? QUERIES.map((query) => ({ query })) : WRONG_BODIES.flatMap((body) => TYPES.map((type) => ({ body, type, query: '' })));
        for (const { query, ...rest } of tries as { query: string; body?: string | Buffer; type?: string }[]) {
          const { status, json } = await ask(`${at(route)}${query}`, {
            method: route.method,
            as: 'administrator',
            ...(rest.body === undefined ? {} : { body: rest.body, headers: { 'content-type': rest.type as string } }),
          });
          const told = json?.error?.message ?? json?.errors?.[0]?.message ?? json?.error;
          if (status >= 500 || (status >= 400 && status !== 401 && !told)) wrong.push(`${named(route)}${query} ${rest.type} ${String(rest.body).slice(0, 30)}: ${status} ${JSON.stringify(json)}`);
        }
      }
      expect(wrong).toEqual([]);
      expect((await ask('/readyz')).status).toBe(200);
      expect((await ask('/api/instances', { as: 'reader' })).json).toEqual({ instances: [] });
    }));

  it('is described, with a summary', () =>
    whileServing(async ({ server, ask }) => {
      const { json } = await ask('/api/openapi.json', { as: 'reader' });
      expect(json.openapi).toMatch(/^3\./);
      for (const route of server.routes) {
        if (route.method === 'HEAD' || (PAGE.includes(route.url) && route.method === 'GET')) continue;
        const path = route.url.replace(/:(\w+)/g, '{$1}');
        const operation = json.paths[path]?.[route.method.toLowerCase()];
        expect([named(route), typeof operation?.summary]).toEqual([named(route), 'string']);
      }
      const page = await ask('/api/docs', { as: 'reader' });
      expect(page.status).toBe(200);
      expect(page.text).toContain('/api/instances/{id}/run');
      // Nothing that the policy forbids or another origin would see.
      expect(page.text).not.toMatch(/<script|style=|\son\w+=|https?:\/\//);
    }));
});
