import type { Connection } from './driver.ts';
import type { UploadItem, UploadKind, Uploads } from './store.ts';

/** Keys looked for in one statement. */
const KEYS = 2_000;

/** Uploads in one table: they survive a restart, and a million of them need no memory. */
export function createUploads(connect: () => Promise<Connection>, connection: Connection): Uploads {
  return {
    async add(job, kind, items) {
      if (items.length === 0) return;
      // A connection of its own: several uploads of a job arrive at once.
      const own = await connect();
      try {
        const first = sequence(items.length);
        const column = (of: (item: UploadItem, index: number) => unknown) => items.map(of);
        await own.append(
          'upload',
          ['text', 'text', 'bigint', 'text', 'text'],
          [column(() => job), column(() => kind), column((_, i) => first + i), column((item) => item.key), column((item) => JSON.stringify(item.value))],
        );
      } finally {
        await own.close();
      }
    },
    async known(job, kind, keys) {
      const found: string[] = [];
      for (let start = 0; start < keys.length; start += KEYS) {
        const some = JSON.stringify(keys.slice(start, start + KEYS));
        const rows = await connection.all('SELECT DISTINCT key FROM upload WHERE job = $1 AND kind = $2 AND key IN (SELECT unnest(CAST(CAST($3 AS JSON) AS VARCHAR[])))', [job, kind, some]);
        found.push(...rows.map((row) => String(row.key)));
      }
      return found;
    },
    async counts(job) {
      const counts: Record<UploadKind, number> = { entity: 0, relationship: 0, 'delete-entity': 0, 'delete-relationship': 0 };
      for (const row of await connection.all('SELECT kind, count(*) AS n FROM upload WHERE job = $1 GROUP BY kind', [job])) counts[row.kind as UploadKind] = Number(row.n);
      return counts;
    },
    async *read(job, kind) {
      const own = await connect();
      try {
        for await (const rows of own.stream('SELECT body FROM upload WHERE job = $1 AND kind = $2 ORDER BY seq', [job, kind])) yield rows.map((row) => JSON.parse(String(row.body)) as Record<string, unknown>);
      } finally {
        await own.close();
      }
    },
    async drop(job) {
      await connection.run('DELETE FROM upload WHERE job = $1', [job]);
    },
  };
}

let last = 0;
/** Numbers that only grow, also over a restart: the later of two uploads counts where they bring the same key. */
function sequence(count: number): number {
  const first = Math.max(Date.now() * 1000, last + 1);
  last = first + count;
  return first;
}
