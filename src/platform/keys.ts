import { randomUUID } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import { GraphZoomError } from '../lib/errors.ts';
import type { Records } from '../store/store.ts';
import { hashSecret, newSecret, sameHash } from './ids.ts';
import type { ApiKey, ApiKeys, Audit, Caller } from './platform.ts';
import { createSmallCollection } from './small-collection.ts';

interface KeyRecord extends ApiKey {
  readonly hash: string;
}

/** What the program itself uses of keys, beyond what callers do. */
export interface OwnKeys extends ApiKeys {
  /** A key for other commands of this machine. It lives in memory only, until the next call or the process's end. */
  ensureLocal(): string;
  /** Revokes the keys that are bound to an instance. */
  revokeOf(instanceId: string): Promise<void>;
}

const PREFIX = 'gz_';
/** Shown to tell keys apart; leaves more than 200 random bits unknown. */
const SHOWN = PREFIX.length + 6;
/** `lastUsedOn` is for people; a write for every request is not. */
const NOTE_USE_MS = 60_000;
const LOCAL: Caller = { kind: 'key', id: 'local', name: 'this machine', role: 'administrator' };

export function createKeys({ records, clock, audit }: { records: Records; clock: Clock; audit: Audit }): OwnKeys {
  const keys = createSmallCollection<KeyRecord>(records, 'api-key', (key) => key.createdOn);
  let localHash: string | undefined;

  const revoke = async (id: string, by: Pick<Caller, 'name' | 'role'>): Promise<ApiKey> => {
    const key = await keys.change((held, put) => {
      const found = held.get(id);
      if (!found) throw new GraphZoomError('not-found', `There is no API key ${JSON.stringify(id.slice(0, 100))}.`, { hint: 'The list of keys shows their ids.' });
      if (found.revokedOn !== undefined) return found;
      const revoked = { ...found, revokedOn: clock.now() };
      put(id, revoked);
      return revoked;
    });
    await audit.add({ who: by.name, role: by.role, action: 'key.revoke', target: key.name, outcome: 'done' });
    return shown(key);
  };

  return {
    revoke,
    async create({ name, role, instanceId, expiresOn }, by) {
      if (name.trim() === '') throw new GraphZoomError('config-invalid', 'An API key needs a name.', { hint: 'Name it after who or what uses it.' });
      if (expiresOn !== undefined && expiresOn <= clock.now()) throw new GraphZoomError('config-invalid', 'The API key would have expired already.', { hint: 'Give a time in the future, in epoch milliseconds.' });
      const secret = newSecret(PREFIX);
      const key: KeyRecord = {
        id: randomUUID(),
        name: name.trim(),
        role,
        prefix: secret.slice(0, SHOWN),
        ...(instanceId === undefined ? {} : { instanceId }),
        createdOn: clock.now(),
        createdBy: by.name,
        ...(expiresOn === undefined ? {} : { expiresOn }),
        hash: hashSecret(secret),
      };
      await keys.change((_held, put) => put(key.id, key));
      await audit.add({ who: by.name, role: by.role, action: 'key.create', target: key.name, detail: `role ${role}${instanceId === undefined ? '' : `, only for instance ${instanceId}`}`, outcome: 'done' });
      return { key: shown(key), secret };
    },
    list: async () => (await keys.all()).map(shown),
    async check(secret) {
      if (!secret.startsWith(PREFIX)) return undefined;
      const hash = hashSecret(secret);
      if (localHash !== undefined && sameHash(localHash, hash)) return LOCAL;
      const key = (await keys.all()).find((one) => sameHash(one.hash, hash));
      const now = clock.now();
      if (!key || key.revokedOn !== undefined || (key.expiresOn !== undefined && key.expiresOn <= now)) return undefined;
      if (key.lastUsedOn === undefined || now - key.lastUsedOn >= NOTE_USE_MS) {
        await keys.change((held, put) => {
          const found = held.get(key.id);
          if (found && (found.lastUsedOn ?? 0) < now) put(key.id, { ...found, lastUsedOn: now });
        });
      }
      return { kind: 'key', id: key.id, name: key.name, role: key.role, ...(key.instanceId === undefined ? {} : { instanceId: key.instanceId }) };
    },
    ensureLocal() {
      const secret = newSecret(PREFIX);
      localHash = hashSecret(secret);
      return secret;
    },
    async revokeOf(instanceId) {
      for (const key of await keys.all()) if (key.instanceId === instanceId && key.revokedOn === undefined) await revoke(key.id, { name: 'graph-zoom', role: 'administrator' });
    },
  };
}

const shown = ({ hash: _hash, ...key }: KeyRecord): ApiKey => key;
