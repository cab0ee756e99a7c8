import type { Comparison, Filter, Operator, Scalar, Term, ValueList } from './ast.ts';
import { elements, type Value } from './graph.ts';

/** What a property, alias.property or column stands for. */
export type Lookup = (term: Exclude<Term, { kind: 'literal' | 'undefined' | 'regex' }>) => Value;

export function holds(filter: Filter, lookup: Lookup): boolean {
  if (filter.kind === 'compare') return holdsForList(filter.left, filter.operator, filter.right, lookup);
  const test = (part: Filter): boolean => holds(part, lookup);
  return filter.kind === 'and' ? filter.parts.every(test) : filter.parts.some(test);
}

/** A negated operator negates the whole list: not (= A or = B) is != A and != B. */
function holdsForList(left: Term, operator: Operator, list: ValueList, lookup: Lookup): boolean {
  if (list.kind === 'one') return holdsForTerms(left, operator, list.term, lookup);
  const all = (list.kind === 'and') !== operator.negated;
  const test = (part: ValueList): boolean => holdsForList(left, operator, part, lookup);
  return all ? list.parts.every(test) : list.parts.some(test);
}

function holdsForTerms(left: Term, operator: Operator, right: Term, lookup: Lookup): boolean {
  if (isStored(left) && isStored(right) && lookup(left) === undefined && lookup(right) === undefined) return false;
  return matches(left, operator.base, right, lookup) !== operator.negated;
}

function isStored(term: Term): term is Parameters<Lookup>[0] {
  return term.kind === 'property' || term.kind === 'ref' || term.kind === 'column';
}

function matches(left: Term, base: Comparison, right: Term, lookup: Lookup): boolean {
  if (right.kind === 'undefined') return base === '=' && read(left, lookup) === undefined;
  if (left.kind === 'undefined') return base === '=' && read(right, lookup) === undefined;
  const candidates = elements(read(left, lookup));
  if (right.kind === 'regex') return candidates.some((candidate) => typeof candidate === 'string' && searchPattern(base, right).test(candidate));
  const wanted = elements(read(right, lookup));
  return candidates.some((candidate) => wanted.some((value) => matchesScalar(candidate, base, value)));
}

function read(term: Term, lookup: Lookup): Value {
  if (term.kind === 'literal') return term.value;
  return isStored(term) ? lookup(term) : undefined;
}

function searchPattern(base: Comparison, { source, flags }: { source: string; flags: string }): RegExp {
  if (base === '^=') return new RegExp(`^(?:${source})`, flags.replace('m', ''));
  if (base === '$=') return new RegExp(`(?:${source})$`, flags.replace('m', ''));
  return new RegExp(source, flags);
}

function matchesScalar(stored: Scalar, base: Comparison, value: Scalar): boolean {
  if (base === '=') return equal(stored, value);
  if (base === '~=' || base === '^=' || base === '$=') return typeof stored === 'string' && typeof value === 'string' && matchesText(stored, base, value);
  if (typeof stored !== 'number' || typeof value !== 'number') return false;
  if (base === '>') return stored > value;
  if (base === '>=') return stored >= value;
  return base === '<' ? stored < value : stored <= value;
}

function matchesText(stored: string, base: '~=' | '^=' | '$=', value: string): boolean {
  if (base === '^=') return stored.startsWith(value);
  return base === '$=' ? stored.endsWith(value) : stored.includes(value);
}

/** Kinds must agree, except that a boolean equals its name as text in any letter case. */
export function equal(a: Scalar, b: Scalar): boolean {
  if (typeof a === 'boolean' && typeof b === 'string') return String(a) === b.toLowerCase();
  if (typeof a === 'string' && typeof b === 'boolean') return a.toLowerCase() === String(b);
  return a === b;
}
