import { describe, expect, it } from 'vitest';
import { withFake } from '../../test/support/fake-session.ts';

const ALL_SCOPES = ['user:read:admin', 'group:read:admin', 'role:read:admin', 'account:read:admin', 'account:master', 'division:read:admin', 'imgroup:read:admin', 'report:read:admin', 'phone:read:admin'];
const NOBODY = 'NoSuchIdNoSuchIdNoSuch';
const UNRECOGNIZED = [404, { code: 2300, message: 'This API endpoint is not recognized.' }];

/** Bodies of section 6 of reference/zoom-api.md, each where it belongs. */
const ERRORS: readonly (readonly [path: string, status: number, code: number, message: string])[] = [
  ['/no/such/endpoint', 404, 2300, 'This API endpoint is not recognized.'],
  ['/users/%E0%A4', 404, 1001, 'User does not exist: \uFFFD.'],
  [`/users/${NOBODY}`, 404, 1001, `User does not exist: ${NOBODY}.`],
  [`/users/${NOBODY}/settings`, 404, 1001, `User does not exist: ${NOBODY}.`],
  ['/users/nobody7%40example.com', 404, 1001, 'User does not exist: nobody7@example.com.'],
  [`/groups/${NOBODY}`, 404, 4130, `A group with the "${NOBODY}" ID does not exist.`],
  [`/groups/${NOBODY}/members`, 404, 4130, `A group with the "${NOBODY}" ID does not exist.`],
  [`/roles/${NOBODY}`, 400, 1034, 'Provided `role_id` does not exist.'],
  [`/roles/${NOBODY}/members`, 400, 1034, 'Provided `role_id` does not exist.'],
  [`/accounts/${NOBODY}/settings`, 404, 2001, `Account does not exist: ${NOBODY}.`],
  ['/divisions', 401, 30031002, 'Divisions are not available for this account.'],
  ['/im/groups', 410, 4137, 'The IM Group APIs are no longer available.'],
];
const PAID = ['/groups', `/groups/${NOBODY}/members`, '/roles/0', '/roles/0/members', '/accounts/me/settings', '/accounts/me/lock_settings', '/report/activities'];

describe('errors', () => {
  it.each(ERRORS)('GET %s', (path, status, code, message) =>
    withFake({ scopes: ALL_SCOPES }, async ({ get }) => {
      const answer = await get(path);
      expect([answer.status, answer.body]).toEqual([status, { code, message }]);
      expect(answer.headers.get('content-type')).toBe('application/json;charset=UTF-8');
      expect(answer.headers.get('x-zm-trackingid')).toMatch(/^v=2\.0;clid=us06;rid=WEB_[\da-f]{32}$/);
    }),
  );

  it.each(PAID)('GET %s on a Free plan', (path) =>
    withFake({ scopes: ALL_SCOPES, plan: 'free' }, async ({ get }) => {
      const { status, body } = await get(path);
      expect([status, body]).toEqual([400, { code: 200, message: 'Only available for Paid account.' }]);
    }),
  );

  it('other methods and other roots are not recognized', () =>
    withFake({}, async ({ fake, newToken }) => {
      const headers = { authorization: `Bearer ${await newToken()}` };
      for (const [url, method] of [
        [`${fake.apiUrl}/users`, 'POST'],
        [`${fake.url}/v1/users`, 'GET'],
        [`${fake.apiUrl}x/users`, 'GET'],
      ] as const) {
        const response = await fetch(url, { method, headers });
        expect([response.status, await response.json()], `${method} ${url}`).toEqual(UNRECOGNIZED);
      }
    }));

  it('somebody who was invited is found by his address, without an id, and has no settings yet', () =>
    withFake({ users: 100 }, async ({ get }) => {
      const pending = (await get('/users?status=pending')).body.users[0] as { email: string };
      const address = encodeURIComponent(pending.email);

      expect((await get(`/users/${address}`)).body).toEqual(pending);
      const { status, body } = await get(`/users/${address}/settings`);
      expect([status, body.code]).toEqual([400, 1120]);
    }));

  it('an id and an address lead to the same person; ids are case-sensitive', () =>
    withFake({ users: 100 }, async ({ get, fake }) => {
      const person = fake.world.org.person(20);
      const byId = await get(`/users/${encodeURIComponent(String(person?.id))}`);
      const byEmail = await get(`/users/${encodeURIComponent(String(person?.list.email).toUpperCase())}`);

      expect(byId.status).toBe(200);
      expect(byEmail.text).toBe(byId.text);
      expect((await get(`/users/${person?.id.toLowerCase()}`)).status).toBe(404);
    }));
});
