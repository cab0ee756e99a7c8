import type { Expression, Filter, Hop, Optional, Query, ReturnItem, Selector, Step } from '../ast.ts';
import { parse } from '../parse/parse.ts';
import { asWritten } from '../parse/written.ts';
import { Comments } from './comments.ts';
import { type Clause, type Group, layOut, type Part } from './layout.ts';
import { printColumnName, printPath, quote } from './print-names.ts';
import { filterItems, printExpression, printFilter } from './print-values.ts';

/** A query as it is best read: on one line if it fits, else on a line for each clause. Throws the `J1qlError` of a wrong query. */
export function format(text: string): string {
  const query = parse(text);
  const comments = new Comments(text, query);
  const parts = [find(text, query, comments), ...query.steps.map((step) => printStep(text, step, comments)), ...endClauses(text, query, comments)];
  return [...comments.before, layOut(parts)].join('\n');
}

function find(text: string, query: Query, comments: Comments): Clause {
  return { kind: 'clause', head: `FIND ${query.unique ? 'UNIQUE ' : ''}${printSelector(text, query.selector)}`, items: [], glue: '', comments: comments.of(query.span.start) };
}

function printStep(text: string, step: Step, comments: Comments): Clause | Group {
  if (step.kind === 'hop') return { kind: 'clause', head: printHop(text, step), items: [], glue: '', comments: comments.of(step.span.start) };
  return {
    kind: 'group',
    parts: step.steps.map((inner) => printStep(text, inner, comments)),
    tail: `)?${alias(step)}`,
    comments: comments.of(comments.endOf(step)),
  };
}

const alias = ({ alias: name }: Pick<Optional, 'alias'>): string => (name ? ` AS ${name.text}` : '');

function printHop(text: string, hop: Hop): string {
  const target = printSelector(text, hop.selector);
  const verbs = hop.verbs?.map((verb) => verb.text.toUpperCase());
  // A TO behind a verb means nothing, except that a type called "to" must not be taken for it.
  const to = verbs && !hop.union && !hop.arrow && !hop.alias && /^to\b/i.test(target) ? ' TO' : '';
  const printed = verbs === undefined ? 'RELATES TO' : hop.union ? `(${verbs.join('|')})` : `${verbs[0]}${to}`;
  return `THAT ${hop.negated ? '!' : ''}${printed}${hop.arrow ? ` ${hop.arrow}` : ''}${alias(hop)} ${target}`;
}

function printSelector(text: string, { smart, target, with: filter, alias: name }: Selector): string {
  const words = smart.map((one) => `#${one.text}`);
  if (target.kind === 'text') words.push(quote(target.text));
  else if (target.kind === 'any') {
    if (target.span.end > target.span.start) words.push('*');
  } else {
    const names = target.names.map((one) => one.text).join('|');
    words.push(target.union ? `(${names})` : names);
  }
  if (filter) words.push('WITH', printFilter(text, filter, 'property'));
  if (name) words.push('AS', name.text);
  return words.join(' ');
}

function endClauses(text: string, query: Query, comments: Comments): Part[] {
  const parts: Clause[] = [];
  const add = (starts: number | undefined, head: string, items: string[] = [], glue = ', ') => {
    if (starts !== undefined) parts.push({ kind: 'clause', head, items, glue, comments: comments.of(starts) });
  };
  const filter = (of: Filter, first: 'alias' | 'property') => [filterItems(text, of, first), of.kind === 'or' ? ' OR ' : ' AND '] as const;
  const { starts } = comments;
  if (query.where) add(starts.where, 'WHERE', ...filter(query.where, 'alias'));
  if (query.return?.kind === 'tree') add(starts.return, 'RETURN TREE');
  if (query.return?.kind === 'columns') {
    const named = isNamedByText(query);
    add(
      starts.return,
      'RETURN',
      query.return.items.map((item) => printItem(text, item, named)),
    );
  }
  if (query.having) add(starts.having, 'HAVING', ...filter(query.having, 'alias'));
  add(
    starts.order,
    'ORDER BY',
    query.order.map(({ expression, descending }) => `${named(text, expression)}${descending ? ' DESC' : ''}`),
  );
  add(starts.skip, `SKIP ${query.skip?.value}`);
  add(starts.limit, `LIMIT ${query.limit?.value}`);
  return parts;
}

/** What is written is a column's name, or names a column: it stays as it is. */
const named = (text: string, expression: Expression): string => (expression.kind === 'path' ? printPath(expression, 'alias') : expression.kind === 'string' ? quote(expression.value) : asWritten(text, expression.span));

function printItem(text: string, { expression, alias: name }: ReturnItem, isNamed: boolean): string {
  if (name === undefined) return expression.kind === 'path' ? printPath(expression, 'alias') : asWritten(text, expression.span);
  return `${isNamed ? named(text, expression) : printExpression(text, expression)} AS ${printColumnName(name)}`;
}

/** Whether HAVING or ORDER BY names a column by the text of its expression. */
function isNamedByText({ having, order }: Query): boolean {
  const names = (filter: Filter): boolean => (filter.kind === 'compare' ? filter.left.kind === 'call' || filter.right.kind === 'call' : filter.items.some(names));
  return (having !== undefined && names(having)) || order.some(({ expression }) => expression.kind !== 'path' && expression.kind !== 'string');
}
