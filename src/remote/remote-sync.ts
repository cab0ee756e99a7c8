import { GraphZoomError } from '../lib/errors.ts';
import type { Sync, SyncOptions, SyncResult } from '../store/store.ts';
import type { Connection } from './connection.ts';
import { packed } from './packed.ts';
import { STORE_PATH, SYNC_IDLE_MS } from './wire.ts';

/** Signs of life while nothing is written: several before the server gives the sync up. */
const TOUCH_MS = SYNC_IDLE_MS / 5;

/** Opens a sync on the server, and keeps it open until it ends here. */
export async function beginRemoteSync(connection: Connection, options: SyncOptions): Promise<Sync> {
  const { id } = await connection.call<{ id: string }>(`${STORE_PATH}/syncs`, { body: options });
  const path = `${STORE_PATH}/syncs/${encodeURIComponent(id)}`;
  // A touch that fails is no error yet: the next call is, if it fails too.
  const touch = setInterval(() => void connection.call(`${path}/touch`, { method: 'POST', body: {} }).catch(() => undefined), TOUCH_MS);
  touch.unref();
  let ended = false;
  const end = () => {
    ended = true;
    clearInterval(touch);
  };
  const add = async (kind: string, batch: readonly unknown[]) => {
    for (const items of packed(batch)) await connection.call(`${path}/${kind}`, { json: `{"items":${items}}`, repeatable: true });
  };
  return {
    entities: (batch) => add('entities', batch),
    relationships: (batch) => add('relationships', batch),
    async commit({ records, ...commit }) {
      if (records) throw new GraphZoomError('bug', 'Records were to be written with a sync of a store that another process owns.');
      try {
        // Asked again for an answer that was lost, the server gives the same.
        return await connection.call<SyncResult>(`${path}/commit`, { body: commit, repeatable: true });
      } finally {
        end();
      }
    },
    async abort() {
      if (ended) return;
      end();
      await connection.call(path, { method: 'DELETE' });
    },
  };
}
