import { expect, it } from 'vitest';
import { withFake } from '../../test/support/fake-session.ts';

const post = (url: string, body: unknown, type = 'application/json') => fetch(url, { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) });

it('other processes change the company, switch faults and scopes, and read what was asked', () =>
  withFake({ users: 40 }, async ({ fake, get }) => {
    const { changes } = (await (await post(`${fake.url}/control/change`, { count: 3 })).json()) as { changes: object[] };
    expect(changes).toHaveLength(3);
    expect(fake.world.org.overrides.size).toBe(3);

    await post(`${fake.url}/control/set`, { faults: 'errorBody=1', scopes: ['user:read:admin'] });
    expect(fake.world.faults.errorBody).toBe(1);
    expect((await get('/users')).body.code).toBe(500);
    await post(`${fake.url}/control/set`, { faults: { badJson: 0.5 } });
    expect(fake.world.faults).toMatchObject({ errorBody: 0, badJson: 0.5 });

    const requests = await (await fetch(`${fake.url}/control/requests`)).json();
    expect(requests).toMatchObject({ total: 1, tokens: 1, byLabel: { MEDIUM: 1 }, byRoute: { '/users': 1 } });
  }));

it('one thing of one user is changed as it is asked for, and back', () =>
  withFake({ users: 40 }, async ({ fake, get }) => {
    const { id, email } = (await get('/users')).body.users[5] as { id: string; email: string };
    const role = async () => (await get(`/users/${id}`)).body.role_id;
    expect(await role()).toBe('2');
    expect(await (await post(`${fake.url}/control/edit`, { user: email, role: 'admin' })).json()).toMatchObject({ change: { kind: 'promoted' } });
    expect(await role()).toBe('1');
    await post(`${fake.url}/control/edit`, { user: id, role: '2' });
    expect(await role()).toBe('2');
    await post(`${fake.url}/control/edit`, { user: id, status: 'inactive' });
    expect((await get(`/users/${id}`)).body.status).toBe('inactive');
  }));

it('what is not understood is refused and changes nothing', () =>
  withFake({ users: 40 }, async ({ fake }) => {
    for (const [path, body] of [
      ['change', { count: -1 }],
      ['change', { count: 'x' }],
      ['set', { faults: 'chaos' }],
      ['set', { faults: { chaos: 1 } }],
      ['edit', { user: 'nobody@example.com', role: 'Admin' }],
      ['edit', { user: '0' }],
      ['set', { plan: 'gold' }],
      ['set', { latencyMs: -3 }],
      ['set', { colour: 'blue' }],
      ['set', [1]],
    ] as const)
      expect((await post(`${fake.url}/control/${path}`, body)).status, JSON.stringify(body)).toBe(400);
    expect((await post(`${fake.url}/control/change`, { count: 1 }, 'text/plain')).status).toBe(415);
    expect((await post(`${fake.url}/control/elsewhere`, {})).status).toBe(404);
    expect(fake.world.org.overrides.size).toBe(0);
  }));
