import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../src/lib/clock.ts';
import type { Entity, Relationship } from '../src/model/graph.ts';
import { ask } from '../src/store/ask.ts';
import { openDuckdbStore } from '../src/store/dialects/duckdb/open.ts';
import type { CommitOptions, Store, Subgraph, SyncOptions } from '../src/store/store.ts';

async function withStore(work: (store: Store, directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-store-'));
  const store = await openDuckdbStore(directory, { clock: systemClock });
  try {
    await work(store, directory);
  } finally {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  }
}

const entity = (key: string, properties: Record<string, unknown> = {}, type = 'thing'): Entity => ({ _key: key, _type: type, _class: ['Record'], displayName: key, ...properties }) as Entity;
const edge = (from: string, to: string, more: Record<string, unknown> = {}): Relationship =>
  ({ _key: `${from}|has|${to}`, _type: 'thing_has_thing', _class: 'HAS', _fromEntityKey: from, _toEntityKey: to, displayName: 'HAS', ...more }) as Relationship;

const A: Subgraph = { source: 'integration-managed', scope: 'a' };
const B: Subgraph = { source: 'api', scope: 'b' };
let on = 0;

async function sync(store: Store, subgraph: Subgraph & Partial<SyncOptions>, entities: readonly Entity[], relationships: readonly Relationship[] = [], commit: Partial<CommitOptions> = {}) {
  const session = await store.beginSync({ ends: 'own', on: ++on, ...subgraph });
  try {
    await session.entities(entities);
    await session.relationships(relationships);
    return await session.commit({ completeTypes: '*', ...commit });
  } finally {
    await session.abort();
  }
}

const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
};
const rows = async (store: Store, query: string) => (await ask(store, query)).data;

describe('subgraphs', () => {
  it('of two sources with one scope and the same keys keep apart: members, ids, raw data, deletion', () =>
    withStore(async (store) => {
      const raw = (n: number) => [{ name: 'default', rawData: { n } }];
      const managed: Subgraph = { source: 'integration-managed', scope: 'same' };
      const api: Subgraph = { source: 'api', scope: 'same' };
      await sync(store, managed, [entity('k', { from: 'managed', _rawData: raw(1) }), entity('l')], [edge('k', 'l')]);
      await sync(store, api, [entity('k', { from: 'api', _rawData: raw(2) }), entity('l')], [edge('k', 'l')]);

      const found = await all(store.entities());
      expect(found.map(({ _key, _source }) => `${_key} ${_source}`).sort()).toEqual(['k api', 'k integration-managed', 'l api', 'l integration-managed']);
      expect(new Set(found.map(({ _id }) => _id)).size).toBe(4);
      const bodies = (await all(store.entities({ raw: true, keys: ['k'] }))).map((e) => [e._source, e._rawData]);
      expect(Object.fromEntries(bodies)).toEqual({ 'integration-managed': raw(1), api: raw(2) });

      expect(await sync(store, api, [])).toMatchObject({ entities: { deleted: 2 }, relationships: { deleted: 1 } });
      expect((await all(store.entities())).map(({ _source }) => _source)).toEqual(['integration-managed', 'integration-managed']);
      expect(await all(store.relationships())).toHaveLength(1);
      expect((await store.rawData(managed, ['k'])).get('k')).toEqual(raw(1));
      expect((await store.rawData(api, ['k'])).size).toBe(0);
    }));

  it('find the ends of relationships by key in their own, by name in another, by id in any', () =>
    withStore(async (store) => {
      await sync(store, A, [entity('a1'), entity('a2')]);
      const id = (await all(store.entities({ keys: ['a2'] })))[0]?._id as string;
      const named = { _toEntitySource: A.source, _toEntityScope: A.scope };
      const result = await sync(
        store,
        B,
        [entity('b1')],
        [
          edge('b1', 'a1'), // not in the own subgraph, and no other is named
          edge('b1', 'a1', { _key: 'named', ...named }),
          edge('b1', 'a1', { _key: 'scope only', _toEntityScope: 'a' }),
          edge('b1', 'nobody', { _key: 'by id', _toEntityKey: undefined, _toEntityId: id }),
          edge('b1', 'a1', { _key: 'wrong id', _toEntityId: '00000000-0000-0000-0000-000000000000' }),
          edge('b1', 'a1', { _key: 'wrong scope', _toEntityScope: 'elsewhere' }),
        ],
      );
      expect(result).toMatchObject({ relationships: { created: 3 }, dangling: 3 });
      expect((await all(store.relationships())).map((r) => `${r._key}: ${r._fromEntityKey} ${r._toEntityKey}`).sort()).toEqual(['by id: b1 a2', 'named: b1 a1', 'scope only: b1 a1']);
      expect(
        await sync(
          store,
          B,
          [entity('b1')],
          [edge('b1', 'a1', { _key: 'named', ...named }), edge('b1', 'a1', { _key: 'scope only', _toEntityScope: 'a' }), edge('b1', 'nobody', { _key: 'by id', _toEntityKey: undefined, _toEntityId: id })],
        ),
      ).toMatchObject({ relationships: { created: 0, updated: 0, deleted: 0 }, dangling: 0 });

      // What one subgraph loses, others are no longer related to.
      expect(await sync(store, A, [entity('a2')])).toMatchObject({ entities: { deleted: 1 }, relationships: { deleted: 2 } });
      expect((await all(store.relationships())).map((r) => r._key)).toEqual(['by id']);
    }));

  it('lose members by id, whichever they belong to, and keep or forget their history', () =>
    withStore(async (store) => {
      await sync(store, A, [entity('a1'), entity('a2'), entity('a3')], [edge('a1', 'a2'), edge('a2', 'a3')]);
      const byKey = new Map((await all(store.entities())).map((e) => [e._key, e._id]));
      const none = { completeTypes: [] };
      expect(await sync(store, { source: 'api', scope: '', edit: true }, [], [], { ...none, deleteIds: { entities: [byKey.get('a1') as string] } })).toMatchObject({
        entities: { deleted: 1 },
        relationships: { deleted: 1 },
      });
      expect((await store.history('a1')).map((v) => v.deleted)).toEqual([true]);
      await sync(store, { source: 'api', scope: '', edit: true }, [], [], { ...none, deleteIds: { entities: [byKey.get('a2') as string], hard: true } });
      expect(await store.history('a2')).toEqual([]);
      expect((await all(store.entities())).map((e) => e._key)).toEqual(['a3']);
    }));

  it('are removed without a trace, and nothing of another goes but what was related', () =>
    withStore(async (store) => {
      await sync(store, A, [entity('a1', { _rawData: [{ name: 'default', rawData: {} }] })]);
      await sync(store, A, [entity('a1', { p: 1 })]);
      await sync(store, B, [entity('b1'), entity('b2')], [edge('b1', 'b2'), edge('b1', 'a1', { _toEntitySource: A.source, _toEntityScope: A.scope })]);
      await store.purge(A);
      expect((await all(store.entities())).map((e) => e._key)).toEqual(['b1', 'b2']);
      expect((await all(store.relationships())).map((r) => r._key)).toEqual(['b1|has|b2']);
      expect(await store.history('a1')).toEqual([]);
      expect((await store.changes({})).filter((c) => c.scope === 'a')).toEqual([]);
      expect((await store.rawData(A, ['a1'])).size).toBe(0);
    }));
});

describe('a member whose type is another one now', () => {
  it('is the same member in its next version: what other subgraphs relate to it stays', () =>
    withStore(async (store) => {
      await sync(store, A, [entity('k', { p: 1 }, 'ta'), entity('l')]);
      const [before] = await all(store.entities({ keys: ['k'] }));
      await sync(store, B, [entity('b')], [edge('b', 'k', { _toEntitySource: A.source, _toEntityScope: A.scope })]);

      expect(await sync(store, A, [entity('k', { p: 2 }, 'tb'), entity('l')])).toMatchObject({ entities: { created: 0, updated: 1, deleted: 0 }, relationships: { deleted: 0 } });

      expect(await all(store.entities({ keys: ['k'] }))).toMatchObject([{ _id: before?._id, _type: 'tb', _version: 2, _createdOn: before?._createdOn, p: 2 }]);
      expect((await store.history('k')).map(({ entity: e, deleted }) => [e._type, e._version, deleted])).toEqual([
        ['ta', 1, false],
        ['tb', 2, false],
      ]);
      expect(await rows(store, 'FIND Record AS r WITH _key = "k" RETURN r._type AS t')).toEqual([{ t: 'tb' }]);
      expect((await ask(store, 'FIND Record AS r WITH _key = "k" RETURN r._type AS t', { includeDeleted: true })).data).toEqual([{ t: 'tb' }]);
      expect((await store.changes({ key: 'k' }))[0]).toMatchObject({ operation: 'updated', properties: [{ name: '_type', old: 'ta', new: 'tb' }] });
      // Also where the old type is not brought whole.
      expect(await sync(store, A, [entity('k', { p: 3 }, 'ta'), entity('l')], [], { except: ['tb'] })).toMatchObject({ entities: { created: 0, updated: 1, deleted: 0 } });
      expect(await all(store.entities({ keys: ['k'] }))).toMatchObject([{ _type: 'ta', _version: 3 }]);
    }));
});

describe('several syncs at once', () => {
  it('make the same new types and properties without getting in each other’s way', () =>
    withStore(async (store) => {
      await sync(store, A, [entity('start')]);
      const sessions = await Promise.all(Array.from({ length: 10 }, (_, n) => store.beginSync({ source: 'api', scope: `s${n}`, on: ++on, ends: 'own' })));
      // Names that differ in case only, and kinds that differ: each sync makes up columns of the same names for other things.
      await Promise.all(sessions.map((session, n) => session.entities([entity(`k${n}`, { [n % 2 ? 'Name' : 'name']: n % 3 ? `text ${n}` : n, own: n }, 'fresh'), entity(`k${n}b`)])));
      await Promise.all(sessions.map((session, n) => session.relationships([edge(`k${n}`, `k${n}b`)])));
      const results = await Promise.all(sessions.map((session) => session.commit({ completeTypes: '*' })));
      expect(results.every((r) => r.entities.created === 2 && r.relationships.created === 1)).toBe(true);
      for (let n = 0; n < 10; n++) {
        const [found] = await all(store.entities({ scope: `s${n}`, type: 'fresh' }));
        expect(found).toMatchObject({ [n % 2 ? 'Name' : 'name']: n % 3 ? `text ${n}` : n, own: n });
      }
      for (let n = 0; n < 10; n++)
        expect(await sync(store, { source: 'api', scope: `s${n}` }, [entity(`k${n}`, { [n % 2 ? 'Name' : 'name']: n % 3 ? `text ${n}` : n, own: n }, 'fresh'), entity(`k${n}b`)], [edge(`k${n}`, `k${n}b`)])).toMatchObject(
          { entities: { created: 0, updated: 0, deleted: 0 }, relationships: { created: 0, updated: 0, deleted: 0 } },
        );
    }));

  it('of one subgraph take turns, but for an edit, which does not wait', () =>
    withStore(async (store) => {
      await sync(store, A, [entity('x', { p: 1 })]);
      const long = await store.beginSync({ ...A, on: ++on });
      await long.entities([entity('x', { p: 1 })]);
      const next = sync(store, A, [entity('x', { p: 3 })]);
      await sync(store, { ...A, edit: true }, [entity('x', { p: 2 })], [], { completeTypes: [] });
      expect((await all(store.entities()))[0]).toMatchObject({ p: 2 });
      await long.commit({ completeTypes: '*' });
      expect(await next).toMatchObject({ entities: { updated: 1 } });
      expect((await store.history('x')).map((v) => v.entity.p)).toEqual([1, 2, 1, 3]);
    }));

  it('let queries see the graph before or after, never between', () =>
    withStore(async (store) => {
      const people = (n: number) => Array.from({ length: 40 }, (_, i) => entity(`p${i}`, { round: n }));
      const edges = Array.from({ length: 40 }, (_, i) => edge('p0', `p${i}`));
      await sync(store, A, people(0), edges);
      let done = false;
      const seen = new Set<number>();
      const reader = (async () => {
        while (!done) {
          const data = (await rows(store, 'FIND thing AS a THAT HAS thing AS b RETURN a.round AS a, b.round AS b')) as { a: number; b: number }[];
          expect(data).toHaveLength(79); // both ways, but for the one that leads to itself
          expect(new Set(data.flatMap((row) => [row.a, row.b])).size).toBe(1);
          seen.add(data[0]?.a as number);
        }
      })();
      for (let n = 1; n <= 6; n++) await sync(store, A, people(n), edges);
      done = true;
      await reader;
      expect(seen.size).toBeGreaterThan(1);
    }));

  it('of more rows than a row group has: no query sees new rows beside old ones', () =>
    withStore(async (store) => {
      const many = 24_000;
      const members = (n: number) => Array.from({ length: many }, (_, i) => entity(`p${i}`, { round: n }));
      await sync(store, A, members(0));
      let done = false;
      let asked = 0;
      const reader = async () => {
        while (!done) {
          asked++;
          expect(await rows(store, 'FIND thing AS a RETURN a.round AS round, count(a) AS n')).toEqual([{ round: expect.any(Number), n: many }]);
        }
      };
      const readers = Promise.all([reader(), reader()]);
      for (let n = 1; n <= 3; n++) await sync(store, A, members(n));
      done = true;
      await readers;
      expect(asked).toBeGreaterThan(10);
    }));

  it('go on after a reader who did not read to the end', () =>
    withStore(async (store) => {
      await sync(
        store,
        A,
        Array.from({ length: 9000 }, (_, i) => entity(`p${i}`)),
      );
      for await (const first of store.entities()) {
        expect(first._key).toBe('p0');
        break;
      }
      for (let n = 0; n < 3; n++) expect(await sync(store, B, [entity('b', { [`p${n}`]: n })])).toMatchObject({ entities: n === 0 ? { created: 1 } : { updated: 1 } });
    }));

  it('write records with the graph or not at all', () =>
    withStore(async (store) => {
      await sync(store, A, [entity('x')], [], { records: (result) => [{ collection: 'job', id: '1', value: { created: result.entities.created } }] });
      expect((await store.records.get('job', '1'))?.value).toEqual({ created: 1 });
      await expect(
        sync(store, A, [], [], {
          records: () => {
            throw new Error('no');
          },
        }),
      ).rejects.toThrow('no');
      expect(await all(store.entities())).toHaveLength(1);
      await store.records.write([
        { collection: 'job', id: '2', parent: 'p', on: 5, value: 'two' },
        { collection: 'job', id: '3', parent: 'p', on: 6, value: 'three' },
        { collection: 'job', id: '1', value: undefined },
      ]);
      expect((await store.records.list('job')).map((r) => r.value)).toEqual(['three', 'two']);
      expect((await store.records.list('job', { parent: 'p', order: 'oldest', after: { on: 5, id: '2' } })).map((r) => r.value)).toEqual(['three']);
      expect(await store.records.removeOlder('job', 6)).toBe(1);
    }));
});

describe('mapped relationships', () => {
  const person = (key: string, properties: Record<string, unknown>) => ({ ...entity(key, properties, 'employee'), _class: ['Person'] });
  const mapped = (from: string, target: Record<string, unknown>, filters: string[][], more: Record<string, unknown> = {}) =>
    ({
      _key: `${from}|is|${JSON.stringify(target)}`,
      _type: 'thing_is_person',
      _class: 'IS',
      displayName: 'IS',
      _mapping: { relationshipDirection: 'FORWARD', sourceEntityKey: from, targetEntity: target, targetFilterKeys: filters, skipTargetCreation: true, ...more },
    }) as unknown as Relationship;
  const links = async (store: Store) => (await all(store.relationships({ type: 'thing_is_person' }))).map((r) => `${r._fromEntityKey} ${r._toEntityKey}`).sort();

  it('join every entity of any subgraph that agrees, lists by any of their items, and go when they are no longer brought', () =>
    withStore(async (store) => {
      await sync(store, B, [person('ada', { email: ['ada@x.example', 'a@x.example'], level: 3 }), person('bob', { email: ['bob@x.example'], level: 3 }), person('eve', { email: 'ada@x.example', level: 4 })]);
      const wanted = [
        mapped('u1', { _class: 'Person', email: ['ada@x.example'] }, [['_class', 'email']]),
        mapped('u2', { _class: 'Person', level: 3 }, [['_class', 'level']]),
        mapped('u3', { _class: 'Person', email: 'nobody@x.example' }, [['_class', 'email']]),
        mapped('nobody', { _class: 'Person', level: 3 }, [['level']]),
      ];
      const things = [entity('u1'), entity('u2'), entity('u3')];
      expect(await sync(store, A, things, wanted)).toMatchObject({ mapped: { created: 4 }, mappedDangling: 1, dangling: 0 });
      expect(await links(store)).toEqual(['u1 ada', 'u1 eve', 'u2 ada', 'u2 bob']);
      expect(await sync(store, A, things, wanted)).toMatchObject({ mapped: { created: 0, updated: 0, deleted: 0 } });
      expect((await all(store.relationships()))[0]).toMatchObject({ _source: 'system-mapper' });
      expect(await rows(store, 'FIND thing THAT IS Person AS p RETURN p._key AS k ORDER BY k')).toEqual([{ k: 'ada' }, { k: 'ada' }, { k: 'bob' }, { k: 'eve' }]);

      expect(await sync(store, A, things, [wanted[1] as Relationship], { except: [] })).toMatchObject({ mapped: { deleted: 2 } });
      expect(await sync(store, A, things, [], { except: ['thing_is_person'] })).toMatchObject({ mapped: { deleted: 0 } });
      expect(await links(store)).toEqual(['u2 ada', 'u2 bob']);
    }));

  it('of a type that was not brought whole stay, with the targets that were made for them', () =>
    withStore(async (store) => {
      const vendor = { _type: 'zoom', _class: ['Vendor'], name: 'Zoom' };
      await sync(store, A, [entity('acc')], [mapped('acc', vendor, [['_class', 'name']], { skipTargetCreation: false })]);
      expect(await sync(store, A, [entity('acc')], [], { except: ['thing_is_person'] })).toMatchObject({ mapped: { deleted: 0 }, relationships: { deleted: 0 } });
      expect(await all(store.entities({ type: 'zoom' }))).toHaveLength(1);
      expect(await sync(store, A, [entity('acc')])).toMatchObject({ mapped: { deleted: 1 } });
      expect(await all(store.entities({ type: 'zoom' }))).toHaveLength(0);
    }));

  it('make a target where none is found, give it up for a real one, and keep it while another subgraph leads to it', () =>
    withStore(async (store) => {
      const vendor = { _type: 'zoom', _class: ['Vendor'], name: 'Zoom', displayName: 'Zoom' };
      const hosts = (from: string) => mapped(from, vendor, [['_class', 'name']], { skipTargetCreation: false, relationshipDirection: 'REVERSE' });
      const C: Subgraph = { source: 'integration-managed', scope: 'c' };
      await sync(store, A, [entity('acc1'), entity('acc2')], [hosts('acc1'), hosts('acc2')]);
      const made = await all(store.entities({ type: 'zoom' }));
      expect(made).toMatchObject([{ _source: 'system-mapper', name: 'Zoom', _class: ['Vendor'] }]);
      expect(await links(store)).toEqual([`${made[0]?._key} acc1`, `${made[0]?._key} acc2`]);
      await sync(store, C, [entity('acc3')], [hosts('acc3')]);
      expect(await all(store.entities({ type: 'zoom' }))).toHaveLength(1);

      await sync(store, A, [entity('acc1'), entity('acc2')]); // no mapping any more
      expect(await links(store)).toEqual([`${made[0]?._key} acc3`]);

      await sync(store, B, [{ ...entity('real', { name: 'Zoom' }, 'vendor'), _class: ['Vendor'] }]);
      await sync(store, C, [entity('acc3')], [hosts('acc3')]);
      expect(await links(store)).toEqual(['real acc3']);
      await sync(store, A, [entity('acc1'), entity('acc2')]);
      expect(await all(store.entities({ type: 'zoom' }))).toEqual([]);
    }));
});

describe('a backup', () => {
  it('of a store in use is a store', () =>
    withStore(async (store, directory) => {
      await sync(store, A, [entity('x', { p: 1 })]);
      await store.records.write([{ collection: 'c', id: '1', value: 1 }]);
      const copy = path.join(directory, 'copy');
      const reading = all(store.entities());
      await import('node:fs/promises').then(({ mkdir }) => mkdir(copy));
      await store.backup(path.join(copy, 'graph.duckdb'));
      await reading;
      const restored = await openDuckdbStore(copy, { clock: systemClock });
      expect((await all(restored.entities()))[0]).toMatchObject({ _key: 'x', p: 1 });
      expect((await restored.records.get('c', '1'))?.value).toBe(1);
      await restored.close();
    }));
});
