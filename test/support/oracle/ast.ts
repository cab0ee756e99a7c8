/** The query is wrong: bad syntax, an unknown alias, an unknown parameter, a misplaced aggregate. */
export class OracleError extends Error {}

/** The query is fine but enumerating its paths would take too long for a naive evaluator. */
export class TooManyPaths extends Error {}

export type Scalar = string | number | boolean;

export type Comparison = '=' | '~=' | '^=' | '$=' | '>' | '>=' | '<' | '<=';
export interface Operator {
  negated: boolean;
  base: Comparison;
}

export type Term =
  | { kind: 'literal'; value: Scalar | Scalar[] } // a list: a parameter that holds several values, any of them
  | { kind: 'undefined' }
  | { kind: 'regex'; source: string; flags: string }
  | { kind: 'property'; name: string } // WITH
  | { kind: 'ref'; alias: string; name: string } // WHERE
  | { kind: 'column'; name: string; expr: Expr | undefined }; // HAVING

export type ValueList = { kind: 'one'; term: Term } | { kind: 'and' | 'or'; parts: ValueList[] };

export type Filter = { kind: 'and' | 'or'; parts: Filter[] } | { kind: 'compare'; left: Term; operator: Operator; right: ValueList };

export interface Selector {
  kind: 'selector';
  smart: string[];
  target: { kind: 'any' } | { kind: 'name'; name: string } | { kind: 'union'; names: string[] } | { kind: 'text'; text: string };
  filter: Filter | undefined;
  alias: string | undefined;
}

export interface That {
  kind: 'that';
  negated: boolean;
  verbs: string[]; // '*' is RELATES TO
  union: boolean;
  arrow: '>>' | '<<' | undefined;
  alias: string | undefined;
  selector: Selector;
}

export interface Optional {
  kind: 'optional';
  steps: Step[];
  alias: string | undefined;
}

export type Step = That | Optional;

export type Expr =
  | { kind: 'literal'; value: Scalar }
  | { kind: 'ref'; alias: string; name: string | undefined } // without name: the whole element
  | { kind: 'star'; alias: string }
  | { kind: 'call'; name: string; args: Expr[] }
  | { kind: 'binary'; operator: string; left: Expr; right: Expr };
export type Call = Extract<Expr, { kind: 'call' }>;

export interface Item {
  name: string;
  expr: Expr;
}

export interface OrderKey {
  column: string;
  expr: Expr | undefined;
  descending: boolean;
}

export interface Query {
  unique: boolean;
  start: Selector;
  steps: Step[];
  where: Filter | undefined;
  result: { kind: 'list' } | { kind: 'tree' } | { kind: 'table'; items: Item[] };
  having: Filter | undefined;
  order: OrderKey[];
  skip: number | undefined;
  limit: number | undefined;
}

export interface ParseOptions {
  now: number;
  variables?: Record<string, Scalar | Scalar[]>;
}
