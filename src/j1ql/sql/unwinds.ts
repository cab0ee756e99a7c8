import { childrenOf, type Expression, type Table } from '../plan/plan.ts';
import type { Build } from './build.ts';
import { type Bundle, type Kind, SCALARS } from './bundle.ts';
import { expressionSql, plainScope, unwindLists } from './expressions.ts';
import type { Paths } from './paths.ts';

/** Rows multiplied by the items of lists: what to join, the item of each UNWIND, and its place in the list. */
export interface Unwinds {
  readonly from: string;
  readonly places: readonly string[];
  bundle(expression: Expression & { kind: 'unwind' }): Bundle;
}

/** What an item may be; of JSON each kind by itself, so that numbers are numbers. */
function itemBundle(b: Build, alias: string, columns: readonly Kind[]): Bundle {
  const json = columns.includes('json') ? `${alias}.json` : undefined;
  const of = (kind: (typeof SCALARS)[number]) => [...(columns.includes(kind) ? [`${alias}.${kind}`] : []), ...(json === undefined ? [] : [b.d.fromJson(json, kind)])];
  return Object.fromEntries(SCALARS.flatMap((kind) => (of(kind).length === 0 ? [] : [[kind, of(kind).length === 1 ? of(kind)[0] : `coalesce(${of(kind).join(', ')})`]]))) as Bundle;
}

/** Every UNWIND of a table's columns; several make every combination (section 15.4). */
export function unwinds(b: Build, table: Table, paths: Pick<Paths, 'id' | 'bundle'>): Unwinds {
  const found = new Map<Expression, { from: string; bundle: Bundle; place: string }>();
  const bundle = (expression: Expression & { kind: 'unwind' }): Bundle => found.get(expression)?.bundle ?? {};
  const scope = { ...plainScope(paths), unwind: bundle };
  const visit = (expression: Expression): void => {
    childrenOf(expression).forEach(visit);
    if (expression.kind !== 'unwind') return;
    const alias = b.alias('u');
    const lists = unwindLists(b, expressionSql(b, expression.argument, scope));
    const columns = lists.map(({ kind }) => kind);
    found.set(expression, {
      from: ` CROSS JOIN ${b.d.unwind(
        lists.map(({ list }) => list),
        columns,
        'place',
        alias,
      )}`,
      bundle: itemBundle(b, alias, columns),
      place: `${alias}.place`,
    });
  };
  for (const { expression } of table.columns) visit(expression);
  const all = [...found.values()];
  return { from: all.map(({ from }) => from).join(''), places: all.map(({ place }) => place), bundle };
}
