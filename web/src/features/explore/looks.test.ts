import { describe, expect, it } from 'vitest';
import type { Thing } from '../../shared/graph/types.ts';
import { looksOf, passes, tellingProperties } from './looks.ts';

const thing = (id: string, properties: Record<string, unknown>, type = 'zoom_user'): Thing => ({ id, key: id, name: `Name of ${id}`, type, classes: [], properties });

describe('what things look like', () => {
  it('has one colour for each value, grey for what is not known, and counts them', () => {
    const { colour, legend } = looksOf([thing('a', { dept: 'Legal' }), thing('b', { dept: 'Legal' }), thing('c', { dept: 'Sales' }), thing('d', {})], [], { colour: 'dept' });
    expect(colour.get('a')).toBe(colour.get('b'));
    expect(new Set(['a', 'c', 'd'].map((id) => colour.get(id))).size).toBe(3);
    expect(legend.map(({ label, count }) => [label, count])).toEqual([
      ['Legal', 2],
      ['Sales', 1],
      ['unknown', 1],
    ]);
  });

  it('puts values beyond what colours can tell together', () => {
    const things = Array.from({ length: 12 }, (_one, index) => thing(String(index), { dept: `d${index}` }));
    expect(looksOf(things, [], { colour: 'dept' }).legend.at(-1)).toMatchObject({ label: 'others', count: 5 });
  });

  it('is as large as a number says', () => {
    const { size } = looksOf([thing('a', { n: 1 }), thing('b', { n: 100 }), thing('c', {})], [], { size: 'n' });
    expect(size.get('b')).toBeGreaterThan(size.get('a') as number);
    expect(size.get('c')).toBeLessThan(size.get('a') as number);
  });

  it('offers properties that differ, and no times as numbers', () => {
    const { colours, sizes } = tellingProperties([thing('a', { dept: 'Legal', same: 1, lastLoginTime: 1_700_000_000_000 }), thing('b', { dept: 'Sales', same: 1, lastLoginTime: 1_800_000_000_000 })]);
    expect(colours).toContain('dept');
    expect(colours).not.toContain('same');
    expect(sizes).toEqual(['relations', 'same']);
  });

  it('filters by property and value, by the words of a name, and by nothing while one types', () => {
    const ada = thing('ada', { status: 'active', tags: ['x', 'y'] });
    expect(passes(ada, 'status=active')).toBe(true);
    expect(passes(ada, 'status = ACTIVE')).toBe(true);
    expect(passes(ada, 'status=inactive')).toBe(false);
    expect(passes(ada, 'status=')).toBe(true);
    expect(passes(ada, 'dept=unknown')).toBe(true);
    expect(passes(ada, 'name of a')).toBe(true);
    expect(passes(ada, 'ben')).toBe(false);
  });
});
