import { GraphZoomError } from '../lib/errors.ts';
import type { Store } from '../store/store.ts';
import { type Connection, connectTo, type ServerAddress } from './connection.ts';
import { createRemoteStore } from './remote-store.ts';
import { greeting, STORE_PATH } from './wire.ts';

export interface RemoteStore {
  readonly store: Store;
  /** For what else the server does. */
  readonly connection: Connection;
  readonly version: string;
}

/** Greets a server and gives its store. `location` where it is to be called otherwise than the server calls it. */
export async function openRemoteStore(address: ServerAddress, location?: string): Promise<RemoteStore> {
  const connection = connectTo(address);
  try {
    const told = greeting.safeParse(await connection.call(STORE_PATH));
    if (!told.success) throw new GraphZoomError('server-answer', `What answers at ${address.url.origin} is not graph-zoom, or one of a version that is not understood.`);
    return { store: createRemoteStore(connection, location ?? told.data.location), connection, version: told.data.version };
  } catch (error) {
    await connection.close();
    // A code that is none of ours is another program's, or its way to say that there is no such page.
    if (error instanceof GraphZoomError && error.code === 'server-refused')
      throw new GraphZoomError('server-answer', `What answers at ${address.url.origin} refused: ${error.message}`, { hint: error.hint, cause: error });
    throw error;
  }
}
