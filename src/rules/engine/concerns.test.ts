import { describe, expect, it } from 'vitest';
import { prepare } from '../../store/ask.ts';
import type { ChangedType } from '../../store/store.ts';
import { decideConcern, footprintOf } from './concerns.ts';

const classesOf = (kind: string, type: string): string[] =>
  kind === 'entity'
    ? ({ zoom_user: ['User'], employee: ['Person'], zoom_role: ['AccessRole'] }[type] ?? [])
    : [({ zoom_user_assigned_role: 'ASSIGNED', zoom_group_has_user: 'HAS' } as Record<string, string>)[type] ?? ''];
const updated = (type: string, ...properties: string[]): ChangedType => ({ kind: 'entity', type, operation: 'updated', count: 1, properties });
const came = (type: string, kind: ChangedType['kind'] = 'entity'): ChangedType => ({ kind, type, operation: 'created', count: 1, properties: [] });
const decide = (query: string, changed: ChangedType[], whole = false) => decideConcern([footprintOf(prepare(query, { now: 0 }).plan, whole)], changed, classesOf).reason;
const ADMINS = 'FIND zoom_user WITH isAdmin = true';

describe('a query sees', () => {
  it.each([
    ['a property that it filters by', ADMINS, [updated('zoom_user', 'dept', 'isAdmin')], 'sees-property'],
    ['not another property', ADMINS, [updated('zoom_user', 'dept')], 'nothing-seen-changed'],
    ['not another type', ADMINS, [came('zoom_role'), updated('zoom_role', 'isAdmin')], 'nothing-seen-changed'],
    ['who came and went', ADMINS, [came('zoom_user')], 'sees-members'],
    ['types by their class', 'FIND User WITH isAdmin = true', [came('zoom_user')], 'sees-members'],
    ['everything, if it names nothing', 'FIND * WITH isAdmin = true', [came('zoom_role')], 'sees-members'],
    ['a property of the other end', 'FIND zoom_user THAT ASSIGNED >> zoom_role WITH superAdmin = true', [updated('zoom_role', 'superAdmin')], 'sees-property'],
    ['a relationship that it follows', 'FIND zoom_user THAT ASSIGNED >> zoom_role', [came('zoom_user_assigned_role', 'relationship')], 'sees-members'],
    ['no other relationship', 'FIND zoom_user THAT ASSIGNED >> zoom_role', [came('zoom_group_has_user', 'relationship')], 'nothing-seen-changed'],
    ['any relationship, if it says so', 'FIND zoom_user THAT RELATES TO zoom_role', [came('zoom_group_has_user', 'relationship')], 'sees-members'],
    ['what must not be there', 'FIND zoom_user THAT !IS Person', [came('employee')], 'sees-members'],
    ['a column', 'FIND zoom_user AS u RETURN u.dept AS Department', [updated('zoom_user', 'dept')], 'sees-property'],
    ['what it sorts by', 'FIND zoom_user AS u RETURN u.dept ORDER BY u.title', [updated('zoom_user', 'title')], 'sees-property'],
    ['both sides of a comparison', 'FIND zoom_user AS u THAT IS Person AS p WHERE u.dept != p.department', [updated('employee', 'department')], 'sees-property'],
    ['every column of a whole entity with a star', 'FIND zoom_user AS u RETURN u.*', [updated('zoom_user', 'anything')], 'sees-property'],
    ['every property where it looks for words', "FIND 'ada' WITH isAdmin = true", [updated('zoom_user', 'anything')], 'sees-property'],
    ['the version', 'FIND zoom_user WITH _version > 3', [updated('zoom_user', 'anything')], 'sees-property'],
    ['another type of the same entity', ADMINS, [updated('zoom_user', '_type')], 'sees-property'],
  ] as const)('%s', (_name, query, changed, reason) => expect(decide(query, [...changed])).toBe(reason));

  it('every change of what it finds, where a condition looks at how that changed', () => {
    expect(decide(ADMINS, [updated('zoom_user', 'dept')], true)).toBe('sees-property');
  });
});
