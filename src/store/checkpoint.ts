import type { Connection } from './driver.ts';
import { pack, unpack } from './pack.ts';
import type { Checkpoint, CheckpointPart } from './store.ts';

/** The checkpoint in a table that only grows until it is cleared; the latest part counts. Each `put` is one commit. */
export function createCheckpoint(connection: Connection): Checkpoint {
  return {
    async put(scope, parts) {
      const columns = [parts.map(() => scope), parts.map((p) => p.key), parts.map((p) => p.part), parts.map((p) => p.on), parts.map((p) => pack(JSON.stringify(p.value)))];
      await connection.append('checkpoint_part', ['text', 'text', 'text', 'bigint', 'blob'], columns);
    },
    async get(scope, keys, since) {
      if (keys.length === 0) return [];
      const places = keys.map((_, index) => `$${index + 3}`).join(', ');
      const rows = await connection.all(`SELECT key, part, on_ms, body FROM checkpoint_part WHERE scope = $1 AND on_ms >= $2 AND key IN (${places}) ORDER BY on_ms`, [scope, since, ...keys]);
      const latest = new Map(rows.map((row) => [`${row.key}\u0000${row.part}`, row]));
      return [...latest.values()].map((row): CheckpointPart => ({ key: String(row.key), part: String(row.part), on: Number(row.on_ms), value: unpack(row.body as Uint8Array) }));
    },
    async count(scope, since) {
      return Number((await connection.all('SELECT count(DISTINCT key) AS n FROM checkpoint_part WHERE scope = $1 AND on_ms >= $2', [scope, since]))[0]?.n ?? 0);
    },
    async clear(scope) {
      await connection.run('DELETE FROM checkpoint_part WHERE scope = $1', [scope]);
    },
  };
}
