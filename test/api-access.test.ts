import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Served, send, signIn, whileServing } from './support/serving.ts';

const portOf = ({ url }: Served): string => new URL(url).port;

describe('a one-time link', () => {
  it('signs one browser in, once, with a cookie that no script and no other site sees', () =>
    whileServing(async (served) => {
      const link = await served.loginUrl();
      expect(link).toMatch(new RegExp(`^${served.url}/login\\?token=`));
      const entered = await send(link);
      expect(entered.status).toBe(303);
      expect(entered.headers.location).toBe('/');
      const [cookie = ''] = entered.headers['set-cookie'] ?? [];
      expect(cookie).toMatch(new RegExp(`^graph-zoom-session-${portOf(served)}=`));
      for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(attribute);
      expect(cookie).not.toContain('Secure'); // it would not come back over plain http
      const pair = cookie.split(';', 1)[0] as string;
      const home = await served.ask('/plain', { headers: { cookie: pair } });
      expect(home.status).toBe(200);
      expect(home.text).toContain('No account is configured yet');

      const again = await send(link);
      expect(again.status).toBe(401);
      expect(again.text).toContain('graph-zoom login-link');
      expect(again.headers['set-cookie']).toBeUndefined();
      const { items } = await served.operation.platform.audit.list();
      expect(items.map(({ action, outcome }) => [action, outcome])).toEqual(
        expect.arrayContaining([
          ['login', 'done'],
          ['login', 'refused'],
        ]),
      );
    }));

  it('is not used up by what only looks whether something is there', () =>
    whileServing(async (served) => {
      const link = await served.loginUrl();
      expect((await send(link, { method: 'HEAD' })).status).toBe(404);
      expect((await send(link)).status).toBe(303);
    }));

  it('of two that open it at once lets one in', () =>
    whileServing(async (served) => {
      const link = await served.loginUrl();
      const both = await Promise.all([send(link), send(link)]);
      expect(both.map(({ status }) => status).sort()).toEqual([303, 401]);
    }));

  it('cannot be guessed: tries of one address are limited', () =>
    whileServing(async ({ ask }) => {
      const statuses: number[] = [];
      for (let i = 0; i < 25; i++) statuses.push((await ask(`/login?token=gzl_${i}`)).status);
      expect(statuses.filter((status) => status === 401)).toHaveLength(20);
      expect(statuses.slice(20)).toEqual([429, 429, 429, 429, 429]);
    }));

  it('gives a session that can be ended, by itself and from elsewhere', () =>
    whileServing(async (served) => {
      const { ask } = served;
      const [one, other] = [await signIn(served), await signIn(served)];
      const me = (cookie: string) => ask('/api/me', { headers: { cookie } });
      expect((await me(one)).json).toEqual({ kind: 'session', name: 'administrator', role: 'administrator' });
      const left = await ask('/logout', { method: 'POST', headers: { cookie: one, 'sec-fetch-site': 'same-origin', origin: 'null', 'content-type': 'application/x-www-form-urlencoded' } });
      expect([left.status, left.headers.location]).toEqual([303, '/']);
      expect((await me(one)).status).toBe(401);
      const { sessions } = (await ask('/api/sessions', { as: 'administrator' })).json;
      expect(sessions).toHaveLength(1);
      expect(JSON.stringify(sessions)).not.toMatch(/hash|gzs_/);
      await ask(`/api/sessions/${sessions[0].id}`, { method: 'DELETE', as: 'administrator' });
      expect((await me(other)).status).toBe(401);
    }));

  it('from another site leads to a page that asks once more, with the cookie', () =>
    whileServing(async ({ ask }) => {
      const came = await ask('/', { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' } });
      expect([came.status, came.headers.refresh]).toEqual([401, '0; url=/']);
      const asked = await ask('/', { headers: { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' } });
      expect([asked.status, asked.headers.refresh]).toEqual([401, undefined]);
    }));
});

describe('a session', () => {
  it('changes things only at the word of our own pages', () =>
    whileServing(async (served) => {
      const cookie = await signIn(served);
      const post = async (headers: Record<string, string>) => (await served.ask('/api/login-links', { method: 'POST', headers: { cookie, ...headers }, body: {} })).status;
      const { host } = new URL(served.url);
      expect(await post({ 'sec-fetch-site': 'same-origin' })).toBe(200);
      expect(await post({ origin: served.url })).toBe(200);
      expect(await post({})).toBe(403);
      expect(await post({ origin: 'null' })).toBe(403);
      expect(await post({ origin: 'http://127.0.0.1:1' })).toBe(403);
      expect(await post({ origin: `https://${host}` })).toBe(403);
      expect(await post({ 'sec-fetch-site': 'cross-site', origin: served.url })).toBe(403);
      expect(await post({ 'sec-fetch-site': 'same-site' })).toBe(403);
      // GraphQL too: it is the same word.
      expect((await served.ask('/graphql', { headers: { cookie }, body: { query: '{ __typename }' } })).status).toBe(403);
      // A key is not sent by browsers of their own accord.
      expect((await served.ask('/api/login-links', { as: 'administrator', headers: { origin: 'https://elsewhere.example' }, body: {} })).status).toBe(200);
    }));

  it('of another server on this machine is not disturbed', () =>
    whileServing((one) =>
      whileServing(async (other) => {
        const cookies = `${await signIn(one)}; ${await signIn(other)}`;
        for (const { ask } of [one, other]) expect((await ask('/api/me', { headers: { cookie: cookies } })).status).toBe(200);
      }),
    ));
});

describe('a key', () => {
  it('is known in any letter case of the scheme, and no longer once it was revoked', () =>
    whileServing(async ({ ask }) => {
      const { json } = await ask('/api/keys', { as: 'administrator', body: { name: 'dashboard', role: 'reader' } });
      expect(json.secret).toMatch(/^gz_/);
      const me = (authorization: string) => ask('/api/me', { headers: { authorization } });
      expect((await me(`bearer ${json.secret}`)).json).toEqual({ kind: 'key', name: 'dashboard', role: 'reader' });
      expect((await me(`Bearer ${json.secret}x`)).status).toBe(401);
      const { keys } = (await ask('/api/keys', { as: 'administrator' })).json;
      expect(JSON.stringify(keys)).not.toContain(json.secret);
      await ask(`/api/keys/${json.key.id}`, { method: 'DELETE', as: 'administrator' });
      expect((await me(`Bearer ${json.secret}`)).status).toBe(401);
    }));

  it('of the environment administrates', () =>
    whileServing(
      async ({ ask }) => {
        expect((await ask('/api/me', { key: 'an-initial-key-for-tests' })).json).toEqual({ kind: 'key', name: 'GRAPH_ZOOM_API_KEY', role: 'administrator' });
        expect((await ask('/api/me', { key: 'an-initial-key-for-test' })).status).toBe(401);
      },
      { env: { GRAPH_ZOOM_API_KEY: 'an-initial-key-for-tests' } },
    ));

  it('that is wrong may be tried so often and no more, while right ones go on', () =>
    whileServing(async ({ ask }) => {
      const wrong = async () => (await ask('/api/me', { key: 'gz_wrong' })).status;
      for (let i = 0; i < 60; i++) expect(await wrong()).toBe(401);
      const { status, headers, json } = await ask('/api/me', { key: 'gz_wrong' });
      expect([status, json.error.code]).toEqual([429, 'TOO_MANY_REQUESTS']);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect((await ask('/', { key: 'gz_wrong' })).status).toBe(429);
      expect((await ask('/api/me', { as: 'reader' })).status).toBe(200);
      expect((await ask('/healthz')).status).toBe(200);
    }));
});

describe('the account header', () => {
  it.each(['JupiterOne-Account', 'LifeOmic-Account', 'jupiterone-account', 'LIFEOMIC-ACCOUNT'])('%s must name the account that is configured', (name) =>
    whileServing(
      async ({ ask }) => {
        expect((await ask('/api/me', { as: 'reader', headers: { [name]: 'acme' } })).status).toBe(200);
        expect((await ask('/api/me', { as: 'reader' })).status).toBe(200);
        const { status, json } = await ask('/api/me', { as: 'reader', headers: { [name]: 'other' } });
        expect([status, json.error.message]).toEqual([403, 'This server holds the account "acme", not "other".']);
      },
      { account: 'acme' },
    ),
  );

  it('may name any where none is configured', () => whileServing(async ({ ask }) => expect((await ask('/api/me', { as: 'reader', headers: { 'JupiterOne-Account': 'any' } })).status).toBe(200)));
});

describe('the host', () => {
  it('must be one of ours: no name of somebody else leads here', () =>
    whileServing(
      async (served) => {
        const of = async (host: string) => (await served.ask('/healthz', { headers: { host } })).status;
        const port = portOf(served);
        for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`, 'graph.example.com', 'Graph.Example.com:443', '192.0.2.7']) expect([host, await of(host)]).toEqual([host, 200]);
        for (const host of [`evil.example:${port}`, 'graph.example.com.evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'localhost.', 'x@localhost'])
          expect([host, await of(host)]).toEqual([host, expect.toSatisfy((status: number) => status === 421 || status === 400)]);
        const { status, json } = await served.ask('/api/me', { as: 'reader', headers: { host: 'evil.example' } });
        expect([status, json.error.code]).toEqual([421, 'HOST_NOT_ALLOWED']);
      },
      { allowedHosts: ['graph.example.com'] },
    ));

  it('is what the client used, also behind a proxy; without one its headers say nothing', async () => {
    const forwarded = { 'x-forwarded-host': 'graph.example.com', 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' };
    const link = (served: Served) => served.ask('/api/login-links', { as: 'administrator', body: {}, headers: forwarded });
    await whileServing(async (served) => expect((await link(served)).json.url).toMatch(/^https:\/\/graph\.example\.com\/login/), { behindProxy: true, allowedHosts: ['graph.example.com'] });
    await whileServing(async (served) => expect((await link(served)).json.url).toMatch(new RegExp(`^${served.url}/login`)), { allowedHosts: ['graph.example.com'] });
  });

  it('gives a cookie for https only where https is used', () =>
    whileServing(
      async (served) => {
        const { headers } = await send(await served.loginUrl(), { headers: { 'x-forwarded-proto': 'https' } });
        expect(headers['set-cookie']?.[0]).toContain('Secure');
      },
      { behindProxy: true },
    ));
});

describe('figures', () => {
  it('are for this machine, and for keys; what somebody says of himself counts for nothing', async () => {
    await whileServing(async ({ ask }) => {
      await ask('/healthz');
      const { status, text, headers } = await ask('/metrics');
      expect(status).toBe(200);
      expect(headers['content-type']).toContain('text/plain');
      for (const name of ['graph_zoom_http_request_duration_seconds_count', 'graph_zoom_graph_members', 'graph_zoom_jobs_open{status="IN_PROGRESS"} 0', 'process_cpu_seconds_total']) expect(text).toContain(name);
    });
    await whileServing(
      async ({ ask }) => {
        for (const from of ['203.0.113.9', '127.0.0.1', '127.0.0.1, 203.0.113.9']) expect((await ask('/metrics', { headers: { 'x-forwarded-for': from } })).status).toBe(401);
        expect((await ask('/metrics', { as: 'reader', headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(200);
      },
      { behindProxy: true },
    );
  });
});

describe('a body', () => {
  const gzip = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  const ask = async (body: Buffer | string, headers: Record<string, string>, path = '/api/keys') => {
    let reply = { status: 0, json: undefined as { error: { code: string } } | undefined };
    await whileServing(async (served) => {
      reply = await served.ask(path, { as: 'administrator', method: 'POST', body, headers });
    });
    return [reply.status, reply.json?.error?.code];
  };
  const key = (padding: number) => JSON.stringify({ name: 'a', role: 'reader', padding: 'x'.repeat(padding) });

  it('may be gzip', async () => expect(await ask(gzipSync('{"name":"a","role":"reader"}'), gzip)).toEqual([200, undefined]));
  it('may be so large and no larger', async () => {
    expect(await ask(key(900_000), { 'content-type': 'application/json' })).toEqual([400, 'BAD_REQUEST']); // read, and wrong
    expect(await ask(key(1_100_000), { 'content-type': 'application/json' })).toEqual([413, 'RequestEntityTooLargeException']);
  });
  it('is measured as it is unpacked', async () => {
    expect(await ask(gzipSync(key(1_100_000)), gzip)).toEqual([413, 'RequestEntityTooLargeException']);
    expect(await ask(gzipSync(Buffer.alloc(200_000_000)), gzip)).toEqual([413, 'RequestEntityTooLargeException']);
  });
  it('that is no gzip, or cut off, is refused', async () => {
    expect(await ask('{"name":"a","role":"reader"}', gzip)).toEqual([400, 'BAD_REQUEST']);
    expect(await ask(gzipSync(key(1000)).subarray(0, 40), gzip)).toEqual([400, 'BAD_REQUEST']);
    expect(await ask('x', { ...gzip, 'content-encoding': 'br' })).toEqual([415, 'UNSUPPORTED_ENCODING']);
  });
  it('of another type, or no JSON, is refused', async () => {
    expect(await ask('name=a', { 'content-type': 'application/x-www-form-urlencoded' })).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    expect(await ask('{"name":', { 'content-type': 'application/json' })).toEqual([400, 'BAD_REQUEST']);
  });
});

describe('an answer', () => {
  it('lets a browser load nothing from elsewhere, frame nothing, keep nothing', () =>
    whileServing(async (served) => {
      const cookie = await signIn(served);
      for (const path of ['/plain', '/api/docs', '/api/me', '/nothing', '/%zz']) {
        const { headers } = await served.ask(path, { headers: { cookie } });
        expect(headers['content-security-policy']).toContain("default-src 'none'");
        expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
        expect(headers['content-security-policy']).not.toContain('unsafe');
        expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
        expect(headers['access-control-allow-origin']).toBeUndefined();
      }
    }));

  it('to what is not there, or no address, or no HTTP, is JSON with a reason', () =>
    whileServing(async (served) => {
      expect(await served.ask('/nothing?token=secret')).toMatchObject({ status: 404, json: { error: { code: 'NOT_FOUND', message: 'There is nothing at GET /nothing.' } } });
      expect(await served.ask('/%zz')).toMatchObject({ status: 400, json: { error: { code: 'BAD_REQUEST' } } });
      expect(await served.ask(`/api/me`, { headers: { 'x-long': 'x'.repeat(20_000) } })).toMatchObject({ status: 431, json: { error: { code: 'BAD_REQUEST' } } });
      const socket = connect(Number(portOf(served)), '127.0.0.1');
      socket.write('no http\r\n\r\n');
      let text = '';
      for await (const chunk of socket) text += chunk;
      expect(text).toMatch(/^HTTP\/1\.1 400 [\s\S]*\{"error":\{"code":"BAD_REQUEST"/);
      await setImmediate();
    }));

  it('shows names as they are, and not as HTML', () =>
    whileServing(async (served) => {
      const { json } = await served.ask('/api/definitions', { as: 'reader' });
      const custom = json.definitions.find(({ runnable }: { runnable: boolean }) => !runnable);
      await served.ask('/api/instances', { as: 'administrator', body: { name: '<script>alert(1)</script>', description: '"><img src=x>', definitionId: custom.id } });
      const { text } = await served.ask('/plain', { as: 'reader' });
      expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(text).not.toMatch(/<script|<img/);
    }));
});
