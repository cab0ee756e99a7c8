import { describe, expect, it } from 'vitest';
import { GraphZoomError } from '../../lib/errors.ts';
import { settingsOf } from './config.ts';
import { toSdkError } from './sdk-errors.ts';
import { configuredScopes, stepStartStates } from './start-states.ts';

const disabled = (scopes?: string) =>
  Object.entries(stepStartStates(scopes === undefined ? {} : { scopes }))
    .filter(([, state]) => state.disabled)
    .map(([id]) => id);

describe('which steps the SDK runs', () => {
  it('are all of them where the configuration names no scopes, for the token tells', () => {
    expect(disabled()).toEqual([]);
    expect(disabled('  ')).toEqual([]);
    expect(configuredScopes({ scopes: ' ' })).toBeUndefined();
  });

  it('are those that the named scopes open, classic or granular, separated as the original takes them', () => {
    expect(disabled('user:read:admin group:read:admin role:read:admin')).toEqual([]);
    expect(disabled('user:read:list_users:admin,role:read:list_roles:admin')).toEqual(['fetch-groups']);
    expect(disabled('group:read:admin')).toEqual(['fetch-roles', 'fetch-users']);
  });
});

describe('the configuration of an instance', () => {
  it('is Server-to-Server credentials where all three are there, whatever else is', () => {
    expect(settingsOf({ accountId: ' a ', clientId: 'c', clientSecret: 's', accessToken: 't' })).toMatchObject({ accountId: 'a', auth: { kind: 'server-to-server', accountId: 'a', clientId: 'c', clientSecret: 's' } });
    expect(settingsOf({ accessToken: 't' })).toMatchObject({ auth: { kind: 'token', accessToken: 't' } });
  });

  it.each([
    [{ accountId: 'a', clientId: 'c' }, 'clientSecret missing'],
    [{ clientSecret: 's' }, 'accountId and clientId missing'],
    [{ accountId: 'a', clientId: 'c', clientSecret: '"s"' }, 'clientSecret: there are quotes'],
  ])('says of %j that %s', (config, told) => {
    expect(() => settingsOf(config)).toThrow(told);
  });
});

describe('an error as the SDK knows it', () => {
  it.each([
    [new GraphZoomError('zoom-credentials', 'No.'), 'PROVIDER_AUTHENTICATION_ERROR', true],
    [new GraphZoomError('config-invalid', 'No.'), 'CONFIG_VALIDATION_ERROR', true],
    [new GraphZoomError('zoom-scope', 'No.'), 'PROVIDER_AUTHORIZATION_ERROR', false],
    [new GraphZoomError('zoom-unavailable', 'No.'), 'PROVIDER_API_ERROR', false],
  ])('%s', (error, code, fatal) => {
    expect(toSdkError(error)).toMatchObject({ code, fatal, message: `No. ${error.hint}` });
  });

  it('stays what it is where it is a defect', () => {
    const defect = new TypeError('x is not a function');
    expect(toSdkError(defect)).toBe(defect);
  });
});
