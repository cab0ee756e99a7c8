import type { ApplyContext, Planned } from './apply.ts';
import { type Column, columnFor, type TypeTable } from './catalog.ts';
import type { ColumnType } from './driver.ts';
import { idOf } from './ids.ts';
import { COLUMN_TYPES, propertyNames, storedValue } from './values.ts';

/** Appends the rows of planned members to the live table, whose columns were made before. */
export async function appendLive(context: ApplyContext, table: TypeTable, planned: readonly Planned[]): Promise<void> {
  if (planned.length === 0) return;
  const { connection, driver, scope, source, on } = context;
  const properties = new Map<Column, unknown[]>();
  planned.forEach(({ staged: { member } }, index) => {
    for (const name of propertyNames(member)) {
      const stored = storedValue(member[name], name);
      if (!stored) continue;
      const column = columnFor(table, name, stored.kind);
      const values = properties.get(column) ?? new Array<unknown>(planned.length).fill(null);
      properties.set(column, values);
      values[index] = stored.value;
    }
  });
  const nothing: unknown[] = new Array(planned.length).fill(null);
  const fixed: Record<string, readonly [ColumnType, (p: Planned) => unknown]> = {
    _id: ['uuid', (p) => idOf(scope, p.staged.member._key)],
    _key: ['text', (p) => p.staged.member._key],
    _scope: ['text', () => scope],
    _source: ['text', () => source],
    _class: ['texts', ({ staged: { member } }) => (typeof member._class === 'string' ? [member._class] : member._class)],
    _version: ['bigint', (p) => p.version],
    _createdOn: ['bigint', (p) => p.createdOn],
    _beginOn: ['bigint', () => on],
    _hash: ['text', (p) => p.staged.hash],
    _fromEntityKey: ['text', (p) => p.staged.member._fromEntityKey],
    _toEntityKey: ['text', (p) => p.staged.member._toEntityKey],
    _fromEntityId: ['uuid', (p) => p.fromId],
    _toEntityId: ['uuid', (p) => p.toId],
  };
  const byName = new Map([...table.columns.values()].flat().map((column) => [column.column, column]));
  const order = await driver.columnsOf(connection, 'graph_data', table.tableName);
  const columns = order.map((name): [ColumnType, unknown[]] => {
    const own = fixed[name];
    if (own) return [own[0], planned.map(own[1])];
    const column = byName.get(name) as Column;
    return [COLUMN_TYPES[column.kind], properties.get(column) ?? nothing];
  });
  await connection.append(
    table.tableName,
    columns.map(([type]) => type),
    columns.map(([, values]) => values),
    'graph_data',
  );
}
