import type { Cell, QueryAnswer, Vertex } from '../../shared/api.ts';
import { single } from '../../shared/names.ts';
import { isTime } from '../../shared/value.tsx';

/** Columns that say most of an entity come first. */
const FIRST = ['displayName', '_type', 'email', 'status', 'roleName', 'license', 'dept'];
/** Entities have hundreds of properties; a table of all would be no table. */
const MOST_COLUMNS = 40;

export interface Found {
  columns: readonly string[];
  rows: readonly Record<string, Cell>[];
  /** Of whole entities. */
  ids: readonly string[];
}

/** An answer as rows, whatever its shape. */
export function rowsOf(answer: QueryAnswer): Found {
  if (answer.type === 'table') {
    const rows = answer.data as Record<string, Cell>[];
    const ids = rows.flatMap((row) => Object.values(row).flatMap((cell) => (typeof cell === 'object' && cell !== null && 'entity' in cell ? [(cell as Vertex).id] : [])));
    return { columns: answer.columns, rows, ids: [...new Set(ids)] };
  }
  const vertices = answer.type === 'list' ? answer.data : answer.data.vertices;
  const rows = vertices.map(({ entity, properties }) => ({ displayName: entity.displayName, _type: single(entity._type), ...properties }) as Record<string, Cell>);
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  return { columns: [...FIRST.filter((name) => names.has(name)), ...[...names].filter((name) => !FIRST.includes(name)).sort()].slice(0, MOST_COLUMNS), rows, ids: vertices.map(({ id }) => id) };
}

export interface Chart {
  label: string;
  value: string;
}

/** Which columns make a chart: a number for each of different names; undefined where there are none. */
export function chartOf({ columns, rows }: Pick<Found, 'columns' | 'rows'>): Chart | undefined {
  if (rows.length < 2) return undefined;
  const value = columns.find((column) => rows.every((row) => row[column] === null || typeof row[column] === 'number') && rows.some((row) => typeof row[column] === 'number') && !rows.some((row) => isTime(row[column])));
  const label = columns.find((column) => column !== value && rows.some((row) => typeof row[column] === 'string'));
  return value === undefined || label === undefined ? undefined : { label, value };
}

/** What an answer holds so far, with the next page of it. */
export function joined(before: QueryAnswer, next: QueryAnswer): QueryAnswer {
  if (before.type === 'tree' || next.type === 'tree') return next;
  const { cursor: _before, ...rest } = before;
  return { ...rest, data: [...before.data, ...next.data], ...(next.cursor === undefined ? {} : { cursor: next.cursor }) } as QueryAnswer;
}
