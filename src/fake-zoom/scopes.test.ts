import { describe, expect, it } from 'vitest';
import { withFake } from '../../test/support/fake-session.ts';
import { ROUTES } from './routes.ts';
import { missingScopes } from './scopes.ts';

const refusal = (scopes: string) => ({ code: 4711, message: `Invalid access token, does not contain scopes:[${scopes}].` });

describe('a token without the scope', () => {
  it('is told the granular names', () =>
    withFake({ scopes: ['group:read:list_groups:admin'] }, async ({ get }) => {
      const { status, body } = await get('/users');

      expect(status).toBe(400);
      expect(body).toEqual(refusal('user:read:list_users:admin'));
      expect((await get('/users/me/settings')).body).toEqual(refusal('user:read:settings:admin'));
      expect((await get('/roles/0/members')).body).toEqual(refusal('role:read:list_members, role:read:list_members:admin'));
      expect((await get('/groups')).status).toBe(200);
    }));

  it('of an older app is told the classic ones', () =>
    withFake({ scopes: ['role:read:admin'] }, async ({ get }) => {
      expect((await get('/users')).body).toEqual(refusal('user:read:admin, user:write:admin'));
      expect((await get('/groups/nobody/members')).body).toEqual(refusal('group:read:admin, group:write:admin'));
      expect((await get('/roles')).status).toBe(200);
    }));

  it('of the phone part has its own code and no full stop', () =>
    withFake({ scopes: ['user:read:list_users:admin'] }, async ({ get }) => {
      const { status, body } = await get('/phone/users');

      expect([status, body]).toEqual([400, { code: 104, message: 'Invalid access token, does not contain scopes:[phone:read:list_users:admin]' }]);
    }));

  it.each(ROUTES.map((route) => [route.path, route] as const))('is refused on %s; any one of the scopes opens it', (_, { scopes, path }) => {
    const route = { account: path.startsWith('/accounts/'), phone: path.startsWith('/phone/') };
    expect(missingScopes(scopes, ['nothing:of:use:here'], route)?.status).toBe(400);
    for (const scope of [...scopes.classic, ...scopes.granular]) expect(missingScopes(scopes, [scope], route)).toBeUndefined();
  });
});

describe('the scopes of an app', () => {
  it('that are taken away are lost at once, those that are added come with the next token', () =>
    withFake({ scopes: ['user:read:admin'] }, async ({ get, fake, newToken }) => {
      const old = await newToken();
      fake.set({ scopes: ['group:read:admin'] });

      expect((await get('/users', old)).body.code).toBe(4711);
      expect((await get('/groups', old)).body.code).toBe(4711);
      expect((await get('/groups', await newToken())).status).toBe(200);
    }));

  it('can be lost in the middle by a fault, for new tokens too', () =>
    withFake({ faults: { scopeLost: { scope: 'group:read:admin', after: 2 } } }, async ({ get, newToken, oauth, fake }) => {
      const statuses = [];
      for (let i = 0; i < 4; i++) statuses.push((await get('/groups')).status);

      expect(statuses).toEqual([200, 200, 400, 400]);
      expect((await get('/groups', await newToken())).status).toBe(400);
      expect((await oauth({ grant_type: 'account_credentials', account_id: fake.credentials.accountId })).body.scope).not.toContain('group:read:admin');
      expect((await get('/users')).status).toBe(200);
    }));
});
