import type { Binary, Comparison, DateLiteral, Expression, Filter, Literal, Value, Values } from '../ast.ts';
import { asWritten } from '../parse/written.ts';
import { printPath, quote } from './print-names.ts';

type First = 'alias' | 'property';

export function printLiteral(text: string, literal: Literal): string {
  switch (literal.kind) {
    case 'string':
      return quote(literal.value);
    case 'boolean':
      return String(literal.value);
    case 'undefined':
      return 'undefined';
    case 'parameter':
      return `\${${literal.name}}`;
    case 'date':
      return printDate(text, literal);
    case 'number':
    case 'regex':
      return text.slice(literal.span.start, literal.span.end);
  }
}

/** A date stays as exact as it was written: date(2026) is not date(2026-01-01) to the reader. */
function printDate(text: string, { base, shift, span }: DateLiteral): string {
  const written = asWritten(text, span);
  const content = /\(\s*(['"]?)(.*?)\1\s*\)/.exec(written)?.[2] ?? '';
  const amount = /[+-] ?([\d.eE+-]+) ?\p{L}+$/u.exec(written)?.[1];
  return `${base === 'now' ? 'date.now' : `date(${content})`}${shift ? ` ${shift.sign === 1 ? '+' : '-'} ${amount} ${shift.unit}` : ''}`;
}

export function printFilter(text: string, filter: Filter, first: First): string {
  if (filter.kind === 'compare') return printComparison(text, filter, first);
  return filterItems(text, filter, first).join(filter.kind === 'and' ? ' AND ' : ' OR ');
}

/** What the outermost AND or OR joins. Only OR within AND needs parentheses; those around the same word again are kept, for they say what belongs together. */
export function filterItems(text: string, filter: Filter, first: First): string[] {
  if (filter.kind === 'compare') return [printComparison(text, filter, first)];
  return filter.items.map((item) => (item.kind === 'or' || item.kind === filter.kind ? `(${printFilter(text, item, first)})` : printFilter(text, item, first)));
}

function printComparison(text: string, { left, operator, right }: Comparison, first: First): string {
  return `${printValue(text, left, first)} ${operator} ${printValue(text, right, first)}`;
}

function printValue(text: string, value: Value, first: First): string {
  switch (value.kind) {
    case 'and':
    case 'or':
      return `(${printValues(text, value, first)})`;
    case 'path':
      return printPath(value, first);
    case 'call':
    case 'binary':
      return asWritten(text, value.span); // HAVING: it names a column by its text
    default:
      return printLiteral(text, value);
  }
}

const printValues = (text: string, list: Values, first: First): string =>
  list.items.map((item) => (list.kind === 'or' && item.kind === 'and' ? printValues(text, item, first) : printValue(text, item, first))).join(list.kind === 'and' ? ' AND ' : ' OR ');

/** An expression that nothing names by its text. */
export function printExpression(text: string, expression: Expression): string {
  switch (expression.kind) {
    case 'path':
      return printPath(expression, 'alias');
    case 'call':
      return `${expression.name.text}(${expression.arguments.map((argument) => printExpression(text, argument)).join(', ')})`;
    case 'binary':
      return `${operand(text, expression, 'left')} ${expression.operator} ${operand(text, expression, 'right')}`;
    default:
      return printLiteral(text, expression);
  }
}

const BINDS: Readonly<Record<Binary['operator'], number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '^': 3 };

function operand(text: string, { operator, left, right }: Binary, side: 'left' | 'right'): string {
  const inner = side === 'left' ? left : right;
  const printed = printExpression(text, inner);
  if (inner.kind !== 'binary') return printed;
  const difference = BINDS[inner.operator] - BINDS[operator];
  // a - b - c is (a - b) - c, but 2 ^ 3 ^ 2 is 2 ^ (3 ^ 2).
  const isNatural = side === (operator === '^' ? 'right' : 'left');
  return difference > 0 || (difference === 0 && isNatural) ? printed : `(${printed})`;
}
