import { describe, expect, it } from 'vitest';
import { parseAnswer, situationOf } from './answer.ts';
import { getUserSettings } from './endpoints/get-user-settings.ts';
import { listUsers } from './endpoints/list-users.ts';
import { requestUrl } from './request-url.ts';
import type { Incoming } from './transport.ts';

const json = (body: unknown, status = 200): Incoming => ({ status, headers: {}, bodyKind: 'json', body });

describe('an answer', () => {
  it('is a failure when a 200 carries code and message but not the list', () => {
    expect(situationOf(json({ code: 300, message: 'no' }), listUsers).bodyKind).toBe('failure');
    expect(situationOf(json({ code: '300', message: 'no' }), getUserSettings)).toMatchObject({ bodyKind: 'failure', code: 300 });
    expect(situationOf(json({ code: 300, message: 'no', users: [] }), listUsers).bodyKind).toBe('json');
    expect(situationOf(json({ message: 'hello' }), getUserSettings).bodyKind).toBe('json');
    expect(situationOf(json([1]), getUserSettings).bodyKind).toBe('invalid');
  });

  it('keeps unknown keys', () => {
    expect(parseAnswer(listUsers, { users: [{ id: 'a', brand_new: { x: 1 } }], other: 2 }, undefined)).toEqual({ users: [{ id: 'a', brand_new: { x: 1 } }], other: 2 });
  });

  it('puts Zoom\'s uneven types right: null and "" are absent, numeric ids are strings', () => {
    const answer = { users: [{ id: '', email: 'p@x.us', role_id: 2, group_ids: null, dept: '' }, { id: 'b' }] };
    expect(parseAnswer(listUsers, answer, undefined)).toEqual({ users: [{ email: 'p@x.us', role_id: '2', dept: '' }, { id: 'b' }] });
  });

  it('names the place, never the value, where its shape is another', () => {
    expect(() => parseAnswer(listUsers, { users: [{ id: { canary: 1 } }] }, 'track-2')).toThrow(/users\.0\.id.*track-2/);
    expect(() => parseAnswer(listUsers, {}, undefined)).toThrow(/users/);
  });
});

describe('the URL of a call', () => {
  it('encodes ids and sends declared parameters only', () => {
    expect(requestUrl('https://api.zoom.us/v2', getUserSettings, { params: { userId: 'a/../b==' }, query: { option: '' } })).toBe('https://api.zoom.us/v2/users/a%2F..%2Fb%3D%3D/settings');
    expect(() => requestUrl('x', getUserSettings, { params: { userId: '..' } })).toThrow();
    expect(() => requestUrl('x', getUserSettings, {})).toThrow();
    expect(() => requestUrl('x', listUsers, { query: { stauts: 'inactive' } })).toThrow('stauts');
  });
});
