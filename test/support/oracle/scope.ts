import { type Expr, type Filter, type Item, OracleError, type Query, type Selector, type Step, type Term, type That, type ValueList } from './ast.ts';

/** What an alias stands for: the part of the query that a path binds to an entity or relationship. */
export type Slot = object;

/** Aliases of a negated relationship or deeper inside a negation: known, bound to nothing. */
const NOTHING: Slot = {};

export class Scope {
  private readonly explicit = new Map<string, Slot>();
  private readonly byName = new Map<string, Slot[]>();
  private readonly byVerb = new Map<string, Slot[]>();

  constructor(query: Query) {
    this.addSelector(query.start);
    this.addSteps(query.steps, false);
  }

  resolve(alias: string): Slot {
    const explicit = this.explicit.get(alias);
    if (explicit) return explicit;
    const candidates = this.byName.get(alias) ?? this.byVerb.get(alias.toUpperCase()) ?? [];
    if (candidates.length > 1) throw new OracleError(`${alias} occurs more than once`);
    const [only] = candidates;
    if (!only) throw new OracleError(`unknown alias ${alias}`);
    return only;
  }

  private addSteps(steps: Step[], insideNegation: boolean): void {
    let negated = insideNegation;
    for (const step of steps) {
      if (step.kind === 'optional') {
        this.addSteps(step.steps, negated);
        if (step.alias !== undefined) this.addExplicit(step.alias, negated ? NOTHING : step);
      } else if (negated || step.negated) {
        if (step.alias !== undefined) this.addExplicit(step.alias, NOTHING);
        // The target of the negation itself stands for the entity on the left of it.
        if (step.selector.alias !== undefined) this.addExplicit(step.selector.alias, negated ? NOTHING : step.selector);
        negated = true; // and so is the rest of this chain
      } else this.addThat(step);
    }
  }

  private addThat(step: That): void {
    if (step.alias !== undefined) this.addExplicit(step.alias, step);
    else if (!step.union && step.verbs[0] !== '*') addTo(this.byVerb, step.verbs[0] as string, step);
    this.addSelector(step.selector);
  }

  private addSelector(selector: Selector): void {
    if (selector.alias !== undefined) this.addExplicit(selector.alias, selector);
    else if (selector.target.kind === 'name') addTo(this.byName, selector.target.name, selector);
  }

  private addExplicit(alias: string, slot: Slot): void {
    if (this.explicit.has(alias)) throw new OracleError(`alias ${alias} is given twice`);
    this.explicit.set(alias, slot);
  }
}

function addTo(map: Map<string, Slot[]>, name: string, slot: Slot): void {
  map.set(name, [...(map.get(name) ?? []), slot]);
}

/** Throws for an alias that does not exist, wherever it stands. */
export function checkAliases(query: Query, scope: Scope): void {
  if (query.where) checkFilter(query.where, scope);
  if (query.result.kind === 'table') for (const { expr } of query.result.items as Item[]) checkExpr(expr, scope);
}

function checkFilter(filter: Filter, scope: Scope): void {
  if (filter.kind !== 'compare') for (const part of filter.parts) checkFilter(part, scope);
  else {
    checkTerm(filter.left, scope);
    checkValues(filter.right, scope);
  }
}

function checkValues(list: ValueList, scope: Scope): void {
  if (list.kind === 'one') checkTerm(list.term, scope);
  else for (const part of list.parts) checkValues(part, scope);
}

function checkTerm(term: Term, scope: Scope): void {
  if (term.kind === 'ref') scope.resolve(term.alias);
}

export function checkExpr(expr: Expr, scope: Scope): void {
  if (expr.kind === 'ref' || expr.kind === 'star') scope.resolve(expr.alias);
  else if (expr.kind === 'call') for (const argument of expr.args) checkExpr(argument, scope);
  else if (expr.kind === 'binary') for (const side of [expr.left, expr.right]) checkExpr(side, scope);
}
