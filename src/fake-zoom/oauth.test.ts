import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../test/support/fake-clock.ts';
import { type Session, withFake } from '../../test/support/fake-session.ts';

const REDIRECT = 'http://localhost:5000/redirect';
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const S256 = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');
const refused = (status: number, error: string, reason: string) => ({ status, body: { reason, error } });
const INVALID_TOKEN = refused(400, 'invalid_grant', 'Invalid Token!');
const brief = ({ status, body }: { status: number; body: object }) => ({ status, body });

/** Follows the authorization up to its code; gives what the redirect carries. */
async function authorize({ fake }: Session, more: Readonly<Record<string, string>> = {}): Promise<URLSearchParams> {
  const query = new URLSearchParams({ response_type: 'code', client_id: fake.credentials.clientId, redirect_uri: REDIRECT, state: 'xyz', ...more });
  const { status, headers } = await fetch(`${fake.oauthUrl}/authorize?${query}`, { redirect: 'manual' });
  expect(status).toBe(302);
  return new URL(headers.get('location') ?? '').searchParams;
}
const exchange = (session: Session, code: string | null, more: Readonly<Record<string, string>> = {}, authorization?: string | null) =>
  session.oauth({ grant_type: 'authorization_code', code: code ?? '', redirect_uri: REDIRECT, ...more }, authorization);
const refresh = ({ oauth }: Session, token: string) => oauth({ grant_type: 'refresh_token', refresh_token: token });

describe('account credentials', () => {
  it('give a bearer token for an hour, with the scopes and the base of the API, from the body or from the query', () =>
    withFake({ scopes: ['user:read:admin'] }, async ({ oauth, fake, get }) => {
      const form = { grant_type: 'account_credentials', account_id: fake.credentials.accountId };
      for (const { status, body } of [await oauth(form), await oauth({}, undefined, `token?${new URLSearchParams(form)}`)]) {
        expect(status).toBe(200);
        expect(body).toEqual({ access_token: expect.any(String), token_type: 'bearer', expires_in: 3599, scope: 'user:read:admin', api_url: fake.url });
        expect((await get('/users', body.access_token)).status).toBe(200);
      }
    }));

  it('several tokens are good together; api_url can be another, or missing', async () => {
    await withFake({ apiUrl: 'https://api-eu.zoom.us' }, async ({ oauth, fake, newToken, get }) => {
      const [one, two] = [await newToken(), await newToken()];
      expect([(await get('/users', one)).status, (await get('/users', two)).status]).toEqual([200, 200]);
      expect((await oauth({ grant_type: 'account_credentials', account_id: fake.credentials.accountId })).body.api_url).toBe('https://api-eu.zoom.us');
    });
    await withFake({ apiUrl: '' }, async ({ oauth, fake }) => expect((await oauth({ grant_type: 'account_credentials', account_id: fake.credentials.accountId })).body).not.toHaveProperty('api_url'));
  });

  it('expire, also after a short life; the API says which it is, expired or unknown', () => {
    const clock = new FakeClock();
    return withFake({ clock, tokenLifetimeS: 2 }, async ({ newToken, get }) => {
      const token = await newToken();
      await clock.advance(1999);
      expect((await get('/users', token)).status).toBe(200);
      await clock.advance(1);
      expect(brief(await get('/users', token))).toEqual({ status: 401, body: { code: 124, message: 'Access token is expired.' } });
      expect(brief(await get('/users', 'made-up'))).toEqual({ status: 401, body: { code: 124, message: 'Invalid access token.' } });
    });
  });
});

describe('errors have reason and error, not code and message', () => {
  const grant = { grant_type: 'account_credentials' };
  it('a wrong or missing account id', () =>
    withFake({}, async ({ oauth }) => {
      expect(brief(await oauth({ ...grant, account_id: 'another' }))).toEqual(refused(400, 'invalid_request', 'Bad Request'));
      expect(brief(await oauth(grant))).toEqual(refused(400, 'invalid_request', 'Bad Request'));
    }));

  it('wrong or missing client credentials', () =>
    withFake({}, async ({ oauth, fake }) => {
      for (const authorization of [null, 'Basic bm9ib2R5OnNlY3JldA==', 'Bearer x', `Basic ${'é'.repeat(20)}`.slice(0, 6)])
        expect(brief(await oauth({ ...grant, account_id: fake.credentials.accountId }, authorization))).toEqual(refused(401, 'invalid_client', 'Invalid client_id or client_secret'));
    }));

  it('an unknown grant, and none at all', () =>
    withFake({}, async ({ oauth }) => {
      expect((await oauth({ grant_type: 'password' })).body).toMatchObject({ error: 'unsupported_grant_type' });
      expect((await oauth({})).body).toMatchObject({ error: 'unsupported_grant_type' });
    }));

  it('a deactivated app: no token, and those that are out are dead', () =>
    withFake({}, async ({ oauth, fake, newToken, get }) => {
      const token = await newToken();
      fake.set({ faults: { appDisabled: true } });

      expect(brief(await oauth({ ...grant, account_id: fake.credentials.accountId }))).toEqual(refused(400, 'invalid_client', 'The app has been disabled by the developer'));
      expect((await get('/users', token)).status).toBe(401);
    }));

  it('an unknown address, and another method', () =>
    withFake({}, async ({ oauth, fake }) => {
      expect((await oauth({}, undefined, 'nowhere')).status).toBe(404);
      expect((await fetch(`${fake.oauthUrl}/token`)).status).toBe(405);
    }));
});

describe('authorization code', () => {
  it('gives the state back, and for the code an access token and a refresh token', () =>
    withFake({}, async (session) => {
      const back = await authorize(session);
      expect(back.get('state')).toBe('xyz');

      const { status, body } = await exchange(session, back.get('code'));

      expect(status).toBe(200);
      expect(Object.keys(body)).toEqual(['access_token', 'token_type', 'refresh_token', 'expires_in', 'scope', 'api_url']);
      expect((await session.get('/users', body.access_token)).status).toBe(200);
    }));

  it('works once, for five minutes, with the same redirect address', () => {
    const clock = new FakeClock();
    return withFake({ clock }, async (session) => {
      const used = (await authorize(session)).get('code');
      expect((await exchange(session, used)).status).toBe(200);
      const late = (await authorize(session)).get('code');
      await clock.advance(5 * MINUTE);
      const elsewhere = (await authorize(session)).get('code');

      for (const [code, more] of [[used], [late], [elsewhere, { redirect_uri: 'https://example.com/other' }], ['made-up']] as const)
        expect(await exchange(session, code, more).then(({ status, body }) => [status, body.error])).toEqual([400, 'invalid_grant']);
    });
  });

  it('PKCE: only the verifier of the challenge, by S256; an app without a secret proves itself by it', () =>
    withFake({}, async (session) => {
      const verifier = randomBytes(32).toString('base64url');
      const code = async () => (await authorize(session, { code_challenge: S256(verifier), code_challenge_method: 'S256' })).get('code');

      expect((await exchange(session, await code(), { code_verifier: verifier })).status).toBe(200);
      expect((await exchange(session, await code(), { code_verifier: 'another' })).body.error).toBe('invalid_grant');
      expect((await exchange(session, await code())).body.error).toBe('invalid_grant');
      expect((await exchange(session, await code(), { code_verifier: verifier, client_id: session.fake.credentials.clientId }, null)).status).toBe(200);
      expect((await exchange(session, (await authorize(session)).get('code'), { client_id: session.fake.credentials.clientId }, null)).status).toBe(401);
    }));

  it('is refused for another client, another response type, no redirect, a challenge that is not S256', () =>
    withFake({}, async ({ fake }) => {
      const good = { response_type: 'code', client_id: fake.credentials.clientId, redirect_uri: REDIRECT };
      const ask = async (query: object) => (await fetch(`${fake.oauthUrl}/authorize?${new URLSearchParams({ ...query })}`, { redirect: 'manual' })).status;

      expect(await ask(good)).toBe(302);
      expect(await ask({ ...good, client_id: 'nobody' })).toBe(401);
      expect(await ask({ ...good, response_type: 'token' })).toBe(400);
      expect(await ask({ ...good, redirect_uri: '' })).toBe(400);
      expect(await ask({ ...good, code_challenge: 'x', code_challenge_method: 'plain' })).toBe(400);
    }));
});

describe('refresh token', () => {
  it('is another after every use, and the used one is worth nothing', () =>
    withFake({}, async (session) => {
      const first = (await exchange(session, (await authorize(session)).get('code'))).body;
      const second = await refresh(session, first.refresh_token);

      expect(second.status).toBe(200);
      expect(second.body.refresh_token).not.toBe(first.refresh_token);
      expect(brief(await refresh(session, first.refresh_token))).toEqual(INVALID_TOKEN);
      expect((await refresh(session, second.body.refresh_token)).status).toBe(200);
    }));

  it('dies when somebody authorizes anew, and after 90 days', () => {
    const clock = new FakeClock();
    return withFake({ clock }, async (session) => {
      const earlier = (await exchange(session, (await authorize(session)).get('code'))).body.refresh_token;
      const later = (await exchange(session, (await authorize(session)).get('code'))).body.refresh_token;
      expect(brief(await refresh(session, earlier))).toEqual(INVALID_TOKEN);
      await clock.advance(90 * DAY);
      expect(brief(await refresh(session, later))).toEqual(INVALID_TOKEN);
    });
  });
});

describe('client credentials', () => {
  it("give the chatbot's token, which opens no inventory", () =>
    withFake({}, async ({ oauth, get }) => {
      const { body } = await oauth({ grant_type: 'client_credentials' });
      expect(body.scope).toBe('imchat:bot');
      expect((await get('/users', body.access_token)).body.code).toBe(4711);
    }));
});

describe('revoke', () => {
  it('needs the client, and makes the token and its refresh token worthless', () =>
    withFake({}, async (session) => {
      const { access_token, refresh_token } = (await exchange(session, (await authorize(session)).get('code'))).body;
      expect((await session.oauth({ token: access_token }, null, 'revoke')).status).toBe(401);
      expect((await session.get('/users', access_token)).status).toBe(200);

      expect(brief(await session.oauth({ token: access_token }, undefined, 'revoke'))).toEqual({ status: 200, body: { status: 'success' } });

      expect((await session.get('/users', access_token)).status).toBe(401);
      expect(brief(await refresh(session, refresh_token))).toEqual(INVALID_TOKEN);
    }));

  it('leaves other tokens alone', () =>
    withFake({}, async ({ newToken, oauth, get }) => {
      const [one, two] = [await newToken(), await newToken()];
      await oauth({ token: one }, undefined, 'revoke');
      expect([(await get('/users', one)).status, (await get('/users', two)).status]).toEqual([401, 200]);
    }));
});
