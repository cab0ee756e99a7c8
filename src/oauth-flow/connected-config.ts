import { GraphZoomError } from '../lib/errors.ts';
import type { Connection } from './finish.ts';

type Config = Readonly<Record<string, unknown>>;

/** The configuration of an instance that is from now on read by this connection; credentials of other kinds go, for they would win. */
export function connectedConfig(before: Config, { app: { clientId, clientSecret }, refreshToken }: Connection): Config {
  if (refreshToken === undefined)
    throw new GraphZoomError('zoom-answer', 'Zoom gave an access token, but no refresh token to renew it with.', { hint: 'Make an app of the kind "General App": only those can be connected for longer than an hour.' });
  const { accountId: _accountId, accessToken: _accessToken, ...rest } = before;
  return { ...rest, clientId, clientSecret, refreshToken };
}
