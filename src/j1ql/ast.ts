import type { Warning } from './diagnostic.ts';
import type { Span } from './span.ts';
import type { Operator } from './words.ts';

/** A query as it was written. Every part knows where it stands. */
export interface Query {
  readonly unique: boolean;
  readonly selector: Selector;
  readonly steps: readonly Step[];
  readonly where?: Filter;
  readonly return?: Return;
  readonly having?: Filter;
  readonly order: readonly OrderKey[];
  readonly skip?: Count;
  readonly limit?: Count;
  readonly span: Span;
  /** In their order, wherever they stand. */
  readonly comments: readonly Span[];
  readonly warnings: readonly Warning[];
}

export interface Name {
  readonly text: string;
  readonly span: Span;
}

/** Entities: `#Smart (A|b) WITH ... AS alias`. */
export interface Selector {
  readonly smart: readonly Name[];
  readonly target: Target;
  readonly with?: Filter;
  readonly alias?: Name;
  readonly span: Span;
}
export type Target =
  | { readonly kind: 'any'; readonly span: Span }
  | { readonly kind: 'names'; readonly names: readonly Name[]; readonly union: boolean; readonly span: Span }
  | { readonly kind: 'text'; readonly text: string; readonly span: Span };

export type Step = Hop | Optional;
/** `THAT !VERB >> AS alias selector`. */
export interface Hop {
  readonly kind: 'hop';
  readonly negated: boolean;
  /** As written; undefined is any verb (`RELATES TO`). */
  readonly verbs?: readonly Name[];
  readonly union: boolean;
  readonly arrow?: '>>' | '<<';
  readonly alias?: Name;
  readonly selector: Selector;
  readonly span: Span;
}
/** `( THAT ... )? AS alias`. */
export interface Optional {
  readonly kind: 'optional';
  readonly steps: readonly Step[];
  readonly alias?: Name;
  readonly span: Span;
}

export type Filter = { readonly kind: 'and' | 'or'; readonly items: readonly Filter[]; readonly span: Span } | Comparison;
export interface Comparison {
  readonly kind: 'compare';
  readonly left: Operand;
  readonly operator: Operator;
  readonly right: Value;
  readonly span: Span;
}
/** Left of an operator: a property, a column, or a literal with the property on the right. */
export type Operand = Expression;
export type Value = Expression | Values;
/** `(a OR b AND c)`. */
export interface Values {
  readonly kind: 'and' | 'or';
  readonly items: readonly Value[];
  readonly span: Span;
}

export type Literal =
  | { readonly kind: 'string'; readonly value: string; readonly span: Span }
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly span: Span }
  | { readonly kind: 'undefined'; readonly span: Span }
  | { readonly kind: 'regex'; readonly pattern: string; readonly flags: string; readonly span: Span }
  | { readonly kind: 'parameter'; readonly name: string; readonly span: Span }
  | DateLiteral;
/** `date.now` or `date(2019-10)`, with an optional distance. */
export interface DateLiteral {
  readonly kind: 'date';
  /** Epoch milliseconds. */
  readonly base: 'now' | number;
  readonly shift?: { readonly sign: 1 | -1; readonly amount: number; readonly unit: string };
  readonly span: Span;
}

/** Segments joined by dots; `all` is a final `.*`. */
export interface Path {
  readonly kind: 'path';
  readonly segments: readonly (Name & { readonly bracketed: boolean })[];
  readonly all: boolean;
  readonly span: Span;
}

export interface Return {
  readonly kind: 'tree' | 'columns';
  readonly items: readonly ReturnItem[];
  readonly span: Span;
}
export interface ReturnItem {
  readonly expression: Expression;
  readonly alias?: Name;
  readonly span: Span;
}
export type Expression = Literal | Path | Call | Binary;
export interface Call {
  readonly kind: 'call';
  readonly name: Name;
  readonly arguments: readonly Expression[];
  readonly span: Span;
}
export interface Binary {
  readonly kind: 'binary';
  readonly operator: '+' | '-' | '*' | '/' | '^';
  readonly left: Expression;
  readonly right: Expression;
  readonly span: Span;
}

export interface OrderKey {
  readonly expression: Expression;
  readonly descending: boolean;
  readonly span: Span;
}
export interface Count {
  readonly value: number;
  readonly span: Span;
}
