import { type Expression, has } from '../plan/plan.ts';
import type { Build } from './build.ts';
import type { Bundle, Kind } from './bundle.ts';
import { plainScope, type Scope } from './expressions.ts';
import { type OrderTerm, termsOf } from './page.ts';
import type { Paths } from './paths.ts';
import type { Unwinds } from './unwinds.ts';

/** The rows of a table before HAVING and order: a SELECT whose columns `c0_number` ... hold the cells, and the bundle of each. */
export interface TableRows {
  readonly sql: string;
  readonly cells: readonly Bundle[];
  /** ORDER BY's keys that are no columns, in its order. */
  readonly keys: readonly Bundle[];
  /** What tells rows of the same order apart. */
  readonly ties: readonly OrderTerm[];
}

export const cellName = (index: number) => (kind: Kind) => `c${index}_${kind}`;
export const keyName = (index: number) => (kind: Kind) => `o${index}_${kind}`;

/** What expressions stand for on a path. */
export const pathScope = (paths: Paths, unwound: Unwinds): Scope => ({ ...plainScope(paths), unwind: (expression) => unwound.bundle(expression) });

/** Rows that differ only by their cells are told apart by them. */
export const cellTies = (b: Build, cells: readonly Bundle[]): OrderTerm[] => cells.flatMap((cell) => termsOf(b, cell, false));

export const hasAggregate = (expression: Expression): boolean => has(expression, 'aggregate');
