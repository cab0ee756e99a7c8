import type { Plan } from '../j1ql/plan/plan.ts';
import type { GraphCatalog } from '../j1ql/sql/catalog.ts';
import { compile } from '../j1ql/sql/compile.ts';
import type { Dialect } from '../j1ql/sql/dialect.ts';
import type { Rows, Statement } from '../j1ql/sql/statement.ts';
import { GraphZoomError } from '../lib/errors.ts';
import { catalogKey, type Kind, type TypeTable } from './catalog.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Connection, Row, SqlValue } from './driver.ts';
import { asEdge, asVertex, asWhole, type Member, readMembers } from './members.ts';
import { resolvePatterns } from './patterns.ts';
import { type Cell, MOST_IN_TREE, MOST_ROWS, MOST_WHOLE, type QueryOptions, type QueryResult } from './query-result.ts';

export interface QueryContext {
  readonly connection: Connection;
  readonly catalog: GraphCatalog;
  readonly tables: ReadonlyMap<string, TypeTable>;
  readonly dialect: Dialect;
}

/** Answers a query on a connection that sees one state of the graph throughout. */
export async function runQuery(context: QueryContext, plan: Plan, options: QueryOptions): Promise<QueryResult> {
  const before = options.cursor === undefined ? undefined : readCursor(plan, options.cursor);
  if (options.cursor !== undefined && before === undefined)
    throw new GraphZoomError('query-invalid', 'The cursor does not belong to this query.', { hint: 'Ask the query without a cursor first, and go on with the one it gives.' });
  const most = isWhole(plan) ? MOST_WHOLE : MOST_ROWS;
  const size = plan.output.kind === 'tree' ? undefined : Math.min(options.pageSize ?? most, most);
  const statement = compile(await resolvePatterns(context, plan), { catalog: context.catalog, dialect: context.dialect, page: { ...(size === undefined ? {} : { size }), ...before } });
  const read = await context.connection.all(statement.sql, statement.params);
  if (plan.output.kind === 'tree' && read.length > MOST_IN_TREE)
    throw new GraphZoomError('query-slow', `The tree has ${read.length} entities and relationships; at most ${MOST_IN_TREE} are given.`, { hint: 'Add LIMIT, which counts start entities, or filter with WITH.' });
  const rows = statement.size === undefined ? read : read.slice(0, statement.size);
  const last = rows.at(-1);
  const cursor = rows.length < read.length && last ? writeCursor(plan, keysOf(statement, last), (before?.given ?? 0) + rows.length) : undefined;
  return { ...(await answer(context, statement.rows, rows, plan.includeDeleted)), ...(cursor === undefined ? {} : { cursor }) } as QueryResult;
}

/** Rows hold whole entities or relationships. */
const isWhole = ({ output }: Plan): boolean => output.kind === 'list' || (output.kind === 'table' && output.columns.some(({ expression }) => expression.kind === 'whole'));

/** How many rows the answer has. */
export async function countRows(context: QueryContext, plan: Plan): Promise<number> {
  const { sql, params } = compile({ ...(await resolvePatterns(context, plan)), order: [] }, { catalog: context.catalog, dialect: context.dialect, page: { unordered: true } });
  const [row] = await context.connection.all(`SELECT count(*) AS n FROM (${sql}) AS answer`, params);
  return Number(row?.n ?? 0);
}

const keysOf = (statement: Statement, row: Row): SqlValue[] => statement.keys.map((key) => plainKey(row[key]));

function plainKey(value: unknown): SqlValue {
  return value === null || value === undefined ? null : typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}

async function answer(context: QueryContext, shape: Rows, rows: readonly Row[], includeDeleted: boolean): Promise<QueryResult> {
  const read = (kind: Kind, types: readonly string[], ids: readonly unknown[]) => membersOf(context, kind, types, ids, includeDeleted);
  switch (shape.kind) {
    case 'list': {
      const members = await read(
        'entity',
        shape.types,
        rows.map((row) => row.id),
      );
      return { type: 'list', data: rows.flatMap((row) => found(members, row.id)).map(asVertex) };
    }
    case 'tree': {
      const part = (kind: 'node' | 'edge') => shape.parts.flatMap((p, index) => (p.kind === kind ? [index] : []));
      const ids = (parts: readonly number[]) => rows.filter((row) => parts.includes(Number(row.part))).map((row) => row.id);
      const types = (parts: readonly number[]) => [...new Set(parts.flatMap((index) => shape.parts[index]?.types ?? []))];
      const [nodes, edges] = [part('node'), part('edge')];
      const vertices = await read('entity', types(nodes), ids(nodes));
      const lines = await read('relationship', types(edges), ids(edges));
      return {
        type: 'tree',
        data: {
          vertices: ids(nodes)
            .flatMap((id) => found(vertices, id))
            .map(asVertex),
          edges: ids(edges)
            .flatMap((id) => found(lines, id))
            .map(asEdge),
        },
      };
    }
    case 'table':
      return tableAnswer(shape, rows, read);
  }
}

const found = (members: ReadonlyMap<string, Member>, id: unknown): Member[] => {
  const member = members.get(String(id));
  return member ? [member] : [];
};

function membersOf({ connection, tables }: QueryContext, kind: Kind, types: readonly string[], ids: readonly unknown[], includeDeleted: boolean): Promise<Map<string, Member>> {
  const wanted = [...new Set(ids.filter((id) => id !== null && id !== undefined).map(String))];
  const of = types.flatMap((type) => tables.get(catalogKey(kind, type)) ?? []);
  return readMembers(connection, of, wanted, includeDeleted);
}

async function tableAnswer(shape: Rows & { kind: 'table' }, rows: readonly Row[], read: (kind: Kind, types: readonly string[], ids: readonly unknown[]) => Promise<Map<string, Member>>): Promise<QueryResult> {
  const columns: { name: string; of: (row: Row) => Cell }[] = [];
  for (const cell of shape.cells) {
    if (cell.kind === 'value') {
      columns.push({ name: cell.name, of: (row) => cellValue(cell.from, row) });
      continue;
    }
    const kind: Kind = cell.of === 'node' ? 'entity' : 'relationship';
    const members = await read(
      kind,
      cell.types,
      rows.map((row) => row[cell.column]),
    );
    const member = (row: Row) => members.get(String(row[cell.column]));
    if (cell.kind === 'whole') {
      columns.push({ name: cell.name, of: (row) => (member(row) ? asWhole(kind, member(row) as Member) : null) });
      continue;
    }
    const prefix = cell.name.endsWith('*') ? cell.name.slice(0, -1) : `${cell.name}.`;
    const known = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0);
    const names = new Set([...members.values()].flatMap((m) => Object.keys(m).filter((name) => known(m[name]))));
    for (const name of names) columns.push({ name: `${prefix}${name}`, of: (row) => (known(member(row)?.[name]) ? (member(row)?.[name] as Cell) : null) });
  }
  // Of two columns of one name the later counts (section 13.1).
  const data = rows.map((row) => Object.fromEntries(columns.map(({ name, of }) => [name, of(row)])));
  return { type: 'table', data, columns: [...new Set(columns.map(({ name }) => name))] };
}

/** The value of whichever column has one. */
function cellValue(from: readonly { readonly column: string; readonly kind: string }[], row: Row): Cell {
  for (const { column, kind } of from) {
    const value = row[column];
    if (value === null || value === undefined) continue;
    if (kind === 'mixed') return (value as string[]).map((item) => JSON.parse(item));
    if (kind === 'json') return JSON.parse(value as string);
    return typeof value === 'number' && !Number.isFinite(value) ? null : (value as Cell);
  }
  return null;
}
