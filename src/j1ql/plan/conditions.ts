import type { Operand as AstOperand, Comparison, Filter, Literal, Path, Value } from '../ast.ts';
import type { Operator } from '../words.ts';
import { type Context, failure, type Variable } from './context.ts';
import { dateOf, variableOf } from './literals.ts';
import type { Condition, Operand, PairOperator, Scalar, Test } from './plan.ts';

/** What a path on either side stands for: it differs between WITH, WHERE and HAVING. */
export type ResolveOperand = (operand: Exclude<AstOperand, Literal>) => Operand | 'nothing';

const POSITIVE: Readonly<Record<Operator, { readonly operator: PairOperator; readonly negated: boolean }>> = {
  '=': { operator: 'equals', negated: false },
  '!=': { operator: 'equals', negated: true },
  '~=': { operator: 'contains', negated: false },
  '!~=': { operator: 'contains', negated: true },
  '^=': { operator: 'starts', negated: false },
  '!^=': { operator: 'starts', negated: true },
  '$=': { operator: 'ends', negated: false },
  '!$=': { operator: 'ends', negated: true },
  '>': { operator: 'more', negated: false },
  '>=': { operator: 'least', negated: false },
  '<': { operator: 'less', negated: false },
  '<=': { operator: 'most', negated: false },
};
/** With the literal on the left the comparison is read from right to left. */
const SWAPPED: Partial<Record<PairOperator, PairOperator>> = { equals: 'equals', more: 'less', less: 'more', least: 'most', most: 'least' };
const FALSE: Condition = { kind: 'constant', value: false };

/** `quoted`: a text on the left names a column, as it does behind AS. */
export function planFilter(context: Context, filter: Filter, resolve: ResolveOperand, quoted = false): Condition {
  return filter.kind === 'compare' ? planComparison(context, filter, resolve, quoted) : { kind: filter.kind, items: filter.items.map((item) => planFilter(context, item, resolve, quoted)) };
}

const isName = (side: Comparison['left'] | Value): side is Exclude<AstOperand, Literal> => side.kind === 'path' || side.kind === 'call' || side.kind === 'binary';

function planComparison(context: Context, comparison: Comparison, resolve: ResolveOperand, quoted: boolean): Condition {
  const { operator, right, span } = comparison;
  const left = quoted && comparison.left.kind === 'string' && !isName(right) ? asPath(comparison.left) : comparison.left;
  const { operator: positive, negated } = POSITIVE[operator];
  if (!isName(left)) {
    if (!isName(right)) throw failure(context, 'value', span, 'A comparison needs a property on one side.', "Write property = 'value'.");
    const operand = resolve(right);
    const swapped = SWAPPED[positive];
    if (swapped) return negate(test(context, operand, swapped, left), negated);
    // 'text' ~= property: the text contains what the property holds.
    const literal = scalarOf(context, left);
    const condition = literal === undefined ? FALSE : pair({ kind: 'literal', value: literal }, operand, positive, false);
    return negate(condition, negated);
  }
  const operand = resolve(left);
  if (isName(right)) return pair(operand, resolve(right), positive, negated);
  // A negated operator is the opposite of the whole list: each value negated, AND and OR the other way round (section 6.3).
  const tree = (value: Value): Condition => {
    if (value.kind === 'and' || value.kind === 'or') return { kind: negated === (value.kind === 'or') ? 'and' : 'or', items: value.items.map(tree) };
    return isName(value) ? pair(operand, resolve(value), positive, negated) : negate(test(context, operand, positive, value as Literal), negated);
  };
  return tree(right);
}

const asPath = ({ value, span }: Literal & { kind: 'string' }): Path => ({ kind: 'path', segments: [{ text: value, bracketed: true, span }], all: false, span });

const negate = (condition: Condition, negated: boolean): Condition => (negated ? { kind: 'not', item: condition } : condition);

function pair(left: Operand | 'nothing', right: Operand | 'nothing', operator: PairOperator, negated: boolean): Condition {
  const absent: Operand = { kind: 'property', property: '' };
  return { kind: 'pair', left: left === 'nothing' ? absent : left, right: right === 'nothing' ? absent : right, operator, negated };
}

/** One operand against one literal. A list given as a parameter is an OR list (section 16.3). */
function test(context: Context, operand: Operand | 'nothing', operator: PairOperator, literal: Literal): Condition {
  if (literal.kind === 'parameter') {
    const value = variableOf(context, literal);
    const one = (item: Variable): Condition => literalTest(operand, operator, item as Scalar | null);
    return Array.isArray(value) ? { kind: 'or', items: value.map(one) } : one(value);
  }
  if (literal.kind === 'regex') {
    checkPattern(context, literal);
    const at = operator === 'starts' ? 'start' : operator === 'ends' ? 'end' : 'anywhere';
    return operator === 'more' || operator === 'least' || operator === 'less' || operator === 'most' ? FALSE : leaf(operand, { kind: 'matches', pattern: literal.pattern, flags: literal.flags, at });
  }
  return literalTest(operand, operator, literal.kind === 'undefined' ? null : literal.kind === 'date' ? dateOf(context, literal) : literal.value);
}

function literalTest(operand: Operand | 'nothing', operator: PairOperator, value: Scalar | null): Condition {
  if (value === null) return operator === 'equals' ? leaf(operand, { kind: 'absent' }) : FALSE;
  switch (operator) {
    case 'equals':
      return leaf(operand, { kind: 'equals', value });
    case 'contains':
    case 'starts':
    case 'ends':
      return typeof value === 'string' ? leaf(operand, { kind: operator, text: value }) : FALSE;
    default:
      return typeof value === 'number' ? leaf(operand, { kind: operator, number: value }) : FALSE;
  }
}

const leaf = (operand: Operand | 'nothing', on: Test): Condition => (operand === 'nothing' ? { kind: 'constant', value: on.kind === 'absent' } : { kind: 'test', operand, test: on });

function scalarOf(context: Context, literal: Literal): Scalar | undefined {
  if (literal.kind === 'undefined' || literal.kind === 'regex') return undefined;
  if (literal.kind === 'date') return dateOf(context, literal);
  if (literal.kind !== 'parameter') return literal.value;
  const value = variableOf(context, literal);
  if (typeof value === 'object') throw failure(context, 'parameter', literal.span, `${literal.name} is a list, which stands on the right of an operator only.`);
  return value;
}

function checkPattern(context: Context, { pattern, flags, span }: Literal & { kind: 'regex' }): void {
  const unknown = flags.replace(/[gimsuy]/g, '');
  if (unknown !== '') throw failure(context, 'pattern', span, `A regular expression has no flag ${unknown}.`, 'Only i (ignore case) is of use; g, m, s, u and y are allowed.');
  try {
    new RegExp(pattern, flags);
  } catch (error) {
    throw failure(
      context,
      'pattern',
      span,
      `/${pattern}/ is no regular expression: ${(error as Error).message.replace(/^.*: /, '')}.`,
      'A character that is meant as such is written with a backslash: \\( \\[ \\* \\+ \\?.',
    );
  }
}
