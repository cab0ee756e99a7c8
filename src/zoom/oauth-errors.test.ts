import { describe, expect, it } from 'vitest';
import { explainOAuthRefusal, type Grant } from './oauth-errors.ts';

const ROWS: readonly (readonly [status: number, error: string, reason: string, grant: Grant, message: RegExp])[] = [
  [400, 'invalid_request', 'Bad Request', 'account_credentials', /account id/],
  [400, 'invalid_client', 'Invalid client_id or client_secret', 'account_credentials', /client secret is wrong/],
  [401, 'invalid_client', 'Invalid client_id or client_secret', 'refresh_token', /client secret is wrong/],
  [400, 'invalid_client', 'The app has been disabled by the developer', 'account_credentials', /not activated/],
  [400, 'invalid_grant', 'Invalid Token!', 'refresh_token', /revoked, or its refresh token was already used/],
  [400, 'unsupported_grant_type', 'Unsupported grant type', 'account_credentials', /kind of Zoom app/],
  [400, '4705', '', 'account_credentials', /kind of Zoom app/],
  [400, '4717', '', 'account_credentials', /not activated/],
  [400, '4709', '', 'authorization_code', /redirect/],
  [400, '4734', '', 'authorization_code', /code has expired or was used/],
  [400, '4741', '', 'refresh_token', /revoked/],
  [418, 'teapot', '', 'account_credentials', /refused to give/],
];

describe('a refused token request', () => {
  it.each(ROWS)('%i %s "%s" for %s is explained', (status, error, reason, grant, message) => {
    const explained = explainOAuthRefusal({ status, error, reason }, grant, 'track-9');
    expect(explained.code).toBe('zoom-credentials');
    expect(explained.message).toMatch(message);
    expect(explained.message).toContain('track-9');
    expect(explained.hint.length).toBeGreaterThan(20);
  });
});
