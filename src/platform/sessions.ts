import { randomUUID } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import type { Records } from '../store/store.ts';
import { hashSecret, newSecret, sameHash } from './ids.ts';
import type { Audit, Role, Session, Sessions } from './platform.ts';
import { createSmallCollection } from './small-collection.ts';

interface SessionRecord extends Session {
  readonly hash: string;
}
interface LoginRecord {
  readonly hash: string;
  readonly role: Role;
  readonly name: string;
  readonly expiresOn: number;
}

/** What the program itself uses of sessions, beyond what callers do. */
export interface OwnSessions extends Sessions {
  /** Forgets sessions and logins that have expired. */
  forgetExpired(): Promise<void>;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LOGIN_MS = 15 * MINUTE;
/** A session ends when it was not used for half a day, and after a week in any case. */
const IDLE_MS = 12 * HOUR;
const MOST_MS = 7 * 24 * HOUR;
/** A use moves the end on, at most this often. */
const NOTE_USE_MS = MINUTE;

export function createSessions({ records, clock, audit }: { records: Records; clock: Clock; audit: Audit }): OwnSessions {
  const sessions = createSmallCollection<SessionRecord>(records, 'session', (session) => session.createdOn);
  const logins = createSmallCollection<LoginRecord>(records, 'login', (login) => login.expiresOn);

  return {
    async createLogin(role, { name = role, ttlMs = LOGIN_MS } = {}) {
      const token = newSecret('gzl_');
      const id = randomUUID();
      await logins.change((_held, put) => put(id, { hash: hashSecret(token), role, name, expiresOn: clock.now() + ttlMs }));
      return token;
    },
    async login(token) {
      const hash = hashSecret(token);
      const login = await logins.change((held, put) => {
        const [id, found] = [...held].find(([, one]) => sameHash(one.hash, hash)) ?? [];
        if (id !== undefined) put(id, undefined); // taken in the same turn: of two that come at once, one gets in
        return found;
      });
      const now = clock.now();
      if (!login || login.expiresOn <= now) return undefined;
      const secret = newSecret('gzs_');
      const session: SessionRecord = { id: randomUUID(), name: login.name, role: login.role, createdOn: now, lastUsedOn: now, expiresOn: now + IDLE_MS, hash: hashSecret(secret) };
      await sessions.change((_held, put) => put(session.id, session));
      await audit.add({ who: session.name, role: session.role, action: 'login', target: session.id, outcome: 'done' });
      return { session: shown(session), secret };
    },
    async check(secret) {
      const hash = hashSecret(secret);
      const found = (await sessions.all()).find((one) => sameHash(one.hash, hash));
      const now = clock.now();
      if (!found || found.expiresOn <= now) return undefined;
      const session = now - found.lastUsedOn < NOTE_USE_MS ? found : { ...found, lastUsedOn: now, expiresOn: Math.min(now + IDLE_MS, found.createdOn + MOST_MS) };
      // One that was ended meanwhile is not brought back.
      const there =
        session === found ||
        (await sessions.change((held, put) => {
          if (held.has(found.id)) put(found.id, session);
          return held.has(found.id);
        }));
      return there ? { kind: 'session', id: session.id, name: session.name, role: session.role, session: shown(session) } : undefined;
    },
    list: async () => (await sessions.all()).filter(({ expiresOn }) => expiresOn > clock.now()).map(shown),
    async end(id) {
      const ended = await sessions.change((held, put) => {
        const found = held.get(id);
        if (found) put(id, undefined);
        return found;
      });
      if (ended) await audit.add({ who: ended.name, role: ended.role, action: 'logout', target: id, outcome: 'done' });
    },
    async forgetExpired() {
      const now = clock.now();
      const forget = (held: ReadonlyMap<string, { expiresOn: number }>, put: (id: string, value: undefined) => void) => {
        for (const [id, { expiresOn }] of held) if (expiresOn <= now) put(id, undefined);
      };
      await sessions.change(forget);
      await logins.change(forget);
    },
  };
}

const shown = ({ hash: _hash, ...session }: SessionRecord): Session => session;
