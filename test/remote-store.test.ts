import { describe, expect, it } from 'vitest';
import { excerpt, J1qlError } from '../src/j1ql/diagnostic.ts';
import type { GraphZoomError } from '../src/lib/errors.ts';
import type { Entity, Relationship } from '../src/model/graph.ts';
import { serverAddress } from '../src/remote/address.ts';
import { SYNC_IDLE_MS } from '../src/remote/wire.ts';
import { ask, count, prepare } from '../src/store/ask.ts';
import { completionSource } from '../src/store/completion-source.ts';
import type { Store, Sync } from '../src/store/store.ts';
import { eventually } from './support/eventually.ts';
import { FakeClock } from './support/fake-clock.ts';
import { withServedStore } from './support/served-store.ts';

const user = (key: string, properties: Record<string, unknown> = {}): Entity => ({ _key: key, _type: 'zoom_user', _class: ['User'], displayName: `User ${key}`, ...properties }) as Entity;
const group: Entity = { _key: 'g', _type: 'zoom_group', _class: ['Group'], displayName: 'Legal' };
const member = (key: string): Relationship => ({ _key: `g|has|${key}`, _type: 'zoom_group_has_user', _class: 'HAS', _fromEntityKey: 'g', _toEntityKey: key, displayName: 'HAS' });

const people = [user('a', { email: ['ada@example.com'], seats: 3, note: 'line\u2028separator "quoted" \u{1F600}', _rawData: [{ name: 'user', rawData: { id: 1 } }] }), user('b', { seats: -1.5, isAdmin: true })];

async function write(store: Store, on: number, entities: readonly Entity[], relationships: readonly Relationship[] = [], scope = 's') {
  const sync = await store.beginSync({ scope, source: 'api', on });
  await sync.entities(entities);
  await sync.relationships(relationships);
  return sync.commit({ completeTypes: '*' });
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** Everything commands read, in one value. */
const readings = async (store: Store) => ({
  entities: await all(store.entities({ raw: true })),
  own: [await all(store.entities({ source: 'api' })), await all(store.relationships({ source: 'integration-managed' })), await all(store.relationships({ type: 'zoom_group_has_user', keys: ['g|has|a'] }))],
  some: await all(store.entities({ type: 'zoom_user', scope: 's', keys: ['b'] })),
  relationships: await all(store.relationships()),
  byId: await store.byId((await all(store.entities())).map((entity) => entity._id)),
  raw: await store.rawData({ source: 'api', scope: 's' }, ['a', 'b']),
  counts: [await store.counts(), await store.counts('s'), await store.counts('nobody')],
  changes: [await store.changes({}), await store.changes({ since: 2, limit: 1 }), await store.changes({ key: 'a' })],
  history: await store.history('a'),
  found: [await store.find('a'), await store.find('ADA@example.com'), await store.find('user b'), await store.find('Usr a')],
  scopes: await store.scopes(),
  values: [await store.values('displayName', { limit: 2 }), await store.values('email', { types: ['zoom_user'], limit: 9 }), await store.values('nothing', { limit: 9 })],
  proposals: await (await completionSource(store)).values?.(['zoom_user'], 'displayName'),
  catalog: await store.catalog(),
  info: await store.info(),
  list: await ask(store, 'FIND zoom_user', { now: 5 }),
  table: await ask(store, 'FIND zoom_user AS u WHERE u.seats > ${least} RETURN u.displayName, u.seats, u.email', { now: 5, variables: { least: -5 } }),
  tree: await ask(store, 'FIND zoom_group THAT HAS zoom_user RETURN TREE', { now: 5 }),
  deleted: await ask(store, 'FIND zoom_user AS u RETURN u._key AS key, u._deleted AS deleted ORDER BY key', { now: 5, includeDeleted: true }),
  count: await count(store, 'FIND zoom_user', { now: 5 }),
  explained: await store.explain(prepare('FIND zoom_user WITH seats > 1', { now: 5 }).plan),
});

describe('a store over HTTP', () => {
  it('reads as the store itself does', () =>
    withServedStore(async ({ store, connect }) => {
      await write(store, 1, [...people, user('gone'), group], ['a', 'b'].map(member));
      await write(store, 2, [user('a', { email: ['ada@example.com'], seats: 4 }), ...people.slice(1), group], ['a', 'b'].map(member));

      expect(await readings(connect())).toEqual(await readings(store));
    }));

  it('reads an empty graph', () => withServedStore(async ({ store, connect }) => expect(await readings(connect())).toEqual(await readings(store))));

  it('writes syncs, runs and checkpoints as the store itself does', () =>
    withServedStore(async ({ store, connect }) => {
      const remote = connect();
      expect(await write(remote, 1, [...people, group], [member('a'), member('nobody')])).toMatchObject({ entities: { created: 3 }, relationships: { created: 1 }, dangling: 1 });
      expect(await write(remote, 2, [people[0] as Entity])).toMatchObject({ entities: { created: 0, deleted: 2 } });

      await remote.runs.save({ id: 'r', scope: 's', startedOn: 1, status: 'running', report: null });
      await remote.runs.setState('s', 'limit', { until: 9 });
      const part = { key: 'a', part: 'settings', on: 7, value: { on: true } };
      await remote.checkpoint.put('s', [part]);

      const state = async (of: Store) => [
        await of.runs.list(),
        await of.runs.list({ scope: 's', limit: 1 }),
        await of.runs.scopes(),
        await of.runs.getState('s', 'limit'),
        await of.runs.getState('s', 'nothing'),
        await of.checkpoint.get('s', ['a', 'b'], 0),
        await of.checkpoint.get('s', ['a'], Number.POSITIVE_INFINITY),
        await of.checkpoint.count('s', 0),
      ];
      expect(await state(remote)).toEqual(await state(store));
      expect(await remote.checkpoint.get('s', ['a'], 0)).toEqual([part]);
      await remote.checkpoint.clear('s');
      expect(await store.checkpoint.count('s', 0)).toBe(0);
    }));

  it('pages with the same cursors', () =>
    withServedStore(async ({ store, connect }) => {
      await write(store, 1, people);
      const query = 'FIND zoom_user AS u RETURN u._key AS key ORDER BY key';
      const first = await ask(connect(), query, { now: 5, pageSize: 1 });
      expect(first).toEqual(await ask(store, query, { now: 5, pageSize: 1 }));
      const cursor = (first as { cursor?: string }).cursor as string;
      expect(await ask(connect(), query, { now: 6, pageSize: 1, cursor })).toMatchObject({ data: [{ key: 'b' }] });
    }));

  it('packs what it streams for whoever is far away', () =>
    withServedStore(async ({ store, url }) => {
      await write(store, 1, people);
      const answer = await fetch(`${url.origin}/api/store/entities`, { method: 'POST', headers: { 'content-type': 'application/json', 'accept-encoding': 'gzip' }, body: '{}' });
      expect(answer.headers.get('content-encoding')).toBe('gzip');
      expect((await answer.text()).trimEnd().split('\n').at(-1)).toBe('{"$end":2}');
    }));

  it('brings batches that are longer than one request may be', () =>
    withServedStore(async ({ store, connect }) => {
      const long = 'x'.repeat(3_000_000);
      await write(
        connect(),
        1,
        Array.from({ length: 4 }, (_, n) => user(`u${n}`, { long })),
      );
      expect(await store.counts()).toMatchObject({ entities: { zoom_user: 4 } });
    }));
});

describe('errors come as they were thrown:', () => {
  const failureOf = (work: Promise<unknown>) => work.then(() => undefined).catch((error: Error) => error);

  it('what only the compiler or the database finds wrong, with its place in the query', () =>
    withServedStore(async ({ store, connect }) => {
      const crowd = Array.from({ length: 2000 }, (_, n) => user(`u${n}`));
      await write(
        store,
        1,
        [...crowd, user('slow', { displayName: `${'a'.repeat(40)}!` }), group],
        crowd.map(({ _key }) => member(_key)),
      );
      const WRONG: readonly [string, object, RegExp][] = [
        ['FIND zoom_user\nWITH displayName = /^(?=(a+)+$)/', {}, /takes too long/],
        ['FIND zoom_user', { cursor: 'nonsense' }, /does not belong to this query/],
        ["FIND zoom_user AS a THAT HAS zoom_group THAT HAS zoom_user AS b RETURN CONCAT(a.displayName, '-', b.displayName) AS pair, count(a) AS n ORDER BY pair", { timeoutMs: 30 }, /took longer/],
      ];
      for (const [wrong, options, words] of WRONG) {
        const [near, far] = [await failureOf(ask(store, wrong, { now: 5, ...options })), await failureOf(ask(connect(), wrong, { now: 5, ...options }))];
        const told = (error: Error | undefined) => ({ name: error?.name, message: error?.message, code: (error as GraphZoomError).code, hint: (error as GraphZoomError).hint });
        expect(near?.message, wrong).toMatch(words);
        expect(told(far)).toEqual(told(near));
        if (near instanceof J1qlError) expect(excerpt(far as J1qlError)).toBe(excerpt(near));
      }
    }));

  it('what only the owner of the store may do is a defect', () =>
    withServedStore(async ({ connect }) => {
      expect(() => connect().sql('SELECT 1')).toThrow(/another process owns/);
      expect(() => connect().records.list('x')).toThrow(/another process owns/);
      expect(() => connect().query({ ...prepare('FIND *', { now: 1 }).plan })).toThrow(/prepare/);
    }));

  it('a server that has gone, before and in the middle of a stream', () =>
    withServedStore(async ({ store, app, connect }) => {
      await write(
        store,
        1,
        Array.from({ length: 3000 }, (_, n) => user(`u${n}`, { filler: 'x'.repeat(2000) })),
      );
      const remote = connect();
      const reading = async () => {
        for await (const _ of remote.entities()) app.server.closeAllConnections();
      };
      expect(await failureOf(reading())).toMatchObject({ code: 'server-unreachable' });
      await app.close();
      expect(await failureOf(remote.info())).toMatchObject({ code: 'server-unreachable', message: expect.stringContaining('127.0.0.1') });
    }));
});

describe('plans are not taken from strangers:', () => {
  it('what is sent is text, and a wrong shape is refused', () =>
    withServedStore(async ({ url }) => {
      const post = (path: string, body: unknown) => fetch(`${url.origin}/api/store/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
      for (const body of [{ plan: prepare('FIND *', { now: 1 }).plan }, { query: 5, now: 1 }, { query: 'FIND *' }, []]) expect((await post('query', body)).status).toBe(400);
      expect((await post('syncs', { scope: '', source: 'api', on: 1 })).status).toBe(400);
      expect((await post('syncs/none/commit', { completeTypes: '*' })).status).toBe(400);
    }));
});

describe('a client that goes away', () => {
  it('ends its query on the server', () =>
    withServedStore(async ({ store, connect }) => {
      await write(
        store,
        1,
        Array.from({ length: 400 }, (_, n) => user(`u${n}`)),
        [],
      );
      const gone = new AbortController();
      let ended: unknown;
      const query = store.query;
      const begun = new Promise<void>((resolve) => {
        store.query = async (plan, options) => {
          resolve();
          // The query itself may be quick: what matters is that its signal is the client's.
          await new Promise((stop) => options?.signal?.addEventListener('abort', stop, { once: true }));
          ended = options?.signal?.reason;
          return query(plan, options);
        };
      });
      const asked = ask(connect(), 'FIND zoom_user', { signal: gone.signal }).catch((error: Error) => error);
      await begun;
      gone.abort(new Error('enough'));
      expect(await asked).toMatchObject({ message: 'enough' });
      await eventually(() => expect(ended).toMatchObject({ code: 'interrupted' }));
    }));

  it('ends a stream that it has not read to its end, which was not made faster than it was read', () =>
    withServedStore(async ({ store, connect }) => {
      const total = 200_000;
      let made = 0;
      let ended = false;
      store.entities = async function* () {
        try {
          for (; made < total; made++) yield { ...user(`u${made}`, { filler: 'x'.repeat(500) }), _id: '', _version: 1, _createdOn: 1, _beginOn: 1, _scope: 's', _source: 'api' };
        } finally {
          ended = true;
        }
      };
      for await (const entity of connect().entities()) if (entity._key === 'u9') break;
      await eventually(() => expect(ended).toBe(true));
      expect(made).toBeLessThan(total / 4);
    }));

  it('leaves no sync open for longer than the server waits, and no sync of others is touched', () => {
    const clock = new FakeClock();
    return withServedStore(
      async ({ store, connect }) => {
        const left: Sync = await connect('first').beginSync({ scope: 's', source: 'api', on: 1 });
        await left.entities([user('half')]);
        await clock.advance(SYNC_IDLE_MS * 2);
        const next = await store.beginSync({ scope: 's', source: 'api', on: 2 });
        await next.abort();
        await expect(left.commit({ completeTypes: '*' })).rejects.toMatchObject({ code: 'not-found' });
        expect((await store.info()).entities).toBe(0);
      },
      { clock },
    );
  });

  it('can ask again for the result of a commit whose answer was lost', () => {
    let lost = 0;
    return withServedStore(
      async ({ store, connect }) => {
        expect(await write(connect(), 1, people)).toMatchObject({ entities: { created: 2 } });
        expect((await store.info()).entities).toBe(2);
        expect(lost).toBe(2);
      },
      {
        prepare: (app) =>
          app.addHook('onSend', async (request, reply) => {
            if (request.url.endsWith('/commit') && lost++ === 0) reply.raw.destroy();
          }),
      },
    );
  });
});

describe('a key is sent', () => {
  for (const address of ['https://graph.example.com', 'http://localhost:4000', 'http://127.0.0.1', 'http://[::1]:4000/base'])
    it(`to ${address}`, () => {
      expect(serverAddress(address, false).href).toContain(address);
    });
  for (const address of ['http://graph.example.com', 'http://localhost.example.com', 'http://127.0.0.1.example.com', 'http://192.168.1.5', 'http://[::2]'])
    it(`to ${address} only where that was asked for`, () => {
      expect(() => serverAddress(address, false)).toThrow(/not encrypted/);
      expect(serverAddress(address, true).href).toContain(address);
    });
});
