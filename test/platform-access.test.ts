import { describe, expect, it } from 'vitest';
import type { Role } from '../src/platform/platform.ts';
import { mayDo } from '../src/platform/roles.ts';
import { ADA, withPlatform } from './support/platform.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a role', () => {
  it('may do what those before it may, and no more', () => {
    const ALLOWED: Record<Role, readonly (Role | 'public')[]> = { reader: ['public', 'reader'], operator: ['public', 'reader', 'operator'], administrator: ['public', 'reader', 'operator', 'administrator'] };
    for (const role of ['reader', 'operator', 'administrator'] as const) for (const needs of ['public', 'reader', 'operator', 'administrator'] as const) expect(mayDo(role, needs)).toBe(ALLOWED[role].includes(needs));
    expect(mayDo(undefined, 'public')).toBe(true);
    expect(mayDo(undefined, 'reader')).toBe(false);
    expect(mayDo('nobody' as Role, 'reader')).toBe(false);
  });
});

describe('API keys', () => {
  it('are shown once, kept as a hash, and open what their role may', () =>
    withPlatform(async ({ platform: { keys }, again, store }) => {
      const { key, secret } = await keys.create({ name: 'dashboards', role: 'reader' }, ADA);
      expect(secret).toMatch(/^gz_[\w-]{43}$/);
      expect(secret.startsWith(key.prefix)).toBe(true);
      expect(await again().keys.check(secret)).toEqual({ kind: 'key', id: key.id, name: 'dashboards', role: 'reader' });
      const kept = JSON.stringify([await store.records.list('api-key'), await store.records.list('audit'), await keys.list()]);
      expect(kept).not.toContain(secret);
      expect(kept).not.toContain(secret.slice(12));
      for (const wrong of ['', 'gz_', secret.slice(0, -1), `${secret}x`, secret.toUpperCase(), key.id]) expect(await keys.check(wrong)).toBeUndefined();
    }));
  it('end when they are revoked, over a new start too, or when their time is over', () =>
    withPlatform(async ({ platform: { keys }, again, clock }) => {
      const short = await keys.create({ name: 'short', role: 'operator', expiresOn: clock.now() + HOUR }, ADA);
      const long = await keys.create({ name: 'long', role: 'operator', instanceId: 'i' }, ADA);
      expect(await keys.check(short.secret)).toBeDefined();
      await clock.advance(HOUR);
      expect(await keys.check(short.secret)).toBeUndefined();
      expect(await keys.check(long.secret)).toMatchObject({ instanceId: 'i' });
      expect(await keys.revoke(long.key.id, ADA)).toMatchObject({ revokedOn: clock.now() });
      expect(await keys.check(long.secret)).toBeUndefined();
      expect(await again().keys.check(long.secret)).toBeUndefined();
      await expect(keys.revoke('nobody', ADA)).rejects.toMatchObject({ code: 'not-found' });
      await expect(keys.create({ name: ' ', role: 'reader' }, ADA)).rejects.toMatchObject({ code: 'config-invalid' });
      await expect(keys.create({ name: 'late', role: 'reader', expiresOn: clock.now() }, ADA)).rejects.toMatchObject({ code: 'config-invalid' });
    }));
  it('note their use, not more often than once a minute', () =>
    withPlatform(async ({ platform: { keys }, clock, store }) => {
      const { secret, key } = await keys.create({ name: 'k', role: 'reader' }, ADA);
      const noted = async () => (await store.records.get<{ lastUsedOn?: number }>('api-key', key.id))?.value.lastUsedOn;
      const first = clock.now();
      await keys.check(secret);
      await clock.advance(MINUTE - 1);
      await keys.check(secret);
      expect(await noted()).toBe(first);
      await clock.advance(1);
      await keys.check(secret);
      expect(await noted()).toBe(first + MINUTE);
    }));
  it('for this machine live in memory, and each ends the one before', () =>
    withPlatform(async ({ platform: { keys }, again, store }) => {
      const first = keys.ensureLocal();
      expect(await keys.check(first)).toMatchObject({ role: 'administrator' });
      const second = keys.ensureLocal();
      expect(await keys.check(first)).toBeUndefined();
      expect(await keys.check(second)).toBeDefined();
      expect(await again().keys.check(second)).toBeUndefined();
      expect(await keys.list()).toEqual([]);
      expect(await store.records.list('api-key')).toEqual([]);
    }));
});

describe('sessions', () => {
  it('open with a link that works once and for a quarter of an hour', () =>
    withPlatform(async ({ platform: { sessions }, clock }) => {
      const token = await sessions.createLogin('administrator', { name: 'first start' });
      const tries = await Promise.all([sessions.login(token), sessions.login(token), sessions.login('gzl_guess')]);
      expect(tries.filter((opened) => opened !== undefined)).toHaveLength(1);
      const late = await sessions.createLogin('reader');
      await clock.advance(15 * MINUTE);
      expect(await sessions.login(late)).toBeUndefined();
      const own = await sessions.createLogin('reader', { ttlMs: HOUR });
      await clock.advance(HOUR - 1);
      expect(await sessions.login(own)).toMatchObject({ session: { role: 'reader', name: 'reader' } });
    }));
  it('last while they are used, a week at most', () =>
    withPlatform(async ({ platform: { sessions }, again, clock, store }) => {
      const open = async () => (await sessions.login(await sessions.createLogin('operator', { name: 'Bo' }))) as { session: { id: string }; secret: string };
      const [used, idle] = [await open(), await open()];
      const kept = JSON.stringify([await store.records.list('session'), await store.records.list('login'), await store.records.list('audit')]);
      expect(kept).not.toContain(used.secret);
      for (let hour = 0; hour < 7 * 24 - 11; hour += 11) {
        await clock.advance(11 * HOUR);
        expect(await again().sessions.check(used.secret)).toMatchObject({ kind: 'session', name: 'Bo', role: 'operator' });
      }
      expect(await again().sessions.check(idle.secret)).toBeUndefined();
      await clock.advance(11 * HOUR);
      expect(await again().sessions.check(used.secret)).toBeUndefined();
      const later = again();
      expect(await later.sessions.list()).toEqual([]);
      await later.retain();
      expect(await store.records.list('session')).toEqual([]);
    }));
  it('end when they are ended', () =>
    withPlatform(async ({ platform: { sessions } }) => {
      const { session, secret } = (await sessions.login(await sessions.createLogin('reader'))) as { session: { id: string }; secret: string };
      await sessions.end(session.id);
      expect(await sessions.check(secret)).toBeUndefined();
      await sessions.end(session.id);
    }));
});

describe('the audit log', () => {
  it('says who did what, newest first, and is kept a year', () =>
    withPlatform(async ({ platform, clock }) => {
      const heard: string[] = [];
      platform.events.on('audit-entry', ({ action }) => heard.push(action));
      const { key } = await platform.keys.create({ name: 'k', role: 'reader' }, ADA);
      await platform.keys.revoke(key.id, ADA);
      const opened = await platform.sessions.login(await platform.sessions.createLogin('reader', { name: 'Bo' }));
      await platform.sessions.end(opened?.session.id as string);
      const { items } = await platform.audit.list();
      expect(items.map(({ who, action, target, outcome }) => [who, action, target, outcome])).toEqual([
        ['Bo', 'logout', opened?.session.id, 'done'],
        ['Bo', 'login', opened?.session.id, 'done'],
        ['Ada', 'key.revoke', 'k', 'done'],
        ['Ada', 'key.create', 'k', 'done'],
      ]);
      expect(heard).toEqual(['key.create', 'key.revoke', 'login', 'logout']);
      await clock.advance(366 * 24 * HOUR);
      await platform.retain();
      expect((await platform.audit.list()).items).toEqual([]);
    }));
});
