import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/events.ts';
import type { Records } from '../store/store.ts';
import { listPage } from './pages.ts';
import type { Audit, AuditEntry, PlatformEvents } from './platform.ts';

export const AUDIT = 'audit';

/** Who did what and when. Entries are only added; `detail` is words of ours and never a value that somebody gave as a secret. */
export function createAudit({ records, clock, newId, events }: { records: Records; clock: Clock; newId: () => string; events: Emitter<PlatformEvents> }): Audit {
  return {
    async add(entry) {
      const full: AuditEntry = { ...entry, id: newId(), on: clock.now() };
      await records.write([{ collection: AUDIT, id: full.id, on: full.on, value: full }]);
      events.emit('audit-entry', full);
    },
    list: (page = {}) => listPage<AuditEntry>(records, AUDIT, page),
  };
}
