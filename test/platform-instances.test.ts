import { chmod, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Entity, Relationship } from '../src/model/graph.ts';
import { CUSTOM } from '../src/platform/definition-custom.ts';
import { ZOOM } from '../src/platform/definition-zoom.ts';
import { MASKED } from '../src/platform/platform.ts';
import { newKey } from '../src/platform/secret-key.ts';
import { stampEntity, stampRelationship } from '../src/platform/stamp.ts';
import type { Store } from '../src/store/store.ts';
import { ADA, withPlatform } from './support/platform.ts';

const CONFIG = { accountId: 'AbCdEf', clientId: 'the-client', clientSecret: 'the-very-secret' };
const zoom = (name: string, config: Record<string, unknown> = CONFIG) => ({ name, definitionId: ZOOM.id, config });
const DAY = 24 * 60 * 60 * 1000;

const fill = async (store: Store, scope: string, on: number, keys: readonly string[], source: 'integration-managed' | 'integration-external' | 'api' = 'integration-managed') => {
  const sync = await store.beginSync({ source, scope, on });
  await sync.entities(keys.map((key): Entity => ({ _key: key, _type: 'zoom_user', _class: ['User'], displayName: key })));
  await sync.commit({ completeTypes: ['zoom_user'] });
};
const keysOf = async (store: Store, scope?: string) => {
  const keys: string[] = [];
  for await (const entity of store.entities(scope === undefined ? {} : { scope })) keys.push(entity._key);
  return keys;
};

describe('instances', () => {
  it('are kept over a new start, and their secrets are shown masked only', () =>
    withPlatform(async ({ platform, again, store, directory }) => {
      const made = await platform.instances.create({ ...zoom('Example Inc'), description: 'The company', polling: { interval: 'ONE_DAY', hour: 3, timeZone: 'Europe/Berlin' } }, ADA);
      expect(made.config).toEqual({ accountId: MASKED, clientId: MASKED, clientSecret: MASKED });
      const later = again();
      expect(await later.instances.get(made.id)).toEqual(made);
      expect(await later.instances.secrets(made.id)).toEqual(CONFIG);
      const kept = JSON.stringify(await store.records.list('instance'));
      const audited = JSON.stringify(await later.audit.list());
      for (const value of Object.values(CONFIG)) for (const text of [kept, audited, JSON.stringify(await later.instances.list())]) expect(text).not.toContain(value);
      expect((await stat(path.join(directory, 'secret.key'))).mode & 0o777).toBe(0o600);
    }));
  it('have names of their own within a definition, in whatever case', () =>
    withPlatform(async ({ platform: { instances } }) => {
      const made = await instances.create(zoom('Example Inc'), ADA);
      await expect(instances.create(zoom(' example INC'), ADA)).rejects.toMatchObject({ code: 'config-invalid', message: expect.stringContaining('already') });
      await instances.create({ name: 'Example Inc', definitionId: CUSTOM.id }, ADA);
      expect((await instances.update(made.id, { name: 'EXAMPLE Inc' }, ADA)).name).toBe('EXAMPLE Inc');
      expect((await instances.byName('example inc'))?.id).toBe(made.id);
    }));
  it('refuse a configuration that cannot be right, and say why without repeating a secret', () =>
    withPlatform(async ({ platform: { instances } }) => {
      const WRONG: [Record<string, unknown>, RegExp][] = [
        [{}, /accountId, clientId, clientSecret are missing/],
        [{ ...CONFIG, clientSecret: '' }, /clientSecret is missing/],
        [{ ...CONFIG, colour: 'blue' }, /"colour" is no field/],
        [{ ...CONFIG, plan: 'gold' }, /plan must be free, pro, business/],
        [{ ...CONFIG, rateShare: '1.5' }, /rateShare: it must be a number above 0/],
        [{ ...CONFIG, apiUrl: 'ftp://zoom.us' }, /apiUrl: it must be an http\(s\) address/],
        [{ ...CONFIG, deriveLocked: 'perhaps' }, /deriveLocked must be true or false/],
        [{ ...CONFIG, clientId: ['a'] }, /clientId must be a text/],
        [{ ...CONFIG, clientId: 'my secret id' }, /clientId: there is a space/],
        [{ ...CONFIG, clientSecret: MASKED }, /no value that could be kept/],
        [{ ...CONFIG, '@tag': { AccountName: 'yes' } }, /@tag.AccountName must be true or false/],
        [{ ...CONFIG, '@tag': { Colour: true } }, /no "Colour"/],
      ];
      for (const [config, reason] of WRONG) {
        const error = await instances.create(zoom('A', config), ADA).catch((thrown: Error) => thrown);
        expect(error).toMatchObject({ code: 'config-invalid', message: expect.stringMatching(reason) });
        expect(String(error)).not.toContain('my secret id');
      }
      expect(await instances.list()).toEqual([]);
    }));
  it('accept each way to authenticate, also one that is still to be connected', () =>
    withPlatform(async ({ platform: { instances } }) => {
      const client = { clientId: 'c', clientSecret: 's' };
      await instances.create(zoom('server', { ...CONFIG, rateShare: 0.5, deriveLocked: 'False', scopes: null }), ADA);
      await instances.create(zoom('connected', { ...client, refreshToken: 'r' }), ADA);
      await instances.create(zoom('token', { accessToken: 't' }), ADA);
      const waiting = await instances.create(zoom('to be connected', client), ADA);
      await instances.keepSecret(waiting.id, 'refreshToken', 'new');
      expect(await instances.secrets(waiting.id)).toEqual({ ...client, refreshToken: 'new' });
      expect((await instances.byName('server'))?.config).toMatchObject({ rateShare: '0.5', deriveLocked: false });
    }));
  it('keep a secret that comes back masked', () =>
    withPlatform(async ({ platform: { instances } }) => {
      const { id, config } = await instances.create(zoom('A'), ADA);
      await instances.update(id, { config: { ...config, plan: 'business', clientSecret: 'another' } }, ADA);
      expect(await instances.secrets(id)).toEqual({ ...CONFIG, plan: 'business', clientSecret: 'another' });
      await instances.update(id, { description: 'only this' }, ADA);
      expect(await instances.secrets(id)).toEqual({ ...CONFIG, plan: 'business', clientSecret: 'another' });
    }));
  it('do not send kept secrets to an address that whoever changes it chooses', () =>
    withPlatform(async ({ platform: { instances } }) => {
      const { id, config } = await instances.create(zoom('A'), ADA);
      await expect(instances.update(id, { config: { ...config, oauthUrl: 'https://evil.example/oauth' } }, ADA)).rejects.toMatchObject({ code: 'config-invalid' });
      await instances.update(id, { config: { ...CONFIG, oauthUrl: 'https://zoomgov.com/oauth' } }, ADA);
    }));
  it('of a custom definition keep what their owner gives, and show none of it', () =>
    withPlatform(async ({ platform: { instances } }) => {
      const { id, config, source } = await instances.create({ name: 'HR', definitionId: CUSTOM.id, config: { apiKey: 'k', nested: { a: [1] } } }, ADA);
      expect(config).toEqual({ apiKey: MASKED, nested: MASKED });
      expect(source).toBe('integration-external');
      expect(await instances.secrets(id)).toEqual({ apiKey: 'k', nested: { a: [1] } });
    }));
  it('refuse a polling that is none', () =>
    withPlatform(async ({ platform: { instances } }) => {
      const polled = (polling: object) => instances.create({ ...zoom('A'), polling: polling as never }, ADA);
      for (const polling of [
        { interval: 'DAILY' },
        { interval: 'ONE_DAY', hour: 24 },
        { interval: 'ONE_WEEK', dayOfWeek: 7 },
        { interval: 'ONE_DAY', hour: 1.5 },
        { interval: 'ONE_DAY', hour: 1, timeZone: 'Mars/Olympus' },
      ])
        await expect(polled(polling)).rejects.toMatchObject({ code: 'config-invalid' });
      expect((await polled({ interval: 'ONE_HOUR', hour: 3, dayOfWeek: 2 })).polling).toEqual({ interval: 'ONE_HOUR' });
    }));
  it('take over what `collect --instance NAME` has collected, once', () =>
    withPlatform(async ({ platform: { instances }, store, clock }) => {
      await store.runs.save({ id: 'r', scope: 'zoom', startedOn: clock.now(), endedOn: clock.now(), status: 'complete', report: { steps: [] } });
      await store.runs.save({ id: 'i', scope: 'people', startedOn: clock.now(), endedOn: clock.now(), status: 'complete', report: { imported: 3 } });
      const first = await instances.create(zoom('zoom'), ADA);
      expect(first.scope).toBe('zoom');
      await instances.remove(first.id, ADA);
      const second = await instances.create(zoom('zoom'), ADA);
      expect(second.scope).toBe(second.id);
      const other = await instances.create(zoom('people'), ADA);
      expect(other.scope).toBe(other.id);
    }));
});

describe('removing an instance', () => {
  it('ends its run, then soft-deletes its data and nothing of another', () =>
    withPlatform(async ({ again, store, clock }) => {
      const stopped: string[] = [];
      const { instances, keys } = again({ stopRun: async (id) => void stopped.push(id) });
      const [one, other] = [await instances.create(zoom('one'), ADA), await instances.create(zoom('other'), ADA)];
      const { secret } = await keys.create({ name: 'upload', role: 'administrator', instanceId: one.id }, ADA);
      await fill(store, one.scope, clock.now(), ['a', 'b']);
      await fill(store, other.scope, clock.now(), ['c']);
      await instances.remove(one.id, ADA);
      expect(stopped).toEqual([one.id]);
      expect(await keysOf(store)).toEqual(['c']);
      expect(await instances.get(one.id)).toBeUndefined();
      expect((await instances.list()).map(({ name }) => name)).toEqual(['other']);
      expect(await instances.list({ removed: true })).toMatchObject([{ name: 'one', removedOn: clock.now() }]);
      expect(await keys.check(secret)).toBeUndefined();
      await expect(instances.update(one.id, { name: 'x' }, ADA)).rejects.toMatchObject({ code: 'not-found' });
      await expect(instances.remove(one.id, ADA)).rejects.toMatchObject({ code: 'not-found' });
      await expect(instances.secrets(one.id)).rejects.toMatchObject({ code: 'not-found' });
      await instances.create(zoom('one'), ADA);
    }));
  it('is finished after a new start, where it was cut off', () =>
    withPlatform(async ({ again, store, clock }) => {
      const { instances } = again({ stopRun: () => Promise.reject(new Error('the power went')) });
      const { id } = await instances.create(zoom('one'), ADA);
      await fill(store, id, clock.now(), ['a']);
      await expect(instances.remove(id, ADA)).rejects.toThrow('power');
      expect(await keysOf(store)).toEqual(['a']);
      await again().retain();
      expect(await keysOf(store)).toEqual([]);
      await fill(store, id, clock.now(), ['late'], 'integration-external'); // an upload that was being finalized
      await again().retain();
      expect(await keysOf(store)).toEqual([]);
    }));
  it('leaves no trace after seven days', () =>
    withPlatform(async ({ platform, store, clock }) => {
      const { id } = await platform.instances.create(zoom('one'), ADA);
      await fill(store, id, clock.now(), ['a']);
      await platform.instances.remove(id, ADA);
      await clock.advance(6 * DAY);
      await platform.retain();
      expect(await store.history('a')).not.toEqual([]);
      await clock.advance(DAY);
      await platform.retain();
      expect(await store.history('a')).toEqual([]);
      expect(await platform.instances.list({ removed: true })).toEqual([]);
    }));
});

describe('what the mapper made of a removed instance', () => {
  const vendor = { _type: 'zoom', _class: ['Vendor'], name: 'Zoom', displayName: 'Zoom' };
  const bring = async (store: Store, scope: string, on: number) => {
    const sync = await store.beginSync({ source: 'integration-managed', scope, on });
    await sync.entities([{ _key: `account:${scope}`, _type: 'zoom_account', _class: ['Account'], displayName: scope }]);
    const mapping = { relationshipDirection: 'REVERSE', sourceEntityKey: `account:${scope}`, targetEntity: vendor, targetFilterKeys: [['_class', 'name']], skipTargetCreation: false };
    await sync.relationships([{ _key: `hosts:${scope}`, _type: 'zoom_hosts_account', _class: 'HOSTS', displayName: 'HOSTS', _mapping: mapping } as unknown as Relationship]);
    await sync.commit({ completeTypes: '*' });
  };
  const hosted = async (store: Store) => {
    const keys: string[] = [];
    for await (const { _toEntityKey } of store.relationships({ type: 'zoom_hosts_account' })) keys.push(_toEntityKey);
    return keys;
  };

  it('goes with it, but not while another instance leads to it', () =>
    withPlatform(async ({ platform, store, clock }) => {
      const [one, other] = [await platform.instances.create(zoom('one'), ADA), await platform.instances.create(zoom('other'), ADA)];
      for (const { scope } of [one, other]) await bring(store, scope, clock.now());
      expect(await hosted(store)).toHaveLength(2);
      await platform.instances.remove(one.id, ADA);
      expect(await hosted(store)).toEqual([`account:${other.scope}`]);
      await clock.advance(8 * DAY);
      await platform.retain();
      expect(await hosted(store)).toEqual([`account:${other.scope}`]);
      await platform.instances.remove(other.id, ADA);
      expect(await store.counts()).toEqual({ entities: {}, relationships: {} });
      await platform.retain();
      expect(await platform.instances.list({ removed: true })).toMatchObject([{ name: 'other' }]);
      expect(await store.history(`account:${one.scope}`)).toEqual([]);
    }));
});

describe('what an instance stamps', () => {
  it('is its metadata, and the tags that it asks for', () =>
    withPlatform(async ({ platform: { instances } }) => {
      const plain = await instances.create(zoom('Example Inc'), ADA);
      const metadata = { _integrationInstanceId: plain.id, _integrationDefinitionId: ZOOM.id, _integrationName: 'Example Inc', _integrationType: 'zoom', _integrationClass: ZOOM.integrationClass };
      expect(await instances.stamp(plain)).toEqual(metadata);
      const tagged = await instances.update(plain.id, { config: { ...plain.config, '@tag': { AccountName: true, Production: true } } }, ADA);
      const stamp = await instances.stamp(tagged);
      expect(stamp).toEqual({ ...metadata, 'tag.AccountName': 'Example Inc', 'tag.Production': true, tags: ['Production'] });
      expect(stampEntity({ _key: 'k', _type: 't', _class: ['User'], tags: ['Mine', 'Production'] }, stamp).tags).toEqual(['Mine', 'Production']);
      expect(stampRelationship({ _key: 'k', _type: 't', _class: 'HAS', _fromEntityKey: 'a', _toEntityKey: 'b' }, stamp)).not.toHaveProperty('tags');
    }));
});

describe('the key to the credentials', () => {
  it('lost, is said with the name of the instance, and the rest goes on', () =>
    withPlatform(async ({ platform, again, directory }) => {
      const { id } = await platform.instances.create(zoom('Example Inc'), ADA);
      await rm(path.join(directory, 'secret.key'));
      const later = again();
      await expect(later.instances.secrets(id)).rejects.toMatchObject({ code: 'secret-key-lost', message: expect.stringContaining('"Example Inc"'), hint: expect.stringContaining('give the credentials') });
      expect(await later.rotate()).toEqual(['Example Inc']);
      expect(await later.instances.list()).toHaveLength(1);
      await later.instances.update(id, { config: CONFIG }, ADA);
      expect(await later.instances.secrets(id)).toEqual(CONFIG);
    }));
  it('can be replaced: everything is encrypted anew, and the old one is gone', () =>
    withPlatform(async ({ platform, again, directory, store }) => {
      const { id } = await platform.instances.create(zoom('A'), ADA);
      const [oldFile, oldRecord] = [await readFile(path.join(directory, 'secret.key'), 'utf8'), JSON.stringify(await store.records.list('instance'))];
      expect(await platform.rotate(newKey())).toEqual([]);
      const newFile = await readFile(path.join(directory, 'secret.key'), 'utf8');
      expect(newFile).not.toContain(oldFile.trim());
      expect(newFile.trim().split('\n')).toHaveLength(1);
      expect(JSON.stringify(await store.records.list('instance'))).not.toBe(oldRecord);
      expect(await again().instances.secrets(id)).toEqual(CONFIG);
    }));
  it('comes from the environment too, two of them while one replaces the other', () =>
    withPlatform(async ({ again }) => {
      const [old, next] = [newKey().bytes.toString('hex'), newKey().bytes.toString('base64')];
      const { id } = await again({ secretKey: old }).instances.create(zoom('A'), ADA);
      expect(await again({ secretKey: `${next},${old}` }).rotate()).toEqual([]);
      expect(await again({ secretKey: next }).instances.secrets(id)).toEqual(CONFIG);
      const wrong = await again({ secretKey: 'hunter2' })
        .instances.secrets(id)
        .catch((error: Error) => error);
      expect(wrong).toMatchObject({ code: 'secret-key-lost' });
      expect(String(wrong)).not.toContain('hunter2');
    }));
  it('is closed to other users where it was open', () =>
    withPlatform(async ({ platform, again, directory, warnings }) => {
      const { id } = await platform.instances.create(zoom('A'), ADA);
      const file = path.join(directory, 'secret.key');
      await chmod(file, 0o644);
      expect(await again().instances.secrets(id)).toEqual(CONFIG);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect(warnings).toEqual([expect.stringContaining('could be read by other users')]);
    }));
  it('opens a ciphertext only where it belongs', () =>
    withPlatform(async ({ platform, again, store }) => {
      const [one, other] = [await platform.instances.create(zoom('one'), ADA), await platform.instances.create(zoom('other', { accessToken: 'elsewhere' }), ADA)];
      const record = (await store.records.get<{ sealed: Record<string, string> }>('instance', one.id))?.value as { sealed: Record<string, string> };
      const stolen = (await store.records.get<{ sealed: Record<string, string> }>('instance', other.id))?.value.sealed.accessToken as string;
      await store.records.write([{ collection: 'instance', id: one.id, value: { ...record, sealed: { ...record.sealed, clientSecret: stolen } } }]);
      await expect(again().instances.secrets(one.id)).rejects.toMatchObject({ code: 'secret-key-lost' });
    }));
});
