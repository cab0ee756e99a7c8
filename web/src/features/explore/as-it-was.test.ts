import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Schemas } from '../../shared/api.ts';
import type { Thing, Tie } from '../../shared/graph/types.ts';
import { asItWas, momentsOf } from './as-it-was.ts';

const thing = (key: string, properties: Record<string, unknown> = {}): Thing => ({ id: `id of ${key}`, key, name: key, type: 'zoom_user', classes: ['User'], properties });
const tie = (from: string, to: string): Tie => ({ id: `${from}|${to}`, key: `${from}|has|${to}`, from: `id of ${from}`, to: `id of ${to}`, verb: 'HAS' });
const change = (on: number, key: string, operation: 'created' | 'updated' | 'deleted', properties: Schemas['Change']['properties'] = [], kind: 'entity' | 'relationship' = 'entity'): Schemas['Change'] => ({
  on,
  key,
  operation,
  kind,
  properties,
  scope: 's',
  type: 't',
  displayName: key,
});

describe('the graph as it was', () => {
  it('gives a changed property its old value, and takes away one that was not known', () => {
    const ada = thing('ada', { dept: 'Sales', isAdmin: true });
    const changes = [change(20, 'ada', 'updated', [{ name: 'isAdmin', new: true }]), change(10, 'ada', 'updated', [{ name: 'dept', old: 'Legal', new: 'Sales' }])];
    expect(asItWas({ things: [ada], ties: [] }, changes, 15).things[0]?.properties).toEqual({ dept: 'Sales' });
    expect(asItWas({ things: [ada], ties: [] }, changes, 5).things[0]?.properties).toEqual({ dept: 'Legal' });
    expect(asItWas({ things: [ada], ties: [] }, changes, 25).things[0]?.properties).toEqual({ dept: 'Sales', isAdmin: true });
  });

  it('leaves out what was first seen later, with what is tied to it', () => {
    const graph = { things: [thing('ada'), thing('staff')], ties: [tie('staff', 'ada')] };
    expect(asItWas(graph, [change(10, 'ada', 'created')], 5)).toEqual({ things: [thing('staff')], ties: [] });
  });

  it('shows a relationship that was deleted since, and none that was deleted before', () => {
    const graph = { things: [thing('ada'), thing('staff')], ties: [tie('staff', 'ada')] };
    const gone = [change(10, 'staff|has|ada', 'deleted', [], 'relationship')];
    expect(asItWas(graph, gone, 5).ties).toHaveLength(1);
    expect(asItWas(graph, gone, 15).ties).toHaveLength(0);
  });

  it('is the graph of now after the last change, whatever the changes were', () => {
    const value = fc.constantFrom('a', 'b', undefined);
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 12 }), (values) => {
        // Each moment the property became the next value.
        const changes = values
          .map((now, index) => ({ old: index === 0 ? undefined : values[index - 1], now, on: index + 1 }))
          .filter(({ old, now }) => old !== now)
          .map(({ old, now, on }) => change(on, 'ada', 'updated', [{ name: 'x', ...(old === undefined ? {} : { old }), ...(now === undefined ? {} : { new: now }) }]))
          .reverse();
        const last = values.at(-1);
        const ada = thing('ada', last === undefined ? {} : { x: last });
        for (const [index, expected] of values.entries()) expect(asItWas({ things: [ada], ties: [] }, changes, index + 1).things[0]?.properties.x).toBe(expected);
        expect(asItWas({ things: [ada], ties: [] }, changes, 0).things[0]?.properties.x).toBeUndefined();
      }),
    );
  });

  it('stops at each moment once, oldest first', () => {
    expect(momentsOf([change(20, 'a', 'updated'), change(20, 'b', 'updated'), change(10, 'a', 'created')])).toEqual([10, 20]);
  });
});
