import type { OrderKey } from './ast.ts';
import { type Cell, isAbsent, isWhole } from './expr.ts';
import type { Ranked } from './table.ts';

/** Stable: ties stay in path order. */
export function sortRanked<T>(ranked: Ranked<T>[], order: OrderKey[]): Ranked<T>[] {
  return ranked.toSorted((a, b) => compareKeys(a.keys, b.keys, order));
}

export function compareKeys(a: Cell[], b: Cell[], order: OrderKey[]): number {
  for (const [i, { descending }] of order.entries()) {
    const difference = compareCells(a[i], b[i], descending);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Absent values last in both directions; kinds in the order in which section 16.1 names them: numbers, strings, booleans. */
function compareCells(a: Cell, b: Cell, descending: boolean): number {
  if (isAbsent(a) || isAbsent(b)) return Number(isAbsent(a)) - Number(isAbsent(b));
  const [x, y] = [sortable(a), sortable(b)];
  const difference = rank(x) - rank(y) || compareSameKind(x, y);
  return descending ? -difference : difference;
}

type Sortable = string | number | boolean;

function sortable(cell: Exclude<Cell, undefined>): Sortable {
  if (isWhole(cell)) return cell.$id;
  return Array.isArray(cell) ? cell.join(',') : cell;
}

function rank(value: Sortable): number {
  return ['number', 'string', 'boolean'].indexOf(typeof value);
}

function compareSameKind(x: Sortable, y: Sortable): number {
  if (typeof x === 'string' && typeof y === 'string') return compareCodePoints(x, y);
  return Number(x) - Number(y);
}

function compareCodePoints(x: string, y: string): number {
  const [left, right] = [[...x], [...y]];
  for (const [i, char] of left.entries()) {
    const other = right[i];
    if (other === undefined) return 1;
    if (char !== other) return (char.codePointAt(0) as number) - (other.codePointAt(0) as number);
  }
  return left.length - right.length;
}
