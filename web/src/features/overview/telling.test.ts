import { expect, it } from 'vitest';
import type { Schemas } from '../../shared/api.ts';
import { newsOf, said, tellingOf } from './telling.ts';

const change = (key: string, properties: Schemas['Change']['properties'], more: Partial<Schemas['Change']> = {}): Schemas['Change'] => ({
  on: 1,
  scope: 's',
  operation: 'updated',
  kind: 'entity',
  type: 'zoom_user',
  key,
  displayName: key,
  properties,
  ...more,
});

it('says what matters first, and nothing twice', () => {
  const told = tellingOf([
    { name: 'active', old: true, new: false },
    { name: 'dept', old: 'IT', new: 'HR' },
    { name: 'lastLoginTime', old: 1, new: 2 },
    { name: 'roleId', old: '1', new: '2' },
    { name: 'roleName', old: 'Member', new: 'Admin' },
    { name: 'status', old: 'active', new: 'inactive' },
  ]);
  expect(told.map(({ name }) => name)).toEqual(['roleName', 'status', 'dept']);
});

it('says it in words, without ids', () => {
  expect(said({ name: 'meetingSecurityWaitingRoom', old: true, new: false })).toEqual({ words: 'Meeting security waiting room: on → ', now: 'off' });
  expect(said({ name: 'isAdmin', old: false, new: true }).now).toBe('is an administrator now');
  expect(said({ name: 'groupIds', old: ['a', 'b'], new: ['b', 'c', 'd'] }).now).toBe('joined 2 groups, left a group');
  expect(said({ name: 'groupIds', old: undefined, new: ['b'] }).now).toBe('joined a group');
});

it('says once what was done to many at once', () => {
  const many = Array.from({ length: 6 }, (_one, index) => change(`u${index}`, [{ name: 'manager', old: 'a', new: 'b' }]));
  const news = newsOf([...many, change('u9', [{ name: 'dept', old: 'a', new: 'b' }]), change('g1', [], { operation: 'created', type: 'zoom_group' })]);
  expect(news.map(({ alike, names }) => [alike.length, ...names])).toEqual([[6, 'manager'], [1, 'dept'], [1]]);
});
