import { MockAgent } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../test/support/fake-clock.ts';
import { createZoomClient } from './create-client.ts';
import { getUser } from './endpoints/get-user.ts';
import { listUsers } from './endpoints/list-users.ts';
import type { ZoomAuth, ZoomClientOptions } from './options.ts';

const SERVER: ZoomAuth = { kind: 'server-to-server', accountId: 'account', clientId: 'client', clientSecret: 'secret' };
const JSON_TYPE = { headers: { 'content-type': 'application/json' } };

const set = (options: Partial<ZoomClientOptions> = {}) => {
  const agent = new MockAgent();
  agent.disableNetConnect();
  const clock = new FakeClock();
  const client = createZoomClient({ oauthUrl: 'https://zoom.us/oauth', auth: SERVER, plan: 'business', clock, fetchDispatcher: agent, random: () => 0.5, ...options });
  const oauth = agent.get('https://zoom.us');
  const api = agent.get('https://api.zoom.us');
  const token = (accessToken: string, extra: object = {}) =>
    oauth.intercept({ path: '/oauth/token', method: 'POST' }).reply(200, { access_token: accessToken, expires_in: 3599, scope: 'user:read:admin group:read:admin', ...extra }, JSON_TYPE);
  const user = (bearer: string, status: number, body: object | string, headers: Record<string, string> = {}) =>
    api.intercept({ path: '/v2/users/u1', headers: { authorization: `Bearer ${bearer}` } }).reply(status, body, { headers: { 'content-type': 'application/json', 'x-zm-trackingid': 'track-1', ...headers } });
  const getU1 = () => clock.run(client.get(getUser, { params: { userId: 'u1' } }));
  open.push(
    () => client.close(),
    () => agent.close(),
  );
  return { agent, clock, client, oauth, api, token, user, getU1 };
};
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

describe('the Zoom client', () => {
  it('gets a token, sends it, and gives the answer without its secrets', async () => {
    const { token, user, getU1, client } = set();
    token('t1');
    user('t1', 200, { id: 'u1', host_key: '123456', personal_meeting_url: 'https://zoom.us/j/1?pwd=canary' });
    expect(await getU1()).toEqual({ id: 'u1', personal_meeting_url: 'https://zoom.us/j/1' });
    expect(await client.scopes()).toEqual(new Set(['user:read:admin', 'group:read:admin']));
    expect(client.stats).toEqual({ total: 1, retried: 0, rateLimited: 0 });
  });

  it('renews the token once when Zoom refuses it', async () => {
    const { token, user, getU1 } = set();
    token('t1');
    user('t1', 401, { code: 124, message: 'Access token is expired.' });
    token('t2');
    user('t2', 200, { id: 'u1' });
    expect(await getU1()).toEqual({ id: 'u1' });
  });

  it('does not renew in a loop: a new token that is refused ends every later call too', async () => {
    const { token, user, getU1 } = set();
    token('t1');
    user('t1', 401, { code: 124, message: 'Invalid access token.' });
    token('t2');
    user('t2', 401, { code: 124, message: 'Invalid access token.' }).persist();
    await expect(getU1()).rejects.toMatchObject({ code: 'zoom-token' });
    await expect(getU1()).rejects.toMatchObject({ code: 'zoom-token' });
  });

  it('renews once for many requests that were refused together', async () => {
    const { token, user, getU1, client } = set();
    const reasons: string[] = [];
    client.events.on('token', ({ reason }) => reasons.push(reason));
    token('t1');
    user('t1', 401, { code: 124, message: 'Access token is expired.' }).times(5);
    token('t2');
    user('t2', 200, { id: 'u1' }).persist();
    await Promise.all([getU1(), getU1(), getU1(), getU1(), getU1()]);
    expect(reasons).toEqual(['first', 'refused']);
  });

  it('does not take a 401 about divisions for one about the token', async () => {
    const { token, user, getU1 } = set();
    token('t1');
    user('t1', 401, { code: 30031002, message: 'Divisions are not available.' });
    await expect(getU1()).rejects.toMatchObject({ code: 'zoom-plan', action: 'skip-step', reason: 'feature-unavailable' });
  });

  it('renews a minute before the token expires', async () => {
    const { token, user, getU1, clock } = set();
    token('t1');
    user('t1', 200, { id: 'u1' });
    await getU1();
    await clock.advance(3_540_000);
    token('t2');
    user('t2', 200, { id: 'u1' });
    await getU1();
  });

  it('says with status, code and tracking id what Zoom refused, without its secrets', async () => {
    const { token, user, getU1 } = set();
    token('t1');
    user('t1', 404, { code: 1001, message: 'User does not exist: u1, see https://zoom.us/u?token=canary.' });
    const error = await getU1().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'zoom-not-found', status: 404, zoomCode: 1001, trackingId: 'track-1', endpoint: 'get-user', action: 'skip-item' });
    expect(String(error)).toContain('track-1');
    expect(String(error)).not.toContain('canary');
  });

  it('waits and repeats after a per-second 429 and after a server error', async () => {
    const { token, user, getU1, client } = set();
    token('t1');
    user('t1', 429, { code: 429, message: 'You have reached the maximum per-second rate limit for this API. Try again later.' }, { 'x-ratelimit-type': 'QPS' });
    user('t1', 502, '<html>bad gateway</html>', { 'content-type': 'text/html' });
    user('t1', 200, '{"id":"u', {});
    user('t1', 200, { id: 'u1' });
    expect(await getU1()).toEqual({ id: 'u1' });
    expect(client.stats).toEqual({ total: 4, retried: 3, rateLimited: 1 });
  });

  it('stops a label for the day, turning the waiting away at once, and lets other labels go on', async () => {
    const { token, user, clock, client, api } = set({ plan: 'free' });
    const stopped: unknown[] = [];
    client.events.on('daily-limit', (event) => stopped.push(event));
    token('t1');
    user('t1', 429, { code: 429, message: 'You have reached the maximum daily rate limit for this API.' }, { 'x-ratelimit-type': 'Daily-limit', 'retry-after': '2026-11-25T00:00:00Z' });
    const calls = Array.from({ length: 5 }, () => client.get(getUser, { params: { userId: 'u1' } }));
    const results = await clock.run(Promise.allSettled(calls));
    expect(results.map((result) => result.status === 'rejected' && (result.reason as { code: string }).code)).toEqual(Array(5).fill('zoom-daily-limit'));
    expect(String((results[4] as PromiseRejectedResult).reason)).toContain('LIGHT');
    expect(String((results[4] as PromiseRejectedResult).reason)).toContain('2026-11-25T00:00:00.000Z');
    expect(stopped).toEqual([{ label: 'LIGHT', until: Date.UTC(2026, 10, 25) }]);
    expect(client.stats.total).toBe(1);
    api.intercept({ path: /^\/v2\/users\?/ }).reply(200, { users: [{ id: 'a' }] }, JSON_TYPE);
    const pages: unknown[] = [];
    const read = async () => {
      for await (const page of client.list(listUsers, { query: { status: 'active' } })) pages.push(page);
    };
    await clock.run(read());
    expect(pages).toEqual([[{ id: 'a' }]]);
  });

  it('asks one request at a time whether the daily limit of an earlier run still holds', async () => {
    const dailyUntil = { LIGHT: Number.MAX_SAFE_INTEGER };
    const ask = async (answer: (user: ReturnType<typeof set>['user']) => void) => {
      const { token, user, clock, client } = set({ dailyUntil });
      token('t1');
      answer(user);
      const results = await clock.run(Promise.allSettled(Array.from({ length: 5 }, () => client.get(getUser, { params: { userId: 'u1' } }))));
      return { answered: results.filter(({ status }) => status === 'fulfilled').length, sent: client.stats.total };
    };
    expect(await ask((user) => user('t1', 200, { id: 'u1' }).times(5))).toEqual({ answered: 5, sent: 5 });
    const stillHolds = await ask((user) => user('t1', 429, { code: 429, message: 'The daily rate limit is reached.' }).times(5));
    expect(stillHolds.answered).toBe(0);
    // The next one may be on its way before the first one's answer is understood.
    expect(stillHolds.sent).toBeLessThanOrEqual(2);
  });

  it('saves a new refresh token before it uses the access token', async () => {
    const order: string[] = [];
    const { token, user, getU1, client } = set({
      auth: { kind: 'oauth', clientId: 'c', clientSecret: 's', refreshToken: 'r1', saveRefreshToken: async (saved) => void order.push(`saved ${saved}`) },
    });
    client.events.on('request', () => order.push('request'));
    token('t1', { refresh_token: 'r2' });
    user('t1', 200, { id: 'u1' });
    await getU1();
    expect(order).toEqual(['saved r2', 'request']);
  });

  it('speaks to the regional API that the token names, and only when it is Zoom', async () => {
    const { token, agent, getU1 } = set();
    token('t1', { api_url: 'https://api-eu.zoom.us' });
    agent.get('https://api-eu.zoom.us').intercept({ path: '/v2/users/u1' }).reply(200, { id: 'u1' }, JSON_TYPE);
    expect(await getU1()).toEqual({ id: 'u1' });
  });

  it('refuses a ready token with its own words', async () => {
    const { user, getU1 } = set({ auth: { kind: 'token', accessToken: 'ready' } });
    user('ready', 401, { code: 124, message: 'Invalid access token.' });
    await expect(getU1()).rejects.toMatchObject({ code: 'zoom-token' });
  });

  it('gives waiting requests up when their caller or the client ends', async () => {
    const { token, client } = set({ plan: 'free' });
    token('t1');
    const caller = new AbortController();
    const call = client.get(getUser, { params: { userId: 'u1' }, signal: caller.signal });
    caller.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
    const other = client.get(getUser, { params: { userId: 'u1' } });
    await client.close();
    await expect(other).rejects.toMatchObject({ code: 'interrupted' });
  });
});
