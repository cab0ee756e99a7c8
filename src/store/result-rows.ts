import type { Cell, Rows, Statement } from '../j1ql/sql/statement.ts';
import { quote } from '../lib/quote.ts';
import { literal } from './driver.ts';

/** Rows of a table as the database tells them apart: no row leaves it. Undefined where a cell holds a whole entity. */
export function tableRowsSql({ sql, rows }: Statement, identity: readonly string[] | undefined): string | undefined {
  const cells = valueCells(rows);
  if (cells === undefined) return undefined;
  // Of two columns of one name the later counts (reference/j1ql.md, section 13.1).
  const named = [...new Map(cells.map((cell) => [cell.name, cell])).values()];
  const told = identity && identity.length > 0 ? identity.map((name) => named.find((cell) => cell.name === name)) : named;
  const list = told.map((cell) => (cell ? json(cell) : "'null'")).join(` || ',' || `);
  const body = named.map((cell) => `${literal(`${JSON.stringify(cell.name)}:`)} || ${json(cell)}`).join(` || ',' || `);
  return `SELECT identity, min(name), NULL, 0, min(body), count(*) FROM (SELECT '[' || ${list || "''"} || ']' AS identity, ${nameOf(named)} AS name, '{' || ${body || "''"} || '}' AS body FROM (${sql}) AS a) AS r GROUP BY identity`;
}

type ValueCell = Cell & { readonly kind: 'value' };
const valueCells = (rows: Rows): ValueCell[] | undefined => (rows.kind === 'table' && rows.cells.every((cell) => cell.kind === 'value') ? (rows.cells as ValueCell[]) : undefined);

/** A cell as JSON text. */
const json = ({ from }: ValueCell): string => `coalesce(${[...from.map(({ column, kind }) => jsonOf(`a.${quote(column)}`, kind)), "'null'"].join(', ')})`;

function jsonOf(column: string, kind: ValueCell['from'][number]['kind']): string {
  if (kind === 'json') return column;
  // Of a mixed list each item is its JSON.
  if (kind === 'mixed') return `'[' || array_to_string(${column}, ',') || ']'`;
  // What is no number is null in JSON.
  return kind === 'number' ? `CASE WHEN isfinite(CAST(${column} AS DOUBLE)) THEN CAST(to_json(${column}) AS VARCHAR) END` : `CAST(to_json(${column}) AS VARCHAR)`;
}

/** What a person calls a row: its first two texts that are no keys. */
function nameOf(cells: readonly ValueCell[]): string {
  const texts = cells.flatMap(({ from }) => from.filter(({ kind }) => kind === 'string').map(({ column }) => `a.${quote(column)}`));
  if (texts.length === 0) return cells.length === 0 ? "'(empty)'" : `coalesce(${json(cells[0] as ValueCell)}, '(empty)')`;
  const names = `list_filter([${texts.map((text) => `CASE WHEN ${text} <> '' AND NOT regexp_matches(${text}, '^[a-z]+_\\w+:') THEN ${text} END`).join(', ')}], lambda x: x IS NOT NULL)`;
  return `CASE WHEN len(${names}) > 0 THEN array_to_string(list_slice(${names}, 1, 2), ', ') ELSE coalesce(${texts.join(', ')}, '(empty)') END`;
}
