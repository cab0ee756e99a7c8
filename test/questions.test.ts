import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../src/lib/clock.ts';
import { ENTITY_TYPES } from '../src/model/index.ts';
import { followPeople } from '../src/people/follow.ts';
import { importPeople } from '../src/people/import-people.ts';
import { QUESTIONS } from '../src/rules/questions/index.ts';
import { ask } from '../src/store/ask.ts';
import { openDuckdbStore } from '../src/store/dialects/duckdb/open.ts';
import type { Store } from '../src/store/store.ts';
import { ANSWERS, type Answer } from './fixtures/questions-answers.ts';
import { EMPLOYEE_PROPERTIES, EMPLOYEES } from './fixtures/questions-employees.ts';
import { HISTORY, NOW } from './fixtures/questions-organisation.ts';

let directory: string;
let store: Store;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-questions-'));
  store = followPeople(await openDuckdbStore(directory, { clock: systemClock }), systemClock, (error) => {
    throw error;
  });
  for (const look of HISTORY) {
    const sync = await store.beginSync({ scope: 'zoom', source: 'api', on: look.on });
    await sync.entities(look.entities);
    await sync.relationships(look.relationships);
    expect(await sync.commit({ completeTypes: '*' })).toMatchObject({ dangling: 0 });
  }
  await importPeople(store, EMPLOYEES, { partial: false, on: NOW });
});
afterAll(async () => {
  await store.close();
  await rm(directory, { recursive: true, force: true });
});

describe('the questions that ship', () => {
  it('have ids of their own, in kebab-case', () => {
    const ids = QUESTIONS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it('say in words what they tell, and carry tags', () => {
    for (const { id, title, description, tags, queries } of QUESTIONS) {
      expect(title, id).toMatch(/^[A-Z].+\?$/);
      expect(description, id).toMatch(/^[A-Z].{30,}\.$/);
      expect(tags.length, id).toBeGreaterThan(0);
      expect(queries.length, id).toBeGreaterThan(0);
    }
  });

  it('name their answers where two are of one kind', () => {
    for (const { id, queries } of QUESTIONS) {
      const titles = queries.map(({ name, resultsAre }) => `${resultsAre} ${name ?? ''}`);
      expect(new Set(titles).size, id).toBe(titles.length);
    }
  });

  it('never start from everything there is', () => {
    for (const { queries } of QUESTIONS) for (const { query } of queries) expect(query).toMatch(/^FIND zoom_(account|group|role|user) /);
  });

  it('name only properties that the model has', () => {
    const known = new Set(ENTITY_TYPES.flatMap(({ properties }) => properties.filter((p) => !('sensitive' in p && p.sensitive)).map(({ name }) => name)).concat(EMPLOYEE_PROPERTIES));
    const isLock = (name: string) => name.startsWith('locked') && known.has(name.charAt('locked'.length).toLowerCase() + name.slice('locked'.length + 1));
    for (const { id, queries } of QUESTIONS)
      for (const { query } of queries) {
        const bare = query.replace(/HAVING .*/, '').matchAll(/(?<![\w.])(\w+) (?:=|!=|>=?|<=?|!?\^=|!?\$=) /g);
        const behindAlias = query.matchAll(/\b[a-z]+\.(\w+)/g);
        const names = [...bare, ...behindAlias].map(([, name]) => name as string).filter((name) => name !== 'now' && !name.startsWith('_') && !isLock(name));
        expect(
          names.filter((name) => !known.has(name)),
          id,
        ).toEqual([]);
      }
  });

  it('all have an answer worked out by hand', () => {
    expect(Object.keys(ANSWERS).sort()).toEqual(QUESTIONS.map(({ id }) => id).sort());
    for (const { id, queries } of QUESTIONS) expect(ANSWERS[id], id).toHaveLength(queries.length);
  });
});

type Row = Readonly<Record<string, unknown>>;
/** The answer as it is written down by hand: rows where rows are expected, else the first column. */
const asWritten = (data: readonly Row[], columns: readonly string[], expected: Answer): unknown[] => data.map((row) => (typeof expected[0] === 'object' && expected[0] !== null ? row : row[columns[0] as string]));
const sorted = (list: readonly unknown[]): unknown[] => list.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

describe('the organisation answers', () => {
  for (const { id, queries } of QUESTIONS)
    it(id, async () => {
      for (const [index, { query, includeDeleted, name, resultsAre }] of queries.entries()) {
        const expected = ANSWERS[id]?.[index] ?? [];
        const answer = await ask(store, query, { now: NOW, includeDeleted: includeDeleted ?? false });
        if (answer.type !== 'table') throw new Error(`${id} answers with a ${answer.type}`);
        const got = asWritten(answer.data, answer.columns, expected);
        const inOrder = query.includes(' ORDER BY ') ? (list: readonly unknown[]) => list : sorted;
        expect(inOrder(got), `${name ?? resultsAre}: ${query}`).toEqual(inOrder(expected));
      }
    });
});
