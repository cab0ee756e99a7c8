import { askForAll, type OracleGraph, type OracleOptions, type OracleResult, treeOf } from './evaluate.ts';
import { compareKeys } from './order.ts';
import type { Ranked } from './table.ts';

/** Something whose equality is that of its text: entities by id, numbers to nine decimals, absent cells left out. */
function entry(value: unknown): string {
  if (typeof value === 'number') return String(Math.abs(value) < 1e6 ? Math.round(value * 1e9) / 1e9 + 0 : Number(value.toPrecision(15)));
  if (Array.isArray(value)) return `[${value.map(entry).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const cells = Object.entries(value).filter(([, cell]) => cell !== null && cell !== undefined);
  return `{${cells
    .map(([name, cell]) => `${JSON.stringify(name)}:${entry(cell)}`)
    .sort()
    .join()}}`;
}

const id = (element: { _id: string }): string => element._id;

export interface Normal {
  columns?: string[];
  rows: string[];
  edges?: string[];
}

/** A result as lists of texts that can be compared and read: the columns sorted, the rows as they come, a tree by its ids. */
export function normalise(result: OracleResult): Normal {
  if (result.type === 'list') return { rows: result.data.map(id) };
  if (result.type === 'tree') return { rows: result.vertices.map(id).sort(), edges: result.edges.map(id).sort() };
  return { columns: result.columns.toSorted(), rows: result.data.map(entry) };
}

/**
 * What is wrong with an answer, or undefined. Rows count as often as they occur. Their order counts only as far as
 * ORDER BY says something about it, and SKIP and LIMIT may cut anywhere among rows that ORDER BY holds for equal.
 */
export function whyWrong(actual: OracleResult, graph: OracleGraph, text: string, options: OracleOptions): string | undefined {
  const answer = askForAll(graph, text, options);
  const normal = normalise(actual);
  if (answer.kind !== actual.type) return `a ${actual.type} in place of a ${answer.kind}`;
  const { order, skip = 0, limit = Number.POSITIVE_INFINITY } = answer.query;
  const ties = <T>(ranked: Ranked<T>[], show: (value: T) => string): string[][] => groupTies(ranked, (a, b) => compareKeys(a.keys, b.keys, order) === 0).map((tie) => tie.map(({ value }) => show(value)));
  if (answer.kind === 'list')
    return pageDiffers(
      ties(answer.starts, ({ entity }) => id(entity)),
      normal.rows,
      skip,
      limit,
    );
  if (answer.kind === 'table') {
    const columns = answer.columns.toSorted();
    if (JSON.stringify(columns) !== JSON.stringify(normal.columns)) return `columns ${normal.columns} in place of ${columns}`;
    return pageDiffers(ties(answer.rows, entry), normal.rows, skip, limit);
  }
  // A tree may hold any choice of start entities that ORDER BY allows.
  const groups = groupTies(answer.starts, (a, b) => compareKeys(a.keys, b.keys, order) === 0).map((tie) => tie.map(({ value }) => value));
  const wanted = JSON.stringify(normal);
  for (const starts of pages(groups, skip, limit)) if (JSON.stringify(normalise({ type: 'tree', ...treeOf(starts) })) === wanted) return undefined;
  return `no such tree: ${wanted}`;
}

function groupTies<T>(sorted: T[], tie: (a: T, b: T) => boolean): T[][] {
  const groups: T[][] = [];
  for (const row of sorted) {
    const last = groups.at(-1);
    if (last && tie(last[0] as T, row)) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

function pageDiffers(ties: string[][], actual: string[], skip: number, limit: number): string | undefined {
  const total = ties.flat().length;
  const count = Math.min(Math.max(total - skip, 0), limit);
  if (actual.length !== count) return `${actual.length} rows in place of ${count} (${ties.flat().join(' ')})`;
  let begin = 0; // of a tie among all rows
  for (const rows of ties) {
    const end = begin + rows.length;
    const left = [...rows];
    for (const row of actual.slice(Math.max(begin - skip, 0), Math.max(end - skip, 0))) {
      const place = left.indexOf(row);
      if (place < 0) return `the row ${row} is not among ${left.join(' ')}`;
      left.splice(place, 1);
    }
    begin = end;
  }
  return undefined;
}

/** Every choice of what stands between SKIP and LIMIT. */
function pages<T>(ties: T[][], skip: number, limit: number): T[][] {
  let choices: T[][] = [[]];
  let begin = 0;
  for (const tie of ties) {
    const from = Math.max(skip, begin);
    const to = Math.min(skip + limit, begin + tie.length);
    if (to > from) choices = choices.flatMap((chosen) => combinations(tie, to - from).map((part) => [...chosen, ...part]));
    begin += tie.length;
  }
  return choices;
}

function combinations<T>(things: T[], size: number): T[][] {
  const [first, ...rest] = things;
  if (size === 0) return [[]];
  if (first === undefined || size > things.length) return [];
  return [...combinations(rest, size - 1).map((chosen) => [first, ...chosen]), ...combinations(rest, size)];
}
