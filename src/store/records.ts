import { createSerial } from '../lib/serial.ts';
import type { Connection, Row, SqlValue } from './driver.ts';
import type { Records, RecordWrite, StoredRecord } from './store.ts';

/** Records in one table: they are small and few beside the graph, and each collection's shape is its owner's business. */
export function createRecords(connection: Connection): Records {
  const inTurn = createSerial();
  return {
    async get<T>(collection: string, id: string) {
      const row = (await connection.all('SELECT id, parent, on_ms, body FROM record WHERE collection = $1 AND id = $2', [collection, id]))[0];
      return row && (toRecord(row) as StoredRecord<T>);
    },
    async list<T>(collection: string, { parent, order = 'newest', limit = 10_000, after }: Parameters<Records['list']>[1] = {}) {
      const params: SqlValue[] = [collection];
      const where = ['collection = $1'];
      if (parent !== undefined) where.push(`parent = $${params.push(parent)}`);
      const [direction, beyond] = order === 'newest' ? ['DESC', '<'] : ['ASC', '>'];
      if (after) {
        const on = `$${params.push(after.on)}`;
        where.push(`(on_ms ${beyond} ${on} OR (on_ms = ${on} AND id ${beyond} $${params.push(after.id)}))`);
      }
      const rows = await connection.all(`SELECT id, parent, on_ms, body FROM record WHERE ${where.join(' AND ')} ORDER BY on_ms ${direction}, id ${direction} LIMIT $${params.push(limit)}`, params);
      return rows.map((row) => toRecord(row) as StoredRecord<T>);
    },
    write: (writes) => inTurn(() => connection.transaction(() => writeRecords(connection, writes))),
    removeOlder: (collection, on) => inTurn(() => connection.run('DELETE FROM record WHERE collection = $1 AND on_ms < $2', [collection, on])),
  };
}

/** Part of whoever's transaction it is called in. Of one id written twice the later counts. */
export async function writeRecords(connection: Connection, writes: readonly RecordWrite[]): Promise<void> {
  const latest = new Map(writes.map((write) => [`${write.collection}\u0000${write.id}`, write]));
  for (const { collection, id, parent = '', on = 0, value } of latest.values()) {
    await connection.run('DELETE FROM record WHERE collection = $1 AND id = $2', [collection, id]);
    if (value !== undefined) await connection.run('INSERT INTO record VALUES ($1, $2, $3, $4, $5)', [collection, id, parent, on, JSON.stringify(value)]);
  }
}

const toRecord = (row: Row): StoredRecord => ({ id: String(row.id), parent: String(row.parent), on: Number(row.on_ms), value: JSON.parse(String(row.body)) });
