import type { SqlValue } from './build.ts';
import type { Kind } from './bundle.ts';

/** SQL with its parameters, and how its rows become the result. */
export interface Statement {
  readonly sql: string;
  readonly params: readonly SqlValue[];
  readonly rows: Rows;
  /** Columns by which rows are ordered, with which the next page is found; empty where there are no pages. */
  readonly keys: readonly string[];
  /** Rows that were asked for; one more is read to know whether there are more. Undefined: all. */
  readonly size?: number;
}

export type Rows =
  /** Each row is an entity: its id in `id`. */
  | { readonly kind: 'list'; readonly types: readonly string[] }
  /** Each row is an entity or relationship of the tree: `part` says which of these, its id in `id`. */
  | { readonly kind: 'tree'; readonly parts: readonly { readonly kind: 'node' | 'edge'; readonly types: readonly string[] }[] }
  | { readonly kind: 'table'; readonly cells: readonly Cell[] };

export type Cell =
  /** The columns of which at most one has a value. */
  | { readonly kind: 'value'; readonly name: string; readonly from: readonly { readonly column: string; readonly kind: Kind }[] }
  /** A whole entity or relationship, or a cell for each of its properties. */
  | { readonly kind: 'whole' | 'all'; readonly name: string; readonly column: string; readonly of: 'node' | 'edge'; readonly types: readonly string[] };
