import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../test/support/fake-clock.ts';
import { accountCredentials, authorizeUrl, createPkce, exchangeCode, refresh } from './oauth.ts';
import type { Incoming, Outgoing } from './transport.ts';

const answer = (status: number, body?: unknown, rest: Partial<Incoming> = {}): Incoming => ({ status, headers: {}, bodyKind: body === undefined ? 'html' : 'json', body, ...rest });
const GIVEN = answer(200, { access_token: 'a', expires_in: 3599, scope: 'x y', refresh_token: 'r2' });

const set = (...answers: Incoming[]) => {
  const sent: Outgoing[] = [];
  const clock = new FakeClock();
  const transport = {
    send: async (outgoing: Outgoing) => {
      sent.push(outgoing);
      return answers.shift() ?? GIVEN;
    },
    close: async () => {},
  };
  return { sent, clock, context: { transport, clock, oauthUrl: 'https://zoom.us/oauth/', clientId: 'id', clientSecret: 'secret', random: () => 0.5 } };
};

describe('asking for a token', () => {
  it('keeps every parameter out of the URL', async () => {
    const { sent, context } = set();
    await accountCredentials(context, 'ACCOUNT');
    await refresh(context, 'r1');
    await exchangeCode(context, 'CODE', 'http://localhost:5000/redirect', 'VERIFIER');
    expect(sent.map(({ url }) => url)).toEqual(Array(3).fill('https://zoom.us/oauth/token'));
    expect(sent[0]?.authorization).toBe(`Basic ${Buffer.from('id:secret').toString('base64')}`);
    expect(sent.map(({ form }) => form)).toEqual([
      { grant_type: 'account_credentials', account_id: 'ACCOUNT' },
      { grant_type: 'refresh_token', refresh_token: 'r1' },
      { grant_type: 'authorization_code', code: 'CODE', redirect_uri: 'http://localhost:5000/redirect', code_verifier: 'VERIFIER' },
    ]);
  });

  it('tries again after server errors, lost connections and 429', async () => {
    const { sent, clock, context } = set(answer(502), answer(0, undefined, { networkError: 'ECONNRESET' }), answer(429));
    expect(await clock.run(accountCredentials(context, 'A'))).toMatchObject({ access_token: 'a' });
    expect(sent).toHaveLength(4);
  });

  it('does not try again when Zoom refuses the credentials', async () => {
    const { sent, context } = set(answer(400, { reason: 'Invalid client_id or client_secret', error: 'invalid_client' }));
    await expect(accountCredentials(context, 'A')).rejects.toMatchObject({ code: 'zoom-credentials' });
    expect(sent).toHaveLength(1);
  });

  it('sends the parameters in the query where the body is not looked at, and tells the first refusal when that fails too', async () => {
    const ignored = answer(400, { reason: 'unsupported grant type', error: 'unsupported_grant_type' });
    const { sent, context } = set(ignored);
    expect(await accountCredentials(context, 'A')).toMatchObject({ access_token: 'a' });
    expect(sent[1]).toMatchObject({ url: 'https://zoom.us/oauth/token?grant_type=account_credentials&account_id=A', form: {} });
    const refusing = set(answer(400, { reason: 'Bad Request', error: 'invalid_request' }), ignored);
    await expect(accountCredentials(refusing.context, 'A')).rejects.toThrow('Bad Request');
  });

  it('says that nobody is at the address', async () => {
    const { clock, context } = set(...Array<Incoming>(3).fill(answer(0, undefined, { networkError: 'ENOTFOUND' })));
    await expect(clock.run(accountCredentials(context, 'A'))).rejects.toMatchObject({ code: 'zoom-unreachable' });
  });

  it('does not take an answer without a token for one', async () => {
    const { context } = set(answer(200, { hello: 'world' }));
    await expect(accountCredentials(context, 'A')).rejects.toMatchObject({ code: 'zoom-answer' });
  });
});

describe('sending a person to Zoom', () => {
  it('carries state and the PKCE challenge', () => {
    const { verifier, challenge } = createPkce();
    expect(verifier).toMatch(/^[\w-]{43}$/);
    const url = new URL(authorizeUrl({ oauthUrl: 'https://zoom.us/oauth', clientId: 'id', redirectUri: 'http://localhost:5000/redirect', state: 's', challenge }));
    expect(url.pathname).toBe('/oauth/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({ response_type: 'code', client_id: 'id', redirect_uri: 'http://localhost:5000/redirect', state: 's', code_challenge: challenge, code_challenge_method: 'S256' });
  });
});
