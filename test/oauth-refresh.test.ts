import { afterEach, describe, expect, it } from 'vitest';
import { type FakeZoom, type FakeZoomOptions, startFakeZoom } from '../src/fake-zoom/server.ts';
import type { ZoomClient } from '../src/zoom/client.ts';
import { createZoomClient } from '../src/zoom/create-client.ts';
import { listRoles } from '../src/zoom/endpoints/list-roles.ts';
import { authorizeUrl, createPkce, exchangeCode } from '../src/zoom/oauth.ts';
import { createTransport } from '../src/zoom/transport.ts';
import { FakeClock } from './support/fake-clock.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const redirectUri = 'http://localhost:5000/redirect';

/** Where a program keeps its refresh token; a crash keeps it from being written. */
class Kept {
  readonly written: string[] = [];
  crash = false;
  token: string;
  constructor(token: string) {
    this.token = token;
  }
  readonly save = async (token: string): Promise<void> => {
    if (this.crash) throw new Error('the process was killed');
    this.token = token;
    this.written.push(token);
  };
}

const clock = new FakeClock();
const clients: ZoomClient[] = [];
let fake: FakeZoom;

afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  await fake.close();
});

/** An app that a person has connected, and where its refresh token is. */
async function connected(options: Partial<FakeZoomOptions> = {}): Promise<Kept> {
  fake = await startFakeZoom({ users: 3, plan: 'unlimited', clock, redirectUris: [redirectUri], ...options });
  return new Kept(await authorize());
}

async function authorize(): Promise<string> {
  const { clientId, clientSecret } = fake.credentials;
  const { verifier, challenge } = createPkce();
  const { headers } = await fetch(authorizeUrl({ oauthUrl: fake.oauthUrl, clientId, redirectUri, state: 's', challenge }), { redirect: 'manual' });
  const transport = createTransport({ connections: 1 });
  const code = new URL(headers.get('location') ?? '').searchParams.get('code') ?? '';
  const answer = await exchangeCode({ transport, clock, oauthUrl: fake.oauthUrl, clientId, clientSecret }, code, redirectUri, verifier);
  await transport.close();
  return answer.refresh_token ?? '';
}

/** The program, started anew with what was kept. */
function program(kept: Kept): () => Promise<number> {
  const { clientId, clientSecret } = fake.credentials;
  const client = createZoomClient({ apiUrl: fake.apiUrl, oauthUrl: fake.oauthUrl, plan: 'business', clock, auth: { kind: 'oauth', clientId, clientSecret, refreshToken: kept.token, saveRefreshToken: kept.save } });
  clients.push(client);
  return async () => {
    let count = 0;
    for await (const page of client.list(listRoles)) count += page.length;
    return count;
  };
}

describe('a connection', () => {
  it('is renewed for ever: each token is another, and was kept before it was used', async () => {
    const kept = await connected();
    const first = kept.token;
    let roles = program(kept);
    for (let month = 0; month < 12; month++) {
      expect(await roles()).toBeGreaterThan(0);
      await clock.advance(30 * DAY); // longer in all than any one refresh token lives
      if (month % 3 === 0) roles = program(kept);
    }
    expect(kept.written).toHaveLength(12);
    expect(new Set([first, ...kept.written])).toHaveProperty('size', 13);
    expect(kept.token).toBe(kept.written.at(-1));
  });

  it('asks once for many requests at the same time', async () => {
    const kept = await connected();
    const roles = program(kept);
    await clock.run(Promise.all(Array.from({ length: 10 }, () => roles())));
    expect(kept.written).toHaveLength(1);
  });

  it('outlives a crash between the answer and the writing, within the time that Zoom lets the old token work', async () => {
    const kept = await connected({ refreshGraceMs: MINUTE });
    kept.crash = true;
    await expect(program(kept)()).rejects.toThrow('killed');
    kept.crash = false;
    await clock.advance(MINUTE - 1);
    expect(await program(kept)()).toBeGreaterThan(0);
    expect(kept.written).toHaveLength(1);
  });

  it('has to be made again after a crash at that moment where the old token is dead, and says so', async () => {
    const kept = await connected();
    kept.crash = true;
    await expect(program(kept)()).rejects.toThrow('killed');
    kept.crash = false;
    await expect(program(kept)()).rejects.toMatchObject({ code: 'zoom-credentials', message: expect.stringContaining('already used'), hint: expect.stringContaining('graph-zoom oauth --instance') });
    kept.token = await authorize();
    expect(await program(kept)()).toBeGreaterThan(0);
  });

  it('goes on in the process that could not write, with the token that it has', async () => {
    const kept = await connected();
    const roles = program(kept);
    kept.crash = true; // a full disk, say
    await expect(roles()).rejects.toThrow('killed');
    kept.crash = false;
    expect(await roles()).toBeGreaterThan(0);
  });

  it('ends with a later one of the same app, and with 90 days without use', async () => {
    const kept = await connected();
    expect(await program(kept)()).toBeGreaterThan(0);
    const later = new Kept(await authorize());
    await expect(program(kept)()).rejects.toMatchObject({ code: 'zoom-credentials', hint: expect.stringContaining('a later one ends it') });
    await clock.advance(90 * DAY);
    await expect(program(later)()).rejects.toMatchObject({ code: 'zoom-credentials' });
  });
});

describe("the fake's authorization", () => {
  it('sends a code to a registered address only, letter by letter', async () => {
    await connected();
    const ask = async (redirect: string, accept = '*/*') =>
      fetch(authorizeUrl({ oauthUrl: fake.oauthUrl, clientId: fake.credentials.clientId, redirectUri: redirect, state: 's' }), { redirect: 'manual', headers: { accept } });
    expect((await ask(redirectUri)).status).toBe(302);
    for (const other of [`${redirectUri}/`, 'http://127.0.0.1:5000/redirect', 'https://localhost:5000/redirect']) expect((await ask(other)).status).toBe(400);
    const page = await ask('https://example.com/', 'text/html');
    expect([page.status, page.headers.get('location')]).toEqual([400, null]);
    expect(await page.text()).toContain('Invalid redirect');
  });

  it('asks a browser, shows the scopes, and sends it nowhere before it has chosen', async () => {
    await connected({ scopes: ['user:read:admin'] });
    const page = await fetch(authorizeUrl({ oauthUrl: fake.oauthUrl, clientId: fake.credentials.clientId, redirectUri, state: '"><script>' }), { redirect: 'manual', headers: { accept: 'text/html' } });
    const text = await page.text();
    expect(page.status).toBe(200);
    expect(text).toContain('user:read:admin');
    expect(text).not.toContain('<script>');
    expect((await fetch(`${fake.oauthUrl}/authorize`, { method: 'DELETE' })).status).toBe(405);
  });
});
