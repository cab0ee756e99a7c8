import { compile } from '../j1ql/sql/compile.ts';
import type { Statement } from '../j1ql/sql/statement.ts';
import { GraphZoomError } from '../lib/errors.ts';
import type { Connection, Row, SqlValue } from './driver.ts';
import { resolvePatterns } from './patterns.ts';
import { type QueryContext, runQuery } from './query.ts';
import { MOST_ROWS, type QueryResult } from './query-result.ts';
import { writeRecords } from './records.ts';
import { tableRowsSql } from './result-rows.ts';
import type { Asked, RecordWrite, ResultDifference, ResultEntry, ResultMember, TableRow } from './store.ts';

/** Rows of the answer, in a table of this connection's own: what they are, and whether they are the same as before. */
const answerOf = (index: number): string => `temp.answer_${index}`;

/**
 * Asks queries on one state of the graph, compares their answers with those that are kept, and lets `decide` say what to write with
 * the new ones, in one transaction. Where it fails, what was kept stays.
 */
export async function compareResults(
  context: QueryContext,
  asked: readonly Asked[],
  { on, most, reading, decide }: { on: number; most: number; reading: <T>(work: () => Promise<T>) => Promise<T>; decide: (differences: readonly ResultDifference[]) => Promise<readonly RecordWrite[]> },
): Promise<void> {
  const { connection } = context;
  const sets = await reading(() => connection.transaction(() => readAll(context, asked, most)));
  const records = await decide(sets.map(({ difference }) => difference));
  await connection.transaction(async () => {
    for (const [index, set] of sets.entries()) await keep(connection, index, asked[index] as Asked, set, on);
    await writeRecords(connection, records);
  });
}

interface Compared {
  readonly no: number | undefined;
  readonly difference: ResultDifference;
}

async function readAll(context: QueryContext, asked: readonly Asked[], most: number): Promise<Compared[]> {
  const compared: Compared[] = [];
  for (const [index, one] of asked.entries()) {
    await answer(context, index, one);
    compared.push(await compare(context.connection, index, one, most));
  }
  return compared;
}

/** Puts the answer into its table, one row for each identity. */
async function answer(context: QueryContext, index: number, { plan, identity }: Asked): Promise<void> {
  const { connection } = context;
  const table = answerOf(index);
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${table.replace('temp.', '')} (identity VARCHAR, name VARCHAR, key VARCHAR, version BIGINT, body VARCHAR, n BIGINT)`);
  if (isRows(plan)) return fill(connection, table, rowsOf({ type: 'table', data: [...plan], columns: [...new Set(plan.flatMap((row) => Object.keys(row)))] }, identity));
  if (plan.output.kind === 'list' && !plan.includeDeleted) {
    const statement = compile(await resolvePatterns(context, plan), { catalog: context.catalog, dialect: context.dialect, page: { unordered: true } });
    await connection.run(listSql(context, statement, table), statement.params);
    return;
  }
  if (plan.output.kind === 'table') {
    const statement = compile(await resolvePatterns(context, plan), { catalog: context.catalog, dialect: context.dialect, page: { unordered: true } });
    const rowsSql = tableRowsSql(statement, identity);
    if (rowsSql !== undefined) {
      await connection.run(`INSERT INTO ${table} ${rowsSql}`, statement.params);
      return;
    }
  }
  await fill(connection, table, rowsOf(await runQuery(context, plan, { pageSize: MOST_ROWS }), identity));
}

const isRows = (plan: Asked['plan']): plan is readonly TableRow[] => Array.isArray(plan);

async function fill(connection: Connection, table: string, rows: readonly AnswerRow[]): Promise<void> {
  const columns = [rows.map((row) => row.identity), rows.map((row) => row.name), rows.map((row) => row.key), rows.map((row) => row.version), rows.map((row) => row.body), rows.map((row) => row.n)];
  if (rows.length > 0) await connection.append(table.replace('temp.', ''), ['text', 'text', 'text', 'bigint', 'text', 'bigint'], columns, 'temp.main');
}

function listSql({ catalog }: QueryContext, { sql, rows }: Statement, table: string): string {
  const types = rows.kind === 'list' ? rows.types : [];
  const members = catalog.types
    .filter(({ kind, type }) => kind === 'entity' && types.includes(type))
    .map((type) => `SELECT "_id", "_key", "_version", ${type.columns.some(({ column }) => column === 'displayName') ? '"displayName"' : '"_key"'} AS name FROM ${type.table}`);
  const joined = members.length === 0 ? `SELECT NULL::UUID AS "_id", '' AS "_key", 0 AS "_version", '' AS name WHERE false` : members.join(' UNION ALL ');
  return `INSERT INTO ${table} SELECT CAST(a.id AS VARCHAR), coalesce(m.name, m."_key"), m."_key", m."_version", NULL, 1 FROM (${sql}) AS a LEFT JOIN (${joined}) AS m ON m."_id" = a.id`;
}

interface AnswerRow {
  readonly identity: string;
  readonly name: string;
  readonly key: string | null;
  readonly version: number;
  readonly body: string | null;
  n: number;
}

/** Rows of a table are told apart by some columns, or all; those of a tree by its entities. */
function rowsOf(result: QueryResult, identity: readonly string[] | undefined): AnswerRow[] {
  if ('cursor' in result && result.cursor !== undefined)
    throw new GraphZoomError('query-slow', `The query finds more than ${result.data.length.toLocaleString('en')} rows, which are too many to be compared row by row.`, {
      hint: 'Ask for whole entities without RETURN, or count in the query.',
    });
  const rows = new Map<string, AnswerRow>();
  const add = (row: AnswerRow) => {
    const before = rows.get(row.identity);
    if (before) before.n++;
    else rows.set(row.identity, row);
  };
  if (result.type === 'table') {
    const by = identity && identity.length > 0 ? identity : result.columns;
    for (const row of result.data) {
      const values = by.map((column) => plainCell(row[column]));
      add({
        identity: JSON.stringify(values),
        name: nameOf(result.columns.map((column) => plainCell(row[column]))),
        key: null,
        version: 0,
        body: JSON.stringify(Object.fromEntries(result.columns.map((column) => [column, plainCell(row[column])]))),
        n: 1,
      });
    }
  } else {
    const vertices = result.type === 'list' ? result.data : result.data.vertices;
    for (const { id, entity } of vertices) add({ identity: id, name: String(entity.displayName ?? entity._key), key: String(entity._key), version: Number(entity._version ?? 0), body: null, n: 1 });
  }
  return [...rows.values()];
}

/** Of a whole entity in a cell only which one it is counts. */
const plainCell = (cell: unknown): unknown => (typeof cell === 'object' && cell !== null && !Array.isArray(cell) && 'id' in cell ? cell.id : (cell ?? null));

/** What a person calls a row: its first texts that are no keys. */
const nameOf = (cells: readonly unknown[]): string => {
  const texts = cells.filter((cell): cell is string => typeof cell === 'string' && cell !== '');
  const names = texts.filter((text) => !/^[a-z]+_\w+:/.test(text)).slice(0, 2);
  return names.join(', ') || texts[0] || cells.filter((cell) => cell !== null).join(', ') || '(empty)';
};

async function compare(connection: Connection, index: number, { set, fingerprint }: Asked, most: number): Promise<Compared> {
  const [kept] = await connection.all('SELECT no, asked, on_ms FROM result_set WHERE name = $1', [set]);
  const no = kept === undefined ? undefined : Number(kept.no);
  const answer = answerOf(index);
  const members = `(SELECT * FROM result_member WHERE set_no = ${no ?? -1})`;
  const joined = `${answer} AS a FULL OUTER JOIN ${members} AS m ON m.identity = a.identity`;
  const differs = 'a.version IS DISTINCT FROM m.version OR a.body IS DISTINCT FROM m.body';
  const [sums] = await connection.all(
    `SELECT coalesce(sum(a.n), 0) AS total, count(*) FILTER (WHERE m.identity IS NULL) AS entered, count(*) FILTER (WHERE a.identity IS NULL) AS gone,
     count(*) FILTER (WHERE a.identity IS NOT NULL AND m.identity IS NOT NULL AND (${differs})) AS changed, count(*) FILTER (WHERE a.identity IS NOT NULL AND m.identity IS NOT NULL AND NOT m.baseline) AS fresh FROM ${joined}`,
  );
  const number = (name: string): number => Number(sums?.[name] ?? 0);
  const counts = { entered: number('entered'), left: number('gone'), changed: number('changed') };
  const known = kept?.asked === fingerprint;
  const lastOn = kept === undefined ? undefined : Number(kept.on_ms);
  const some = async (count: number, where: string): Promise<ResultEntry[]> => {
    if (count === 0) return [];
    const columns = 'coalesce(a.identity, m.identity) AS identity, coalesce(a.name, m.name) AS name, coalesce(a.key, m.key) AS key, m.first_ms, a.body AS body, m.body AS old_body';
    const rows = await connection.all(`SELECT ${columns} FROM ${joined} WHERE ${where} ORDER BY 2, 1 LIMIT ${most}`);
    return rows.map(toEntry);
  };
  return {
    no,
    difference: {
      set,
      total: number('total'),
      known,
      ...(lastOn === undefined ? {} : { lastOn }),
      // What enters a query that is new, or another one than before, is how things are.
      fresh: number('fresh') + (known ? counts.entered : 0),
      counts,
      entered: await some(counts.entered, 'm.identity IS NULL'),
      left: await some(counts.left, 'a.identity IS NULL'),
      changed: await some(counts.changed, `a.identity IS NOT NULL AND m.identity IS NOT NULL AND (${differs})`),
    },
  };
}

const toEntry = (row: Row): ResultEntry => ({
  identity: String(row.identity),
  name: String(row.name),
  ...(row.key === null ? {} : { key: String(row.key) }),
  ...(row.first_ms === null ? {} : { firstSeen: Number(row.first_ms) }),
  ...(row.body === null ? {} : { row: rowOf(row.body) }),
  ...(row.old_body === null ? {} : { oldRow: rowOf(row.old_body) }),
});

const rowOf = (body: unknown): TableRow => JSON.parse(String(body)) as TableRow;

/** Writes only what entered, left and changed. */
async function keep(connection: Connection, index: number, { set, owner, fingerprint }: Asked, { no, difference: { counts, known } }: Compared, on: number): Promise<void> {
  const answer = answerOf(index);
  const number = no ?? (await nextNumber(connection));
  await connection.run('DELETE FROM result_set WHERE name = $1', [set]);
  await connection.run('INSERT INTO result_set VALUES ($1, $2, $3, $4, $5)', [set, owner, number, fingerprint, on]);
  const of = `set_no = ${number}`;
  if (counts.left > 0) await connection.run(`DELETE FROM result_member AS m WHERE ${of} AND NOT EXISTS (SELECT 1 FROM ${answer} a WHERE a.identity = m.identity)`);
  if (counts.changed > 0)
    await connection.run(
      `UPDATE result_member AS m SET version = a.version, body = a.body, name = a.name FROM ${answer} AS a WHERE ${of} AND a.identity = m.identity AND (a.version IS DISTINCT FROM m.version OR a.body IS DISTINCT FROM m.body)`,
    );
  if (counts.entered > 0)
    await connection.run(
      `INSERT INTO result_member SELECT ${number}, a.identity, a.name, a.key, a.version, a.body, $1, ${!known} FROM ${answer} AS a WHERE NOT EXISTS (SELECT 1 FROM result_member m WHERE m.${of} AND m.identity = a.identity)`,
      [on],
    );
}

const nextNumber = async (connection: Connection): Promise<number> => Number((await connection.all('SELECT coalesce(max(no), 0) + 1 AS no FROM result_set'))[0]?.no);

/** Members of a kept answer, those that came last first. */
export async function readMembersOf(connection: Connection, set: string, { limit, fresh = false, after }: { limit: number; fresh?: boolean; after?: number }): Promise<ResultMember[]> {
  const params: SqlValue[] = [set, limit, after ?? 0];
  const rows = await connection.all(
    `SELECT m.* FROM result_member m JOIN result_set s ON s.no = m.set_no WHERE s.name = $1 ${fresh ? 'AND NOT m.baseline' : ''} ORDER BY m.first_ms DESC, m.name, m.identity LIMIT $2 OFFSET $3`,
    params,
  );
  return rows.map((row) => ({
    identity: String(row.identity),
    name: String(row.name),
    firstSeen: Number(row.first_ms),
    ...(row.key === null ? {} : { key: String(row.key) }),
    ...(row.body === null ? {} : { row: rowOf(row.body) }),
  }));
}

/** Forgets the answers of an owner, or those of its sets that are not among `but`. */
export async function forgetResults(connection: Connection, owner: string, but: readonly string[] = []): Promise<void> {
  const others = but.map((_, index) => `$${index + 2}`).join(', ');
  const where = `owner = $1${but.length > 0 ? ` AND name NOT IN (${others})` : ''}`;
  await connection.transaction(async () => {
    await connection.run(`DELETE FROM result_member WHERE set_no IN (SELECT no FROM result_set WHERE ${where})`, [owner, ...but]);
    await connection.run(`DELETE FROM result_set WHERE ${where}`, [owner, ...but]);
  });
}
