import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeZoom, type FakeZoomOptions, startFakeZoom } from '../src/fake-zoom/server.ts';
import { GraphZoomError } from '../src/lib/errors.ts';
import type { Connection } from '../src/oauth-flow/finish.ts';
import { type Helper, type HelperOptions, startHelper } from '../src/oauth-helper/helper.ts';
import { ENDPOINTS } from '../src/zoom/endpoints/index.ts';
import { createTransport, type Transport } from '../src/zoom/transport.ts';
import { Browser, linkOf, type Visited } from './support/browser.ts';
import { FakeClock } from './support/fake-clock.ts';

const MINUTE = 60_000;
let clock: FakeClock;
let fake: FakeZoom;
let helper: Helper;
let transport: Transport;
const told: string[] = [];
const connections: Connection[] = [];

async function start(zoom: Partial<FakeZoomOptions> = {}, more: Partial<HelperOptions> & { clientSecret?: string } = {}): Promise<void> {
  fake = await startFakeZoom({ users: 3, plan: 'unlimited', clock, ...zoom });
  const { clientSecret = fake.credentials.clientSecret, ...options } = more;
  transport = createTransport({ connections: 1 });
  helper = await startHelper({ app: { clientId: fake.credentials.clientId, clientSecret, oauthUrl: fake.oauthUrl }, port: 0, clock, transport, ...options });
  helper.events.on('problem', ({ reason }) => told.push(reason));
  helper.events.on('defect', (error) => told.push(`defect: ${error}`));
  helper.events.on('connected', (connection) => connections.push(connection));
}

beforeEach(() => {
  clock = new FakeClock();
  told.length = 0;
  connections.length = 0;
});
afterEach(async () => {
  await helper.close();
  await transport.close();
  await fake.close();
});

/** From the first page to Zoom's. */
const atZoom = async (browser: Browser): Promise<Visited> => browser.open(linkOf(await browser.open(helper.url), 'Connect with Zoom'));
const connect = async (browser: Browser): Promise<Visited> => browser.choose(await atZoom(browser), 'allow');
const tokenOf = ({ text }: Visited): string => /data-value="([^"]+)"/.exec(text)?.[1] ?? '';

describe('connecting in the browser', () => {
  it('leads to Zoom with state and PKCE and back, and shows the token masked, with its end and its scopes', async () => {
    await start();
    const browser = new Browser();
    const zoom = await atZoom(browser);
    const asked = new URL(zoom.url);
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      response_type: 'code',
      client_id: fake.credentials.clientId,
      redirect_uri: helper.redirectUri,
      state: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });

    const page = await browser.choose(zoom, 'allow');

    expect(page.status).toBe(200);
    const token = tokenOf(page);
    const { status } = await fetch(`${fake.apiUrl}/users`, { headers: { authorization: `Bearer ${token}` } });
    expect(status).toBe(200);
    const seen = page.text.replaceAll(/ data-value="[^"]+"/g, '');
    expect(seen).toContain(`ZOOM_ACCESS_TOKEN=${token.slice(0, 4)}…${token.slice(-4)}`);
    expect(seen).not.toContain(token.slice(4, -4));
    expect(seen).toContain(new Date(clock.now() + 3599_000).toISOString());
    expect(seen).toContain('Every scope that graph-zoom uses is there');
    expect(browser.history.join()).not.toContain(token);
    expect(connections[0]).toMatchObject({ accessToken: token, expiresOn: clock.now() + 3599_000, refreshToken: expect.stringMatching(/^refresh/) });
    expect(page.text).not.toContain(connections[0]?.refreshToken);
    expect(told).toEqual([]);
  });

  it('names the scopes that are missing, in the names that the app uses, and which of them can stay away', async () => {
    await start({ scopes: ['user:read:list_users:admin', 'user:read:user:admin', 'user:read:settings:admin', 'group:read:list_groups:admin'] });
    const page = await connect(new Browser());
    expect(page.text).toMatch(/Missing; add them[\s\S]*role:read:list_roles:admin[\s\S]*role:read:role:admin[\s\S]*account:read:settings:admin<\/code><span>[^<]*\(optional\)/);
  });

  it('can be loaded again by the same browser, and by no other', async () => {
    await start();
    const browser = new Browser();
    const token = tokenOf(await connect(browser));
    expect(tokenOf(await browser.open(`${helper.url}done`))).toBe(token);
    expect((await new Browser().open(`${helper.url}done`)).text).not.toContain(token);
  });

  it('keeps its cookie from scripts and its pages from frames, caches, and files of others', async () => {
    await start();
    const { headers, text } = await new Browser().open(helper.url);
    expect(headers.get('set-cookie')).toMatch(/^graph_zoom_oauth=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    expect(text).not.toMatch(/<script(?! src="\/app\.js" defer><\/script>)|<style| on\w+=| style=/);
    expect((await fetch(`${helper.url}app.js`)).headers.get('content-type')).toMatch(/^text\/javascript/);
    expect((await fetch(`${helper.url}app.css`)).headers.get('content-type')).toMatch(/^text\/css/);
  });

  it('stores the connection before it says that it is there', async () => {
    const kept: Connection[] = [];
    await start({}, { keep: { instance: 'Acme & Söhne', save: async (connection) => void kept.push(connection) } });
    expect((await connect(new Browser())).text).toContain('kept, encrypted, for <strong>Acme &amp; Söhne</strong>');
    expect(kept).toEqual(connections);
  });

  it('says so when it could not be stored', async () => {
    const save = () => Promise.reject(new GraphZoomError('store-locked', 'Another process owns it.'));
    await start({}, { keep: { instance: 'Acme', save } });
    const page = await connect(new Browser());
    expect(page.status).toBe(500);
    expect(page.text).toContain('could not be stored for Acme: Another process owns it.');
    expect([told, connections]).toEqual([['not-kept'], []]);
  });
});

describe('what comes back from Zoom is not taken', () => {
  const refused = async (page: Visited, reason: string, words: string) => {
    expect({ status: page.status, told }).toEqual({ status: 400, told: [reason] });
    expect(page.text).toContain(words);
    expect(linkOf(page, 'Begin again')).toBe('/');
    expect(connections).toEqual([]);
  };
  const returned = (query: Record<string, string>) => `${helper.redirectUri}?${new URLSearchParams(query)}`;
  /** Where Zoom would send the browser, without going there. */
  const answerOf = async (browser: Browser): Promise<string> => (await fetch((await atZoom(browser)).url, { redirect: 'manual' })).headers.get('location') ?? '';

  it('when the person declined', async () => {
    await start();
    const browser = new Browser();
    await refused(await browser.choose(await atZoom(browser), 'deny'), 'denied', 'declined');
  });

  it('a second time', async () => {
    await start();
    const browser = new Browser();
    const answer = await answerOf(browser);
    expect((await browser.open(answer)).status).toBe(200);
    connections.length = 0;
    await refused(await browser.open(answer), 'used', 'used already');
  });

  it('with another state, or none, or two', async () => {
    await start();
    const browser = new Browser();
    const { searchParams } = new URL(await answerOf(browser));
    const code = searchParams.get('code') ?? '';
    const state = searchParams.get('state') ?? '';
    for (const address of [returned({ code, state: `${state.slice(0, -1)}${state.endsWith('A') ? 'B' : 'A'}` }), returned({ code }), `${returned({ code, state })}&state=${state}`, helper.redirectUri]) {
      await refused(await browser.open(address), 'unknown', 'not known here');
      told.length = 0;
    }
  });

  it('in a browser that did not begin it', async () => {
    await start();
    const [mine, theirs] = [new Browser(), new Browser()];
    await theirs.open(helper.url); // with a cookie of its own
    for (const other of [theirs, new Browser()]) {
      await refused(await other.open(await answerOf(mine)), 'other-browser', 'another browser');
      told.length = 0;
    }
  });

  it('after more than ten minutes', async () => {
    await start();
    const browser = new Browser();
    const { searchParams } = new URL(await answerOf(browser));
    await clock.advance(10 * MINUTE);
    await refused(await browser.open(returned(Object.fromEntries(searchParams))), 'expired', 'ten minutes');
  });

  it('without a code, and with an error that nobody knows', async () => {
    await start();
    const browser = new Browser();
    const state = async () => new URL(await answerOf(browser)).searchParams.get('state') ?? '';
    await refused(await browser.open(returned({ state: await state() })), 'no-code', 'no authorization code');
    told.length = 0;
    await refused(await browser.open(returned({ state: await state(), error: 'server_error' })), 'zoom-said', 'server_error');
    told.length = 0;
    const page = await browser.open(returned({ state: await state(), error: '<script>alert(1)</script>' }));
    expect(page.text).not.toContain('alert');
  });

  it('with a code that has expired, or that Zoom never gave', async () => {
    await start();
    const browser = new Browser();
    const late = await answerOf(browser);
    await clock.advance(5 * MINUTE);
    await refused(await browser.open(late), 'exchange', 'a code lives 5 minutes and works once');
    told.length = 0;
    const { searchParams } = new URL(await answerOf(browser));
    await refused(await browser.open(returned({ state: searchParams.get('state') ?? '', code: 'made-up' })), 'exchange', 'not valid');
  });

  it('when the secret is wrong, or the app is deactivated; the secret is not repeated', async () => {
    await start({}, { clientSecret: 'not-the-secret' });
    const browser = new Browser();
    const page = await connect(browser);
    await refused(page, 'exchange', 'client secret is wrong');
    expect(page.text).not.toContain('not-the-secret');
    told.length = 0;
    const answer = await answerOf(browser);
    fake.set({ faults: { appDisabled: true } });
    await refused(await browser.open(answer), 'exchange', 'not activated');
  });

  it('and afterwards a new beginning succeeds', async () => {
    await start();
    const browser = new Browser();
    const denied = await browser.choose(await atZoom(browser), 'deny');
    const again = await browser.open(new URL(linkOf(denied, 'Begin again'), helper.url).href);
    expect((await browser.choose(await browser.open(linkOf(again, 'Connect with Zoom')), 'allow')).status).toBe(200);
  });
});

describe('the server of the pages', () => {
  it('answers on both loopback addresses, and leads to the name that has the cookie', async () => {
    await start();
    const { port } = new URL(helper.url);
    const loopback = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).filter(({ internal }) => internal));
    const hosts = ['127.0.0.1', ...(loopback.some(({ address }) => address === '::1') ? ['[::1]'] : [])];
    for (const address of hosts.map((host) => `http://${host}:${port}/`)) expect((await new Browser().open(address)).url).toBe(helper.url);
  });

  it('answers for no other host, and to nothing but GET', async () => {
    await start();
    const { port } = new URL(helper.url);
    const asked = (options: http.RequestOptions) =>
      new Promise<number>((resolve, reject) =>
        http
          .request({ host: '127.0.0.1', port, ...options }, (response) => resolve(response.resume().statusCode ?? 0))
          .once('error', reject)
          .end(),
      );
    expect(await asked({ headers: { host: `evil.example:${port}` } })).toBe(403);
    expect(await asked({ headers: { host: 'localhost:1' } })).toBe(403);
    expect(await asked({ method: 'POST', headers: { host: `localhost:${port}` } })).toBe(405);
    expect(await asked({ path: '//', headers: { host: `localhost:${port}` } })).toBe(400);
    expect(await asked({ path: '/etc', headers: { host: `localhost:${port}` } })).toBe(404);
    expect(told).toEqual([]);
  });

  it('says in one sentence that the port is taken', async () => {
    await start();
    const port = Number(new URL(helper.url).port);
    await expect(startHelper({ app: { clientId: 'a', clientSecret: 'b', oauthUrl: fake.oauthUrl }, port, clock, transport })).rejects.toMatchObject({ code: 'usage', message: `Port ${port} is used by another program.` });
  });
});

it('the page docs/oauth.md names every scope', async () => {
  await start();
  const page = await readFile(new URL('../docs/oauth.md', import.meta.url), 'utf8');
  for (const { scopes } of ENDPOINTS) expect(page).toContain(`\`${scopes.granular[0]}\``);
});
