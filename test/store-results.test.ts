import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../src/lib/clock.ts';
import { graph, user } from '../src/rules/packs/fixture.ts';
import { ask, prepare } from '../src/store/ask.ts';
import { openDuckdbStore } from '../src/store/dialects/duckdb/open.ts';
import type { TableResult } from '../src/store/query-result.ts';
import type { ResultDifference, Store } from '../src/store/store.ts';

let directory: string;
let store: Store;
let now = 1_000;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-results-'));
  store = await openDuckdbStore(directory, { clock: systemClock });
});
afterEach(async () => {
  await store.close();
  await rm(directory, { recursive: true, force: true });
});

async function hold(...users: ReturnType<typeof user>[]): Promise<void> {
  const sync = await store.beginSync({ scope: 'larch', source: 'api', on: ++now });
  await sync.entities(graph(...users).entities);
  await sync.commit({ completeTypes: '*' });
}
async function compare(query: string, { set = 'r1/query0', identity, fail = false }: { set?: string; identity?: string[]; fail?: boolean } = {}): Promise<ResultDifference> {
  let found: ResultDifference | undefined;
  await store.results.compare([{ set, owner: 'r1', fingerprint: query, plan: prepare(query, { now }).plan, ...(identity ? { identity } : {}) }], {
    on: ++now,
    most: 100,
    decide: async ([difference]) => {
      found = difference;
      if (fail) throw new Error('decided badly');
      return [{ collection: 'noted', id: 'last', value: difference?.total }];
    },
  });
  return found as ResultDifference;
}
const names = (entries: ResultDifference['entered']) => entries.map(({ name }) => name);
const ADMINS = 'FIND zoom_user WITH isAdmin = true';
const TABLE = 'FIND zoom_user AS u RETURN u._key AS Key, u.dept AS Department';

describe('answers that are kept', () => {
  it('say who entered, left and changed since they were last asked, and since when', async () => {
    await hold(user('Ada Quill', { isAdmin: true }), user('Ben Osei', { isAdmin: false }));
    expect(await compare(ADMINS)).toMatchObject({ total: 1, known: false, fresh: 0, counts: { entered: 1, left: 0, changed: 0 } });
    const since = now;
    await hold(user('Ada Quill', { isAdmin: true, dept: 'IT' }), user('Ben Osei', { isAdmin: true }));
    const second = await compare(ADMINS);
    expect(second).toMatchObject({ total: 2, known: true, fresh: 1, lastOn: since, counts: { entered: 1, left: 0, changed: 1 } });
    expect([names(second.entered), names(second.changed), second.changed[0]?.firstSeen, second.entered[0]?.key]).toEqual([['Ben Osei'], ['Ada Quill'], since, 'zoom_user:ben.osei']);
    await hold(user('Ada Quill', { isAdmin: false }), user('Ben Osei', { isAdmin: true }));
    const third = await compare(ADMINS);
    expect([third.fresh, names(third.left), third.left[0]?.firstSeen]).toEqual([1, ['Ada Quill'], since]);
    expect(await compare(ADMINS)).toMatchObject({ counts: { entered: 0, left: 0, changed: 0 }, fresh: 1 });
  });

  it('tell somebody who was deleted and came back as one who entered', async () => {
    await hold(user('Ada Quill', { isAdmin: true }));
    await compare(ADMINS);
    await hold(user('Ben Osei'));
    await compare(ADMINS);
    await hold(user('Ada Quill', { isAdmin: true }));
    expect(await compare(ADMINS)).toMatchObject({ counts: { entered: 1 }, fresh: 1 });
  });

  it('tell rows of a table apart by columns, with old and new values', async () => {
    await hold(user('Ada Quill', { dept: 'IT' }), user('Ben Osei', { dept: 'Sales' }));
    await compare(TABLE, { identity: ['Key'] });
    await hold(user('Ada Quill', { dept: 'Legal' }), user('Ben Osei', { dept: 'Sales' }));
    const { changed, counts } = await compare(TABLE, { identity: ['Key'] });
    expect(counts).toEqual({ entered: 0, left: 0, changed: 1 });
    expect(changed[0]).toMatchObject({ oldRow: { Department: 'IT' }, row: { Department: 'Legal' } });
    expect((await compare(TABLE)).counts).toMatchObject({ entered: 2, left: 2 });
  });

  it('hold the rows of a table as they are answered, whatever is in them', async () => {
    await hold(
      user('Ada Quill', { value: 1, list: ['a"b', 'ü,]'], mixed: [1, 'x', true] as never, flag: true, text: '{"a": 1}\n\u2028 \u{1f600}' }),
      user('Ben Osei', { value: 0.1, list: [], flag: false, text: '' }),
      user('Cara Lind', { value: 'text' as never, list: [3, 4] as never }),
      user('Dev Rao', { value: 1e300 }),
    );
    const text = 'FIND zoom_user AS u RETURN u._key AS Key, u.value AS "the value", u.list AS list, u.mixed AS mixed, u.flag, u.text AS text, u.nothing AS nothing, COUNT(u) AS n';
    const { data } = (await ask(store, text, { now })) as TableResult;
    await compare(text);
    const kept = (await store.results.members('r1/query0', { limit: 10 })).map(({ row }) => row);
    const sorted = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(Object.entries(row as object).sort())).sort();
    expect(sorted(kept)).toEqual(sorted(data));
    expect((await compare(text)).counts).toEqual({ entered: 0, left: 0, changed: 0 });
  });

  it('count rows that are the same, and name them by their texts', async () => {
    await hold(user('Ada Quill', { dept: 'IT' }), user('Ben Osei', { dept: 'IT' }), user('Cara Lind'));
    const { total, entered } = await compare('FIND zoom_user AS u RETURN u.dept AS Department');
    expect([total, names(entered)]).toEqual([3, ['(empty)', 'IT']]);
    expect(names((await compare('FIND zoom_user AS u RETURN u._key AS Key, u.displayName AS Name, u.dept AS Department', { set: 'r1/other' })).entered)).toEqual(['Ada Quill, IT', 'Ben Osei, IT', 'Cara Lind']);
  });

  it('stay as they were when whoever decides fails, as do records', async () => {
    await hold(user('Ada Quill', { isAdmin: true }));
    await compare(ADMINS);
    await hold(user('Ada Quill', { isAdmin: true }), user('Ben Osei', { isAdmin: true }));
    await expect(compare(ADMINS, { fail: true })).rejects.toThrow('decided badly');
    expect(await compare(ADMINS)).toMatchObject({ counts: { entered: 1 } });
    expect((await store.records.get('noted', 'last'))?.value).toBe(2);
  });

  it('take what a query finds that was not asked before for how things are', async () => {
    await hold(user('Ada Quill', { isAdmin: true }), user('Ben Osei'));
    await compare(ADMINS);
    expect(await compare('FIND zoom_user')).toMatchObject({ known: false, fresh: 0, counts: { entered: 1 } });
    expect(await store.results.members('r1/query0', { limit: 10 })).toMatchObject([{ name: 'Ben Osei' }, { name: 'Ada Quill' }]);
    expect(await store.results.members('r1/query0', { limit: 10, fresh: true })).toEqual([]);
    await store.results.forget('r1');
    expect(await store.results.members('r1/query0', { limit: 10 })).toEqual([]);
  });

  it('agree with a naive comparison, whatever comes and goes', async () => {
    const company = fc.array(fc.record({ who: fc.integer({ min: 0, max: 5 }), isAdmin: fc.boolean(), dept: fc.constantFrom('IT', 'Sales') }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(company, { minLength: 2, maxLength: 4 }), async (states) => {
        let before = new Map<string, string>();
        await store.results.forget('r1');
        for (const state of states) {
          const people = new Map(state.map(({ who, ...properties }) => [`Member ${who}`, properties]));
          await hold(...[...people].map(([name, properties]) => user(name, properties)));
          const after = new Map([...people].filter(([, { isAdmin }]) => isAdmin).map(([name, { dept }]) => [name, dept]));
          const difference = await compare(ADMINS);
          expect(names(difference.entered)).toEqual([...after.keys()].filter((name) => !before.has(name)).sort());
          expect(names(difference.left)).toEqual([...before.keys()].filter((name) => !after.has(name)).sort());
          expect(difference.total).toBe(after.size);
          before = after;
        }
      }),
      { numRuns: 8 },
    );
  });
});

it('a span of time is told by types and the properties that changed', async () => {
  await hold(user('Ada Quill', { dept: 'IT' }), user('Ben Osei', { dept: 'IT' }), user('Cara Lind'));
  const since = now + 1;
  await hold(user('Ada Quill', { dept: 'Legal' }), user('Ben Osei', { title: 'Clerk', dept: 'IT' }));
  expect(await store.changed({ since, until: now })).toEqual([
    { kind: 'entity', type: 'zoom_user', operation: 'deleted', count: 1, properties: [] },
    { kind: 'entity', type: 'zoom_user', operation: 'updated', count: 2, properties: ['dept', 'title'] },
  ]);
  expect(await store.changes({ keys: ['zoom_user:ben.osei'], since })).toMatchObject([{ properties: [{ name: 'title', new: 'Clerk' }] }]);
});
