import { quote } from '../lib/quote.ts';
import type { ApplyContext } from './apply.ts';
import { type Column, liveTable } from './catalog.ts';
import { difference } from './difference.ts';
import type { Connection, Row } from './driver.ts';
import type { Stage } from './stage.ts';
import type { Change } from './store.ts';
import { owned } from './subgraph.ts';
import { readValue } from './values.ts';

interface Property {
  readonly name: string;
  /** A property has a column for each kind of value it ever had. */
  readonly columns: readonly Column[];
}

/** A change row with old and new values for every update in `plan`. Only columns in which some update differs are read. */
export async function writeUpdates(context: ApplyContext, stage: Stage): Promise<void> {
  const { connection } = context;
  const { table, rows } = stage;
  const from = `FROM plan p JOIN ${rows} s ON s."_seq" = p.seq JOIN ${liveTable(table)} t ON t."_key" = p.key AND ${owned(context, 't')} WHERE p.old_version IS NOT NULL`;
  const properties = [...table.columns].map(([name, columns]): Property => ({ name, columns }));
  const changed = await changedProperties(connection, stage, properties, from);
  const name = properties.find((p) => p.name === 'displayName')?.columns ?? [];
  const list = [...new Set([...name, ...changed.flatMap((p) => p.columns)])].map((c, index) => ({ column: c, old: `o${index}`, now: `n${index}` }));
  const select = list.map(({ column, old, now }) => `t.${quote(column.column)} AS ${old}, ${staged(stage, column)} AS ${now}`);
  const aliases = new Map(list.map(({ column, ...names }) => [column, names]));
  const valueIn = (row: Row, side: 'old' | 'now', columns: readonly Column[]) => columns.map((c) => readValue(c.kind, row[aliases.get(c)?.[side] ?? ''])).find((value) => value !== null && value !== undefined);
  const ends = table.kind === 'relationship' ? ['p.from_key AS from_key', 'p.to_key AS to_key'] : ['NULL AS from_key', 'NULL AS to_key'];
  // Read in ranges and not streamed, for the change rows are appended on the same connection meanwhile.
  for await (const batch of ranges(connection, `SELECT ${['p.seq AS seq', 's."_key" AS key', ...ends, ...select].join(', ')} ${from}`)) {
    const objects = batch.map((row) => {
      const side = (which: 'old' | 'now') => Object.fromEntries(changed.map((p) => [p.name, valueIn(row, which, p.columns)]));
      return { row, displayName: valueIn(row, 'now', name) ?? row.key, properties: difference(side('old'), side('now')) };
    });
    await appendChanges(context, stage, objects);
  }
}

/** Updates read together: few columns as a rule, all of them at most. */
const RANGE = 2048;

async function* ranges(connection: Connection, sql: string): AsyncGenerator<Row[]> {
  const starts = await connection.all(`SELECT seq FROM (SELECT seq, row_number() OVER (ORDER BY seq) AS i FROM plan WHERE old_version IS NOT NULL) x WHERE (i - 1) % ${RANGE} = 0 ORDER BY seq`);
  for (let n = 0; n < starts.length; n++) {
    const next = starts[n + 1]?.seq;
    yield await connection.all(`${sql} AND p.seq >= ${Number(starts[n]?.seq)}${next === undefined ? '' : ` AND p.seq < ${Number(next)}`} ORDER BY p.seq`);
  }
}

/** The staged value of a column; a column that no staged member needed is not in the stage. */
const staged = (stage: Stage, column: Column): string => (stage.columns.includes(column) ? `s.${quote(column.column)}` : 'NULL');

async function changedProperties(connection: Connection, stage: Stage, properties: readonly Property[], from: string): Promise<Property[]> {
  const differs = (column: Column) => `t.${quote(column.column)} IS DISTINCT FROM ${staged(stage, column)}`;
  const flags = properties.map(({ columns }, index) => `max(CASE WHEN ${columns.map(differs).join(' OR ')} THEN 1 ELSE 0 END) AS c${index}`);
  const [row] = await connection.all(`SELECT ${flags.join(', ')} ${from}`);
  return properties.filter((_, index) => Number(row?.[`c${index}`] ?? 0) === 1);
}

async function appendChanges({ connection, scope, source, on }: ApplyContext, { table }: Stage, changes: readonly { row: Row; displayName: unknown; properties: Change['properties'] }[]): Promise<void> {
  const column = (value: (change: (typeof changes)[number]) => unknown) => changes.map(value);
  await connection.append(
    'change',
    ['bigint', 'text', 'text', 'text', 'text', 'text', 'text', 'text', 'text', 'text', 'text'],
    [
      column(() => on),
      column(() => scope),
      column(() => 'updated'),
      column(() => table.kind),
      column(() => table.type),
      column(({ row }) => row.key),
      column(({ displayName }) => displayName),
      column(({ properties }) => JSON.stringify(properties)),
      column(({ row }) => row.from_key),
      column(({ row }) => row.to_key),
      column(() => source),
    ],
  );
}
