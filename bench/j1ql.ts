import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { J1qlError } from '../src/j1ql/diagnostic.ts';
import { planQuery } from '../src/j1ql/plan/make-plan.ts';
import { compile } from '../src/j1ql/sql/compile.ts';
import { DUCKDB } from '../src/j1ql/sql/dialect-duckdb.ts';
import { systemClock } from '../src/lib/clock.ts';
import { QUESTIONS } from '../src/rules/questions/index.ts';
import { prepare } from '../src/store/ask.ts';
import { openDuckdbStore } from '../src/store/dialects/duckdb/open.ts';
import type { Store } from '../src/store/store.ts';
import { bigStore } from './big-store.ts';
import { HAND_WRITTEN } from './hand-written.ts';
import type { Row } from './rows.ts';

const ROUNDS = 5;
/** Rows of one page of an answer (reference/j1ql.md, section 16.2). */
const PAGE = 250;

const QUERIES = QUESTIONS.flatMap(({ id, queries }) => queries.map(({ query, includeDeleted }) => ({ id, query, includeDeleted: includeDeleted === true })));

/** The language at 100,000 users: questions, compiled against hand-written SQL, planning, and the command line. */
export async function* benchJ1ql(): AsyncGenerator<Row> {
  const directory = await bigStore();
  const store = await openDuckdbStore(directory, { clock: systemClock });
  try {
    yield* questions(store);
    yield* againstHandWritten(store);
    yield* planning(store);
  } finally {
    await store.close();
  }
  yield await commandLine();
  yield nonsense();
}

async function* questions(store: Store): AsyncGenerator<Row> {
  const timed: { id: string; ms: number }[] = [];
  for (const { id, query, includeDeleted } of QUERIES) {
    const { plan } = prepare(query, { includeDeleted });
    timed.push({ id, ms: await medianMs(() => store.query(plan, { pageSize: PAGE })) });
  }
  const slowest = timed.reduce((a, b) => (b.ms > a.ms ? b : a));
  yield { what: `questions at 100,000 users: median of ${QUERIES.length} queries, first page (ms)`, value: median(timed.map(({ ms }) => ms)), atMost: 50 };
  yield { what: `questions at 100,000 users: the slowest, ${slowest.id} (ms)`, value: slowest.ms, atMost: 250 };
}

async function* againstHandWritten(store: Store): AsyncGenerator<Row> {
  const catalog = await store.catalog();
  let worst = { ratio: 0, query: '' };
  const ratios: number[] = [];
  for (const { query, sql } of HAND_WRITTEN) {
    const compiled = compile(prepare(query, {}).plan, { catalog, dialect: DUCKDB });
    const [a, b] = [await store.sql(compiled.sql, compiled.params), await store.sql(sql)];
    if (a.length !== b.length) throw new Error(`${query}: ${a.length} rows compiled, ${b.length} by hand`);
    // Turn and turn about, so that neither profits from what the machine does at the time.
    const times: [number[], number[]] = [[], []];
    for (let round = 0; round < 9; round++) {
      times[0].push(await ms(() => store.sql(compiled.sql, compiled.params)));
      times[1].push(await ms(() => store.sql(sql)));
    }
    const ratio = median(times[0]) / median(times[1]);
    ratios.push(ratio);
    if (ratio > worst.ratio) worst = { ratio, query };
  }
  yield { what: `compiled against hand-written SQL, median of ${HAND_WRITTEN.length}`, value: median(ratios), atMost: 1.3 };
  yield { what: `compiled against hand-written SQL, the worst: ${worst.query}`, value: worst.ratio, atMost: 1.3 };
}

async function* planning(store: Store): AsyncGenerator<Row> {
  const catalog = await store.catalog();
  const plan = (query: string) => planQuery(query, { now: 0 });
  for (const { query } of QUERIES) plan(query); // warm
  const parsed = QUERIES.map(({ query }) => sync(() => plan(query)));
  const compiled = QUERIES.map(({ query }) => sync(() => compile(plan(query).plan, { catalog, dialect: DUCKDB })));
  yield { what: 'parse and plan, median (ms)', value: median(parsed), atMost: 1 };
  yield { what: 'parse, plan and compile to SQL, median (ms)', value: median(compiled), atMost: 5 };
}

/** From the shell to the answer, on a small graph. */
async function commandLine(): Promise<Row> {
  const directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-bench-'));
  const cli = (...args: string[]) => promisify(execFile)(process.execPath, ['bin/graph-zoom.mjs', '--data-dir', directory, ...args]);
  await writeFile(
    path.join(directory, 'graph.json'),
    JSON.stringify({ entities: Array.from({ length: 100 }, (_, i) => ({ _key: `u${i}`, _type: 'zoom_user', _class: ['User'], displayName: `User ${i}` })), relationships: [] }),
  );
  await cli('import', path.join(directory, 'graph.json'), '--scope', 's');
  const value = await medianMs(() => cli('query', "FIND zoom_user WITH displayName ~= '7' AS u RETURN u.displayName, u._key"));
  await rm(directory, { recursive: true, force: true });
  return { what: '`graph-zoom query` from shell to answer (ms)', value, atMost: 500 };
}

/** Whatever the input, what is thrown is a diagnostic. */
function nonsense(): Row {
  const word = fc.constantFrom(
    'FIND',
    'User',
    'a_b',
    'WITH',
    'AS',
    'THAT',
    'HAS',
    '!',
    '(',
    ')',
    '?',
    '|',
    '#',
    '*',
    "'x'",
    '"',
    '/',
    '5',
    '=',
    '!=',
    '~=',
    '>>',
    '<<',
    'date.now',
    '- 7 days',
    'RETURN',
    'TREE',
    'count(u)',
    'u.*',
    'ORDER BY',
    'LIMIT',
    'WHERE',
    'AND',
    'OR',
    '${x}',
    '[',
    ']',
    '.',
    ',',
    '/*',
    '*/',
    '\\',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(word, { maxLength: 25 }).map((words) => words.join(' ')),
    fc.tuple(fc.constantFrom(...QUERIES.map(({ query }) => query)), fc.nat(), fc.string({ maxLength: 3 })).map(([query, at, more]) => query.slice(0, at % query.length) + more + query.slice((at % query.length) + 1)),
  );
  let wrong = 0;
  for (const input of fc.sample(text, 100_000)) {
    try {
      planQuery(input, { now: 0, variables: { x: 1 } });
    } catch (error) {
      if (!(error instanceof J1qlError)) wrong++;
    }
  }
  return { what: 'inputs of 100,000 that made it throw anything but a diagnostic', value: wrong, atMost: 0 };
}

async function ms(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function sync(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** Of some rounds, after one that warms up. */
async function medianMs(work: () => Promise<unknown>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await ms(work));
  return median(times);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
