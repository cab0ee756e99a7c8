import type { Column, Plan } from '../../../../j1ql/plan/plan.ts';
import type { Cell, QueryResult } from '../../../../store/query-result.ts';

/** Names of columns that are taken out again; no column of a query begins so. */
const MARK = '\u0001meta:';

/**
 * Lets each row of a table say from which entities and relationships it comes: `_meta.byAlias`. Rows that stand for several
 * (groups, UNIQUE) come from nothing in particular (reference/j1ql.md, section 18).
 */
export function withMetaColumns(plan: Plan): { plan: Plan; strip: (result: QueryResult) => QueryResult } {
  const { output } = plan;
  if (output.kind !== 'table' || output.unique || output.grouped) return { plan, strip: (result) => result };
  const named = plan.slots.flatMap(({ alias, kind }, slot) => (alias !== undefined && kind !== 'group' ? [{ alias, kind, slot }] : []));
  const columns = named.map(({ alias, slot }): Column => ({ name: `${MARK}${alias}`, expression: { kind: 'property', slot, property: '_id' } }));
  const part = ({ kind }: { kind: string }) => (kind === 'node' ? 'entity' : 'relationship');
  const strip = (result: QueryResult): QueryResult => {
    if (result.type !== 'table') return result;
    const data = result.data.map((row) => {
      const byAlias: Record<string, unknown> = {};
      for (const one of named) {
        const id = row[`${MARK}${one.alias}`];
        if (typeof id === 'string') byAlias[one.alias] = { id, [part(one)]: { _id: id } };
      }
      const own = Object.entries(row).filter(([name]) => !name.startsWith(MARK));
      return { ...Object.fromEntries(own), _meta: { byAlias } } as unknown as Record<string, Cell>;
    });
    return { ...result, data, columns: result.columns.filter((name) => !name.startsWith(MARK)) };
  };
  return { plan: { ...plan, output: { ...output, columns: [...output.columns, ...columns] } }, strip };
}
