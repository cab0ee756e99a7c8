import type { Expression, Path, Query, Step } from '../../j1ql/ast.ts';
import { parse } from '../../j1ql/parse/parse.ts';
import { functionOf } from '../../j1ql/words.ts';

/** A query that also returns which entities each row is about. */
export interface KeyedQuery {
  readonly query: string;
  /** Columns with the `_key` of each entity that the row speaks of; none where rows are groups. */
  readonly keys: readonly string[];
  /** Column with the `_type` of the first of them. */
  readonly type?: string;
}

/**
 * Adds the keys of the entities whose properties a table shows, in the order in which it shows them: what a row is about stays the
 * same when a name, a role or the time of the last sign-in changes. Relationships are left out, for they come and go.
 */
export function withKeys(text: string): KeyedQuery {
  const query = parse(text);
  const items = query.return?.items ?? [];
  const last = items.at(-1);
  const expressions = items.map(({ expression }) => expression);
  if (last === undefined || query.return?.kind !== 'columns' || expressions.some(isGrouped)) return { query: text, keys: [] };
  const entities = aliasesOf(query);
  const shown = [...new Set(expressions.flatMap(pathsOf).map(({ segments }) => segments[0]?.text ?? ''))].filter((alias) => entities.has(alias));
  const [first] = shown;
  if (first === undefined) return { query: text, keys: [] };
  const type = `_type of ${first}`;
  const keys = shown.map((alias) => `_key of ${alias}`);
  const columns = [`${first}._type AS "${type}"`, ...shown.map((alias, index) => `${alias}._key AS "${keys[index]}"`)];
  return { query: `${text.slice(0, last.span.end)}, ${columns.join(', ')}${text.slice(last.span.end)}`, keys, type };
}

function aliasesOf({ selector, steps }: Query): Set<string> {
  const ofStep = (step: Step): string[] => (step.kind === 'optional' ? step.steps.flatMap(ofStep) : step.negated || !step.selector.alias ? [] : [step.selector.alias.text]);
  return new Set([...(selector.alias ? [selector.alias.text] : []), ...steps.flatMap(ofStep)]);
}

function isGrouped(expression: Expression): boolean {
  if (expression.kind === 'binary') return isGrouped(expression.left) || isGrouped(expression.right);
  return expression.kind === 'call' && (functionOf(expression.name.text)?.aggregate === true || expression.arguments.some(isGrouped));
}

function pathsOf(expression: Expression): Path[] {
  if (expression.kind === 'path') return [expression];
  if (expression.kind === 'binary') return [...pathsOf(expression.left), ...pathsOf(expression.right)];
  return expression.kind === 'call' ? expression.arguments.flatMap(pathsOf) : [];
}
