/**
 * What a query asks for, with every name resolved and every parameter and date put in: plain data, the same for every database.
 * A *slot* is a number for an entity or relationship of the path.
 */
export interface Plan {
  readonly start: Node;
  readonly steps: readonly PlanStep[];
  readonly slots: readonly SlotInfo[];
  readonly where?: Condition;
  readonly output: Output;
  readonly order: readonly Sort[];
  readonly skip: number;
  readonly limit?: number;
  readonly includeDeleted: boolean;
}

/** What a slot holds; the alias under which it can be named, for messages and `EXPLAIN`. `group` is whatever an optional part ended at. */
export interface SlotInfo {
  readonly kind: 'node' | 'edge' | 'group';
  readonly alias?: string;
}

/** Entities to match. Without names and words every one. */
export interface Node {
  readonly slot: number;
  /** Alternatives; the first letter of a name has decided what it is. */
  readonly names?: { readonly classes: readonly string[]; readonly types: readonly string[] };
  /** Full text, in lower case: each must occur in some property. */
  readonly words?: readonly string[];
  readonly filter?: Condition;
}

export type PlanStep = PlanHop | PlanNone | PlanOptional;
export interface PlanHop {
  readonly kind: 'hop';
  readonly slot: number;
  /** In upper case; undefined is any. */
  readonly verbs?: readonly string[];
  readonly direction: 'out' | 'in' | 'either';
  readonly node: Node;
}
/** The entity reached so far must not have this chain. */
export interface PlanNone {
  readonly kind: 'none';
  readonly steps: readonly PlanStep[];
  /** Slot of the alias of what is missing: it stands for the entity that misses it (section 24, Q1). */
  readonly slot?: number;
}
export interface PlanOptional {
  readonly kind: 'optional';
  readonly steps: readonly PlanStep[];
  /** Slot of the group's alias. */
  readonly slot?: number;
}

/** A property of what is in a slot; of the entity itself in a node's filter (`slot` undefined); or a column of the result. */
export type Operand = { readonly kind: 'property'; readonly slot?: number; readonly property: string } | { readonly kind: 'column'; readonly column: number } | { readonly kind: 'literal'; readonly value: Scalar };
export type Scalar = string | number | boolean;

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly items: readonly Condition[] }
  | { readonly kind: 'not'; readonly item: Condition }
  | { readonly kind: 'constant'; readonly value: boolean }
  /** The entity itself is one that a chain begins at: a smart class that is defined by one. */
  | { readonly kind: 'begins'; readonly start: Node; readonly steps: readonly PlanStep[] }
  | { readonly kind: 'test'; readonly operand: Operand; readonly test: Test }
  /** Two operands. `negated` is the opposite, except that it is false too if both are absent. */
  | { readonly kind: 'pair'; readonly left: Operand; readonly right: Operand; readonly operator: PairOperator; readonly negated: boolean };
export type PairOperator = 'equals' | 'contains' | 'starts' | 'ends' | 'more' | 'least' | 'less' | 'most';
/** One value against a literal. Of a list, some item passes it. */
export type Test =
  | { readonly kind: 'equals'; readonly value: Scalar }
  | { readonly kind: 'absent' }
  | { readonly kind: 'among'; readonly texts: readonly string[] }
  | { readonly kind: 'contains' | 'starts' | 'ends'; readonly text: string }
  | { readonly kind: 'more' | 'least' | 'less' | 'most'; readonly number: number }
  | { readonly kind: 'matches'; readonly pattern: string; readonly flags: string; readonly at: 'anywhere' | 'start' | 'end' };

export type Output = { readonly kind: 'list' } | { readonly kind: 'tree' } | Table;
export interface Table {
  readonly kind: 'table';
  readonly columns: readonly Column[];
  readonly unique: boolean;
  /** Some column holds an aggregate: the others are the group. */
  readonly grouped: boolean;
  readonly having?: Condition;
}
export interface Column {
  readonly name: string;
  readonly expression: Expression;
}

export type Expression =
  | { readonly kind: 'literal'; readonly value: Scalar | null }
  | { readonly kind: 'property'; readonly slot: number; readonly property: string }
  /** The whole entity or relationship; with `all`, a column for each of its properties. */
  | { readonly kind: 'whole'; readonly slot: number; readonly all: boolean }
  /** An alias that is bound to nothing. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'call'; readonly name: 'CONCAT' | 'MERGE' | 'COALESCE' | 'ABS' | 'SQRT' | 'CEIL' | 'FLOOR' | 'ROUND'; readonly arguments: readonly Expression[] }
  | { readonly kind: 'unwind'; readonly argument: Expression }
  | { readonly kind: 'aggregate'; readonly name: 'COUNT' | 'SUM' | 'AVG' | 'MIN' | 'MAX'; readonly argument: Expression }
  | { readonly kind: 'arithmetic'; readonly operator: '+' | '-' | '*' | '/' | '^'; readonly left: Expression; readonly right: Expression };

export interface Sort {
  readonly key: Expression | { readonly kind: 'column'; readonly column: number };
  readonly descending: boolean;
}

/** The parts of an expression directly below it. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'call':
      return expression.arguments;
    case 'unwind':
    case 'aggregate':
      return [expression.argument];
    case 'arithmetic':
      return [expression.left, expression.right];
    default:
      return [];
  }
}

/** Whether some part of an expression is of a kind. */
export const has = (expression: Expression, kind: Expression['kind']): boolean => expression.kind === kind || childrenOf(expression).some((child) => has(child, kind));
