import type { GraphType } from '../../../../j1ql/sql/catalog.ts';
import { quote } from '../../../../lib/quote.ts';
import type { Store } from '../../../../store/store.ts';

export interface TypeCount {
  readonly type: string;
  readonly classes: readonly string[];
  readonly count: number;
}

export const entityTypes = async (store: Pick<Store, 'catalog'>): Promise<GraphType[]> => (await store.catalog()).types.filter(({ kind }) => kind === 'entity');

/** Live entities by type and set of classes. */
export async function countEntities(store: Pick<Store, 'catalog' | 'sql'>): Promise<TypeCount[]> {
  const counts: TypeCount[] = [];
  for (const { type, table } of await entityTypes(store))
    for (const row of await store.sql(`SELECT "_class" AS classes, count(*) AS n FROM ${table} GROUP BY "_class"`)) counts.push({ type, classes: row.classes as string[], count: Number(row.n) });
  return counts;
}

/** Sums under the names that each count has. */
export function sumBy(counts: readonly TypeCount[], names: (count: TypeCount) => readonly string[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const one of counts) for (const name of names(one)) sums.set(name, (sums.get(name) ?? 0) + one.count);
  return Object.fromEntries([...sums].sort(([a], [b]) => a.localeCompare(b)));
}

/** How many live entities of a type have each property. */
export async function countProperties(store: Pick<Store, 'sql'>, { table, columns }: GraphType): Promise<{ name: string; kind: string; count: number }[]> {
  if (columns.length === 0) return [];
  const [row] = await store.sql(`SELECT ${columns.map(({ column }, index) => `count(${quote(column)}) AS n${index}`).join(', ')} FROM ${table}`);
  return columns.map(({ property, kind }, index) => ({ name: property, kind, count: Number(row?.[`n${index}`] ?? 0) })).filter(({ count }) => count > 0);
}
