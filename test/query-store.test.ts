import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entity } from '../src/model/graph.ts';
import { ask, count } from '../src/store/ask.ts';
import type { Store } from '../src/store/store.ts';
import { EXAMPLE_GRAPH, EXAMPLE_NOW } from './fixtures/j1ql/example-graph.ts';
import { withGraph } from './support/asked-graph.ts';

const now = EXAMPLE_NOW;

async function sync(store: Store, on: number, keys: readonly string[], type = 'thing', complete = true): Promise<void> {
  const session = await store.beginSync({ scope: 'pages', source: 'api', on });
  await session.entities(
    keys.map((key, index) => ({ _key: key, _type: type, _class: ['Record'], displayName: key, rank: index % 3 === 0 ? undefined : index % 5, code: index % 2 === 0 ? key : index }) as unknown as Entity),
  );
  await session.commit({ completeTypes: complete ? '*' : [] });
}

/** Every page of an answer, with what is done between two. */
async function pages(store: Store, query: string, pageSize: number, between: (page: number) => Promise<void> = async () => undefined): Promise<unknown[]> {
  const rows: unknown[] = [];
  let cursor: string | undefined;
  let page = 0;
  do {
    const answer = await ask(store, query, { now, pageSize, ...(cursor === undefined ? {} : { cursor }) });
    if (answer.type === 'tree') throw new TypeError('a tree has no pages');
    expect(answer.data.length).toBeLessThanOrEqual(pageSize);
    rows.push(...(answer.type === 'list' ? answer.data.map(({ entity }) => entity._key) : answer.data));
    cursor = answer.cursor;
    await between(page++);
  } while (cursor !== undefined);
  return rows;
}

describe('pages of an answer', () => {
  it('are together the whole answer in the same order, whatever their size', () =>
    withGraph(EXAMPLE_GRAPH, async ({ store }) => {
      await sync(
        store,
        1,
        Array.from({ length: 23 }, (_, i) => `k${i}`),
      );
      const queries = [
        'FIND thing',
        'FIND thing AS t ORDER BY t.rank DESC',
        'FIND thing AS t RETURN t.displayName, t.rank ORDER BY t.code',
        'FIND thing AS t RETURN t.rank, count(t) AS n ORDER BY n DESC',
        'FIND UNIQUE thing AS t RETURN t.rank',
        'FIND * AS a THAT RELATES TO * AS b RETURN a._key, b._key ORDER BY b.displayName DESC',
        'FIND thing AS t ORDER BY t.rank SKIP 2 LIMIT 9',
        'FIND User AS u RETURN UNWIND(u.email) AS mail, u.username',
      ];
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...queries), fc.integer({ min: 1, max: 30 }), async (query, size) => {
          const whole = await ask(store, query, { now });
          const rows = whole.type === 'list' ? whole.data.map(({ entity }) => entity._key) : whole.data;
          expect(await pages(store, query, size)).toEqual(rows);
        }),
        { numRuns: 25 },
      );
    }));

  it('neither repeat nor leave out a row that stays while others come and go', () =>
    withGraph({ entities: [], relationships: [] }, async ({ store }) => {
      const kept = Array.from({ length: 12 }, (_, i) => `m${String(i).padStart(2, '0')}`);
      await sync(store, 1, ['a0', 'a1', ...kept]);
      const rows = await pages(store, 'FIND thing AS t ORDER BY t.displayName', 3, async (page) => {
        // Rows before and behind the place where the page ended.
        if (page === 0) await sync(store, 2, ['a2', 'a3', 'a4', ...kept, 'z0']);
      });
      expect(rows.filter((key) => String(key).startsWith('m'))).toEqual(kept);
      expect(new Set(rows).size).toBe(rows.length);
    }));

  it('refuse a cursor that is none, or another query’s', () =>
    withGraph(EXAMPLE_GRAPH, async ({ store }) => {
      const first = await ask(store, 'FIND User', { now, pageSize: 1 });
      const cursor = first.type === 'list' ? first.cursor : undefined;
      await expect(ask(store, 'FIND Person AS p RETURN p.displayName', { now, cursor: String(cursor) })).rejects.toMatchObject({ code: 'query-invalid', message: 'The cursor does not belong to this query.' });
      await expect(ask(store, 'FIND User', { now, cursor: 'nonsense' })).rejects.toMatchObject({ code: 'query-invalid' });
    }));
});

describe('counting', () => {
  it('gives the number of rows of any answer', () =>
    withGraph(EXAMPLE_GRAPH, async ({ store }) => {
      expect(await count(store, 'FIND User THAT IS Person', { now })).toBe(2);
      expect(await count(store, 'FIND User AS u RETURN UNWIND(u.email) AS m', { now })).toBe(3);
      expect(await count(store, 'FIND Host AS h THAT HAS Finding RETURN count(h) AS n, h.displayName ORDER BY n', { now })).toBe(2);
      expect(await count(store, 'FIND User LIMIT 1', { now })).toBe(1);
      expect(await count(store, 'FIND User THAT IS Person RETURN TREE', { now })).toBe(6);
    }));
});

describe('a query', () => {
  it('is given up when its time is over, and the store goes on', () =>
    withGraph({ entities: [], relationships: [] }, async ({ store }) => {
      await sync(
        store,
        1,
        Array.from({ length: 4000 }, (_, i) => `k${i}`),
      );
      const session = await store.beginSync({ scope: 'hub', source: 'api', on: 2 });
      await session.entities([{ _key: 'hub', _type: 'hub', _class: ['Record'], displayName: 'hub' } as Entity]);
      await session.relationships(Array.from({ length: 4000 }, (_, i) => ({ _key: `hub|has|k${i}`, _type: 'hub_has_thing', _class: 'HAS', _fromEntityKey: 'hub', _toEntityKey: `k${i}`, displayName: 'HAS' })));
      await session.commit({ completeTypes: '*' });
      // Sixteen million pairs, each with a text to make.
      const slow = "FIND thing AS a THAT HAS hub THAT HAS thing AS b RETURN CONCAT(a.displayName, '-', b.displayName) AS pair, count(a) AS n ORDER BY pair";
      await expect(ask(store, slow, { now, timeoutMs: 100 })).rejects.toMatchObject({ code: 'query-slow', message: 'The query took longer than 0.1 seconds and was given up.' });
      const gone = new AbortController();
      const asked = ask(store, slow, { now, signal: gone.signal });
      gone.abort(new Error('the person left'));
      await expect(asked).rejects.toThrow('the person left');
      // Whether there is another one needs no pairs.
      expect(await count(store, 'FIND thing THAT HAS hub THAT HAS thing', { now })).toBe(4000);
    }));

  it('is not held up by a pattern that backtracks for ever', () =>
    withGraph({ entities: [{ _id: 'a', _key: 'a', _type: 'thing', _class: ['Record'], displayName: `${'a'.repeat(60)}!` }], relationships: [] }, async ({ store }) => {
      const linear = await ask(store, 'FIND thing WITH displayName = /^(a+)+$/', { now });
      expect(linear.data).toEqual([]);
      await expect(ask(store, 'FIND thing WITH displayName = /^(?=a)(a+)+$/', { now })).rejects.toMatchObject({ reason: 'pattern', column: 31 });
    }));
});
