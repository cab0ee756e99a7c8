import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtOf, emptyDraft, formActions, levelOf, OPERATORS, opensAlert, ruleOf, whenOf, withAction, withAlert, withLevel } from './draft.ts';

const comparison = fc.record({ query: fc.constantFrom('query0', 'admins'), operator: fc.constantFrom(...OPERATORS), number: fc.integer({ min: 0, max: 1e6 }) });

describe('a rule that is written', () => {
  it('has a condition that the builder reads as it wrote it', () => {
    fc.assert(
      fc.property(fc.constantFrom('AND' as const, 'OR' as const), fc.array(comparison, { maxLength: 4 }), (join, comparisons) => {
        const when = whenOf({ join, comparisons });
        const read = builtOf(when);
        expect(read?.comparisons).toEqual(comparisons);
        if (comparisons.length > 1) expect(read?.join).toBe(join);
      }),
    );
  });

  it('reads conditions as JupiterOne and the packs write them, and leaves the others to the expert', () => {
    expect(builtOf({ type: 'FILTER', condition: ['AND', ['queries.query0.total', '>', 0]] })?.comparisons).toEqual([{ query: 'query0', operator: '>', number: 0 }]);
    expect(builtOf({ type: 'FILTER', condition: '{{queries.query0.total != 0}}' })?.comparisons).toEqual([{ query: 'query0', operator: '!=', number: 0 }]);
    expect(builtOf(null)?.comparisons).toEqual([]);
    expect(builtOf({ type: 'FILTER', condition: '{{queries.a.total * 2 > queries.b.total}}' })).toBeUndefined();
    expect(builtOf([{ type: 'FILTER', condition: true }])).toBeUndefined();
  });

  it('has a level and an alert that come and go without touching its other actions', () => {
    const webhook = { type: 'WEBHOOK', endpoint: 'https://example.com' };
    const draft = withAction(emptyDraft('FIND zoom_user', 'Users'), Number.POSITIVE_INFINITY, webhook);
    expect(levelOf(withLevel(draft, 'HIGH'))).toBe('HIGH');
    expect(opensAlert(withAlert(draft, false))).toBe(false);
    expect(formActions(withAlert(withLevel(draft, 'LOW'), true)).map(({ action }) => action)).toEqual([webhook]);
    const [{ index } = { index: -1 }] = formActions(draft);
    expect(formActions(withAction(draft, index, undefined))).toEqual([]);
  });

  it('is sent without what nobody wrote', () => {
    expect(ruleOf({ ...emptyDraft('FIND zoom_user', ' Users '), why: ' ', population: 'FIND zoom_user' })).toMatchObject({ name: 'Users', population: 'FIND zoom_user' });
    expect(ruleOf({ ...emptyDraft(), why: ' ' })).not.toHaveProperty('why');
  });
});
