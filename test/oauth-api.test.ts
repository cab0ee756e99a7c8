import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { startServer } from '../src/api/server.ts';
import { type FakeZoom, startFakeZoom } from '../src/fake-zoom/server.ts';
import { systemClock } from '../src/lib/clock.ts';
import { ZOOM } from '../src/platform/definition-zoom.ts';
import { createRunner } from '../src/platform/runner.ts';
import { Browser, linkOf, type Visited } from './support/browser.ts';
import { NO_ALERTING } from './support/no-alerting.ts';
import { ADA, type PlatformBench, withPlatform } from './support/platform.ts';

const MINUTE = 60_000;
const SCOPES = ['user:read:admin', 'group:read:admin', 'role:read:admin'];

interface Served extends PlatformBench {
  readonly url: string;
  readonly fake: FakeZoom;
  /** Signs a browser in; gives its session too. */
  signIn(role?: 'administrator' | 'operator'): Promise<Browser>;
  /** An instance with an app that is not connected yet. */
  readonly instanceId: string;
  /** All that was logged. */
  readonly log: string[];
}

/** The whole server on a real store, with one instance. */
const withServer = (work: (served: Served) => Promise<void>): Promise<void> =>
  withPlatform(async (bench) => {
    const { platform, store, clock, directory } = bench;
    const fake = await startFakeZoom({ users: 3, plan: 'unlimited', clock, scopes: SCOPES });
    const log: string[] = [];
    const server = await startServer(
      {
        ...NO_ALERTING,
        store,
        platform,
        clock,
        dataDir: directory,
        log: pino({ level: 'trace' }, { write: (line: string) => void log.push(line) }),
        account: undefined,
        oauthUrl: fake.oauthUrl,
        run: () => Promise.reject(new Error('not here')),
        stopRun: () => Promise.reject(new Error('not here')),
        probe: () => Promise.reject(new Error('not here')),
      },
      { host: '127.0.0.1', port: 0, allowedHosts: [] },
    );
    const { url } = server;
    const { clientId, clientSecret } = fake.credentials;
    const { id: instanceId } = await platform.instances.create({ name: 'Acme', definitionId: ZOOM.id, config: { clientId, clientSecret, apiUrl: fake.apiUrl, '@tag': { AccountName: true } } }, ADA);
    const signIn: Served['signIn'] = async (role = 'administrator') => {
      const browser = new Browser();
      await browser.open(`${url}/login?token=${await platform.sessions.createLogin(role)}`);
      return browser;
    };
    try {
      await work({ ...bench, url, fake, signIn, instanceId, log });
    } finally {
      await server.close();
      await fake.close();
    }
  });

const startOf = ({ url, instanceId }: Served): string => `${url}/oauth/zoom/start?instance=${instanceId}`;
const post = (browser: Browser, { url }: Served, body: object): Promise<Visited> =>
  browser.open(`${url}/oauth/zoom/start`, { method: 'POST', headers: { 'content-type': 'application/json', origin: url }, body: JSON.stringify(body) });

describe('connecting an instance at the server', () => {
  it('leads from the list to Zoom and back, keeps the connection, and writes down who made it', () =>
    withServer(async (served) => {
      const { platform, url, signIn, instanceId, fake, log } = served;
      const browser = await signIn();
      const zoom = await browser.open(new URL(linkOf(await browser.open(`${url}/plain`), 'Connect with Zoom'), url).href);
      expect(new URL(zoom.url).searchParams.get('redirect_uri')).toBe(`${url}/oauth/zoom/redirect`);

      const page = await browser.choose(zoom, 'allow');

      expect(page.status).toBe(200);
      expect(page.text).toContain('for <strong>Acme</strong>');
      expect(page.text).toContain('account:read:admin');
      expect(page.headers.get('content-security-policy')).toContain("form-action 'none'");
      const { refreshToken, ...rest } = await platform.instances.secrets(instanceId);
      expect(refreshToken).toMatch(/^refresh\./);
      expect(rest).toEqual({ clientId: fake.credentials.clientId, clientSecret: fake.credentials.clientSecret, apiUrl: fake.apiUrl, '@tag': { AccountName: true } });
      const { items } = await platform.audit.list();
      expect(items).toContainEqual(expect.objectContaining({ action: 'instance.connect', who: 'administrator', target: 'Acme', outcome: 'done', detail: `scopes: ${[...SCOPES].sort().join(' ')}` }));
      const written = `${page.text}${log.join('')}${JSON.stringify(items)}`;
      for (const secret of [refreshToken as string, 'eyJ', fake.credentials.clientSecret, new URL(browser.history.at(-1) ?? '').searchParams.get('code') ?? 'no code']) expect(written).not.toContain(secret);
      for (const file of ['page.js', 'page.css']) expect((await fetch(`${url}/oauth/zoom/${file}`)).status).toBe(200);
    }));

  it('then collects with it, again and again, each time with the token of the time before', () =>
    withServer(async (served) => {
      const { platform, store, directory, fake, signIn, instanceId } = served;
      const browser = await signIn();
      await browser.choose(await browser.open(startOf(served)), 'allow');
      const runner = createRunner({ store, platform, clock: systemClock, dataDir: directory, defaults: { plan: 'business', share: 1, oauthUrl: fake.oauthUrl, resumeAgeMs: 0 } });
      const tokens = new Set<unknown>();
      for (let run = 0; run < 3; run++) {
        tokens.add((await platform.instances.secrets(instanceId)).refreshToken);
        const { done } = await runner.run(instanceId, 'request', ADA);
        expect((await done).entities.zoom_user).toBe(3);
      }
      expect(tokens.size).toBe(3);
      await runner.close();
    }));

  it('takes the client of another app, and the credentials of before go', () =>
    withServer(async (served) => {
      const { platform, signIn, instanceId, fake } = served;
      await platform.instances.update(instanceId, { config: { accountId: 'an-account', clientId: 'old', clientSecret: 'old-secret' } }, ADA);
      const { clientId, clientSecret } = fake.credentials;
      const browser = await signIn();
      const begun = await post(browser, served, { instance: instanceId, clientId, clientSecret });
      expect(begun.status).toBe(200);
      const { url: next } = JSON.parse(begun.text);

      await browser.choose(await browser.open(next), 'allow');

      expect(await platform.instances.secrets(instanceId)).toEqual({ clientId, clientSecret, refreshToken: expect.stringMatching(/^refresh\./) });
    }));

  it('changes nothing when it is declined, and writes that down', () =>
    withServer(async (served) => {
      const { platform, signIn, instanceId } = served;
      const browser = await signIn();
      const page = await browser.choose(await browser.open(startOf(served)), 'deny');
      expect([page.status, linkOf(page, 'Back to graph-zoom')]).toEqual([400, '/']);
      expect(await platform.instances.secrets(instanceId)).not.toHaveProperty('refreshToken');
      expect((await platform.audit.list()).items).toContainEqual(expect.objectContaining({ action: 'instance.connect', outcome: 'failed', detail: expect.stringContaining('declined') }));
    }));
});

describe('what the server does not take', () => {
  const answerOf = async (zoom: Visited): Promise<string> => (await fetch(zoom.url, { redirect: 'manual' })).headers.get('location') ?? '';

  it('an answer in another browser, even a signed-in one, or a second time', () =>
    withServer(async (served) => {
      const [mine, theirs] = [await served.signIn(), await served.signIn()];
      const answer = await answerOf(await mine.open(startOf(served)));
      expect((await theirs.open(answer)).text).toContain('another browser');
      expect((await mine.open(answer)).text).toContain('used already');
      expect(await served.platform.instances.secrets(served.instanceId)).not.toHaveProperty('refreshToken');
    }));

  it('one that comes when the session has ended, or after ten minutes, or when the instance is gone', () =>
    withServer(async (served) => {
      const { platform, clock, signIn, instanceId } = served;
      const left = await signIn();
      const first = await answerOf(await left.open(startOf(served)));
      for (const { id } of await platform.sessions.list()) await platform.sessions.end(id);
      expect((await left.open(first)).text).toContain('no longer signed in');
      expect((await platform.audit.list()).items).toContainEqual(expect.objectContaining({ action: 'instance.connect', outcome: 'refused' }));
      const browser = await signIn();
      const second = await answerOf(await browser.open(startOf(served)));
      await clock.advance(10 * MINUTE);
      expect((await browser.open(second)).text).toContain('ten minutes');
      const third = await answerOf(await browser.open(startOf(served)));
      await platform.instances.remove(instanceId, ADA);
      expect((await browser.open(third)).text).toContain('could not be stored');
    }));

  it('a beginning by a key, by a role that may not, by nobody, or by a page elsewhere', () =>
    withServer(async (served) => {
      const { platform, signIn } = served;
      const begin = async (headers: Record<string, string>, browser = new Browser()) => (await browser.open(startOf(served), { headers })).status;
      const { secret } = await platform.keys.create({ name: 'robot', role: 'administrator' }, ADA);
      expect(await begin({ authorization: `Bearer ${secret}` })).toBe(403);
      expect(await begin({}, await signIn('operator'))).toBe(403);
      expect(await begin({})).toBe(401);
      expect(await begin({ 'sec-fetch-site': 'cross-site' }, await signIn())).toBe(403);
      expect(await begin({ 'sec-fetch-site': 'none' }, await signIn())).toBe(200);
    }));

  it('an instance that is not there, is no Zoom, or has no app; half a client; a body of another shape', () =>
    withServer(async (served) => {
      const { platform, signIn, instanceId } = served;
      const browser = await signIn();
      const status = async (body: object) => (await post(browser, served, body)).status;
      const tokenOnly = await platform.instances.create({ name: 'Token', definitionId: ZOOM.id, config: { accessToken: 'abc' } }, ADA);
      const other = (await platform.definitions.list()).find(({ integrationType }) => integrationType !== 'zoom');
      if (other) expect(await status({ instance: (await platform.instances.create({ name: 'Other', definitionId: other.id }, ADA)).id })).toBe(400);
      expect(await status({ instance: 'nothing' })).toBe(404);
      expect(await status({ instance: tokenOnly.id })).toBe(400);
      expect(await status({ instance: instanceId, clientId: 'only' })).toBe(400);
      expect(await status({ instance: instanceId, more: 1 })).toBe(400);
      expect((await browser.open(`${served.url}/oauth/zoom/start`)).status).toBe(400);
      expect((await browser.open(`${served.url}/oauth/zoom/redirect`)).status).toBe(400);
    }));
});
