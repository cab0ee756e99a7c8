import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepare } from '../../../../src/store/ask.ts';
import { facetQuery, usersQuery } from './user-query.ts';

const params = (entries: Record<string, string>) => new URLSearchParams(entries);

describe('the query of a list of users', () => {
  it('is J1QL whatever stands in the address', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.constantFrom('status', 'dept', 'groupIds', '__proto__', 'a b'), fc.boolean(), (search, value, name, desc) => {
        const address = params({ search, [name]: value, ...(desc ? { desc: '1', sort: 'email' } : {}) });
        expect(() => prepare(usersQuery(address, ['email', 'employee', 'meetingSecurityWaitingRoom']), {})).not.toThrow();
        expect(() => prepare(facetQuery(address, 'loginMethods'), {})).not.toThrow();
      }),
    );
  });

  it('asks for what is unknown as that, for truth as that, and for digits as a number or an id', () => {
    expect(usersQuery(params({ license: 'unknown', isAdmin: 'true', groupIds: '12' }), [])).toContain("WITH [license] = undefined AND [isAdmin] = true AND [groupIds] = (12 OR '12')");
  });

  it('counts the values of a facet among what the others leave', () => {
    expect(facetQuery(params({ status: 'active', license: 'Basic' }), 'status')).toContain("WITH [license] = 'Basic' AS u");
  });
});
