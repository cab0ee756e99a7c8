import type { Command } from 'commander';
import type { AlertDesk } from '../../api/alerting/desk.ts';
import { note } from '../output.ts';
import { type Session, withStore } from '../with-store.ts';
import { SELF } from './self.ts';

export interface DeskSession extends Session {
  readonly desk: AlertDesk;
}

/** Works with rules, alerts and channels by the server that owns the store, or by this process where none runs; then what was decided is delivered before the command ends. */
export const withDesk = <T>(command: Command, work: (session: DeskSession) => Promise<T>): Promise<T> =>
  withStore(command, async (session) => {
    const { server, store, env, dataDir } = session;
    if (server) return work({ ...session, desk: (await import('./remote-desk.ts')).remoteDesk(server) });
    const [{ openOperation }, { createDesk }] = await Promise.all([import('../../app.ts'), import('../../api/alerting/create-desk.ts')]);
    const { platform, alerting, outbox, channels } = await openOperation({ env, store, dataDir, warn: note });
    const desk = createDesk({ alerting, outbox, channels, records: store.records, audit: platform.audit, settle: () => outbox.flush() }, SELF);
    try {
      return await work({ ...session, desk });
    } finally {
      await Promise.all([alerting.rules.stop(), outbox.stop()]);
    }
  });
