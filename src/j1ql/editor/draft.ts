/** What may stand at a place of an unfinished query. */
export type Place =
  | 'start' // FIND
  | 'first' // behind FIND
  | 'selector'
  | 'smart' // behind #
  | 'after-smart'
  | 'union'
  | 'union-end'
  | 'entity-end'
  | 'alias'
  | 'step' // behind ( of an optional part
  | 'question' // behind its )
  | 'group-end'
  | 'verb'
  | 'verb-union'
  | 'verb-union-end'
  | 'verb-end'
  | 'operand'
  | 'operator'
  | 'value'
  | 'condition-end'
  | 'column'
  | 'column-end'
  | 'column-name'
  | 'by'
  | 'count'
  | 'end'
  | 'segment'; // behind a dot

export type ClauseName = 'FIND' | 'WITH' | 'THAT' | 'WHERE' | 'RETURN' | 'HAVING' | 'ORDER' | 'SKIP' | 'LIMIT';

export interface DraftNode {
  readonly names: string[];
  union: boolean;
  alias?: string;
  /** What is missing has no alias of its own. */
  readonly negated: boolean;
  /** The hop that led here. */
  readonly hop?: DraftHop;
}
export interface DraftHop {
  /** In upper case; empty is not known yet, or any. */
  readonly verbs: string[];
  union: boolean;
  any: boolean;
  negated: boolean;
  arrow?: '>>' | '<<';
  alias?: string;
  /** Entities it may start from: more than one behind an optional part. */
  readonly from: readonly DraftNode[];
  /** Within what must not exist, as everything behind a negated hop is. */
  readonly hidden: boolean;
}

export type Paren = { readonly kind: 'group'; readonly before: readonly DraftNode[] } | { readonly kind: 'filter' | 'values' } | { readonly kind: 'expression'; readonly back: Place };

/** A name with dots. `first` is the alias where there is one. */
export interface DraftPath {
  readonly start: number;
  readonly segments: readonly string[];
}

/** What is known of a query up to some point: enough to say what may follow. */
export class Draft {
  place: Place = 'start';
  clause: ClauseName = 'FIND';
  readonly parens: Paren[] = [];
  readonly nodes: DraftNode[] = [];
  readonly hops: DraftHop[] = [];
  /** Aliases of optional parts. */
  readonly groups: { readonly alias: string; readonly nodes: readonly DraftNode[] }[] = [];
  /** Entities the next step may start from. */
  at: readonly DraftNode[] = [];
  /** Whether what is being read is part of what must not exist. */
  negated = false;
  aliasOf: 'node' | 'hop' | 'group' = 'node';
  /** The entity or hop just read has its alias. */
  named = false;
  /** The place behind a path whose dots are being read. */
  behindPath: Place = 'end';
  /** The path last begun, and the one on the left of the operator. */
  path: DraftPath | undefined;
  left: DraftPath | undefined;
  /** The literal on the left of an operator: a property stands on the right. */
  swapped = false;
  /** Behind a function's name: the place behind its arguments. */
  called: Place | undefined;
  /** Names of columns of RETURN. */
  readonly columns: string[] = [];
  /** Where the column being read began. */
  itemStart: number | undefined;
  tree = false;

  get node(): DraftNode | undefined {
    return this.nodes.at(-1);
  }

  get hop(): DraftHop | undefined {
    return this.hops.at(-1);
  }

  get paren(): Paren | undefined {
    return this.parens.at(-1);
  }

  /** Begins an entity, behind the hop just read if there is one. */
  beginNode(hop: DraftHop | undefined): void {
    const node: DraftNode = { names: [], union: false, negated: this.negated, ...(hop ? { hop } : {}) };
    this.nodes.push(node);
    this.at = [node];
    this.named = false;
  }

  beginHop(): void {
    this.hops.push({ verbs: [], union: false, any: false, negated: false, from: this.at, hidden: this.negated });
    this.named = false;
    this.place = 'verb';
    this.clause = 'THAT';
  }
}

/** Kinds of tokens that an editor shows in different colours. */
export type TokenKind = 'keyword' | 'class' | 'type' | 'verb' | 'property' | 'alias' | 'function' | 'string' | 'number' | 'regex' | 'parameter' | 'operator' | 'comment' | 'smart' | 'error';
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly kind: TokenKind;
}
