import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupId, long, paramsOf, short, viewOf } from './view.ts';

const ref = fc.record({ from: fc.uuid(), verb: fc.constantFrom('HAS', 'ASSIGNED', 'IS'), type: fc.constantFrom('zoom_user', 'zoom_role', 'person'), open: fc.boolean() });

describe('the address of what is explored', () => {
  it('names an id in 22 characters, and gives it back', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(short(id)).toHaveLength(22);
        expect(long(short(id))).toBe(id);
      }),
    );
  });

  it('holds the whole view', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.uuid(), { maxLength: 40 }),
        fc.array(ref, { maxLength: 5 }),
        fc.constantFrom(undefined, 'dept', 'status'),
        fc.constantFrom(undefined, 'status=active', 'Ångström & Söhne'),
        fc.option(fc.integer({ min: 1, max: 4e12 }), { nil: undefined }),
        (ids, groups, colour, filter, on) => {
          const chosen = groups[0] ? groupId(groups[0]) : ids[0];
          const view = { ids, groups, hide: ['zoom_group'], ...(colour ? { colour } : {}), ...(filter ? { filter } : {}), ...(on ? { on } : {}), ...(chosen ? { chosen } : {}) };
          expect(viewOf(new URLSearchParams(paramsOf(view).toString()))).toEqual(view);
        },
      ),
    );
  });

  it('takes whole ids from the links of other pages, and nonsense for what it is', () => {
    const id = '13babb27-f912-f986-aa32-71a9fdfbfe14';
    expect(viewOf(new URLSearchParams(`ids=${id},${id}`)).ids).toEqual([id]);
    expect(viewOf(new URLSearchParams('s=..x&g=~~&on=never&hide=')).groups).toEqual([]);
  });

  it('stays short enough for proxies with two hundred things', () => {
    const ids = fc.sample(fc.uuid(), 200);
    expect(paramsOf({ ids, groups: [], hide: [] }).toString().length).toBeLessThan(6_000);
  });
});
