import type { PropertyValue } from '../model/graph.ts';

export interface QueryOptions {
  /** Rows of one answer; more are found with its cursor. Default: all, up to `MOST_ROWS`, or `MOST_WHOLE` of whole entities. */
  readonly pageSize?: number;
  /** Where the page before ended. */
  readonly cursor?: string;
  readonly signal?: AbortSignal;
  /** Milliseconds after which the query is given up. */
  readonly timeoutMs?: number;
}

/** No answer has more rows than this: what reads more goes on with the cursor. */
export const MOST_ROWS = 100_000;
/** The same where a row holds whole entities, which have hundreds of properties. */
export const MOST_WHOLE = 10_000;
/** Entities and relationships of a tree, which has no pages. */
export const MOST_IN_TREE = 20_000;

/** An answer in JupiterOne's shapes (reference/j1ql.md, section 18). */
export type QueryResult = ListResult | TableResult | TreeResult;
export interface ListResult {
  readonly type: 'list';
  readonly data: Vertex[];
  readonly cursor?: string;
}
export interface TableResult {
  readonly type: 'table';
  readonly data: Record<string, Cell>[];
  /** Names of the columns in their order; rows are objects, which may have lost it. */
  readonly columns: readonly string[];
  readonly cursor?: string;
}
export interface TreeResult {
  readonly type: 'tree';
  readonly data: { readonly vertices: Vertex[]; readonly edges: Edge[] };
}

export type Cell = PropertyValue | null | Vertex | Edge;
export type Properties = Record<string, PropertyValue>;

/** An entity: metadata with `displayName`, and everything else. Times are ISO texts here, epoch milliseconds in tables. */
export interface Vertex {
  readonly id: string;
  readonly entity: Properties;
  readonly properties: Properties;
}
export interface Edge {
  readonly id: string;
  readonly toVertexId: string;
  readonly fromVertexId: string;
  readonly relationship: Properties;
  readonly properties: Properties;
}
