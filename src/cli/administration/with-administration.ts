import type { Command } from 'commander';
import { note } from '../output.ts';
import { type Session, withStore } from '../with-store.ts';
import type { Administration } from './administration.ts';

export interface AdministrationSession extends Session {
  readonly administration: Administration;
}

/** Administers by the server that owns the store, or by this process where none runs. */
export const withAdministration = <T>(command: Command, work: (session: AdministrationSession) => Promise<T>): Promise<T> =>
  withStore(command, async (session) => {
    const administration = await administrationOf(session);
    try {
      return await work({ ...session, administration });
    } finally {
      await administration.close();
    }
  });

export async function administrationOf({ server, store, env, dataDir }: Session): Promise<Administration> {
  if (server) return (await import('./remote.ts')).remoteAdministration(server);
  const [{ openOperation }, { ownAdministration }] = await Promise.all([import('../../app.ts'), import('./own.ts')]);
  return ownAdministration(store, await openOperation({ env, store, dataDir, warn: note }));
}
