import type { GraphColumn } from '../j1ql/sql/catalog.ts';
import type { Store } from '../store/store.ts';

/** SQL for properties of users: `NULL` of the right type where no user ever had the property. */
export interface UserColumns {
  readonly table: string;
  text(property: string): string;
  flag(property: string): string;
  number(property: string): string;
  list(property: string): string;
}

/** The users' table as the catalogue describes it; undefined while there are no users. */
export async function userColumns(store: Store): Promise<UserColumns | undefined> {
  const type = (await store.catalog()).types.find((t) => t.kind === 'entity' && t.type === 'zoom_user');
  if (type === undefined) return undefined;
  const column = (kind: GraphColumn['kind'], sqlType: string) => (property: string) => {
    const found = type.columns.find((c) => c.property === property && c.kind === kind);
    return found ? `"${found.column.replaceAll('"', '""')}"` : `CAST(NULL AS ${sqlType})`;
  };
  return { table: type.table, text: column('string', 'VARCHAR'), flag: column('boolean', 'BOOLEAN'), number: column('number', 'DOUBLE'), list: column('strings', 'VARCHAR[]') };
}
