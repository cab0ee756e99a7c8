import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEVELS } from '../alerting.ts';
import { decideLife, type Life, type LifeInput, MOMENT_MS } from './lifecycle.ts';

const NOW = Date.UTC(2026, 10, 25);
const BASE: LifeInput = { met: true, createsAlert: true, level: 'HIGH', baseline: false, known: true, fresh: 1, entered: 0, different: false, momentary: false, onlyNew: true, cause: 'interval', now: NOW };
const ACTIVE = { status: 'ACTIVE', level: 'HIGH', lastMetOn: NOW - 1_000 } as const;
const DISMISSED = { ...ACTIVE, status: 'DISMISSED' } as const;

/** What is so, what it comes to, and whether the actions are done and why. */
const TABLE: [string, Partial<LifeInput>, Life['transition'], string, boolean, string][] = [
  ['nothing is found', { met: false }, 'none', 'condition-not-met', false, 'condition-not-met'],
  ['something is found the first time', { entered: 1, known: false }, 'opened', 'condition-met', true, 'opened'],
  ['something is found, though nothing entered', {}, 'opened', 'condition-met', true, 'opened'],
  ['the first evaluation of a rule that watches changes', { baseline: true, known: false, fresh: 0, entered: 3 }, 'none', 'baseline', false, 'baseline'],
  ['such a rule finds what it always found', { baseline: true, fresh: 0 }, 'none', 'back-to-baseline', false, 'back-to-baseline'],
  ['such a rule finds something new', { baseline: true, fresh: 1, entered: 1 }, 'opened', 'condition-met', true, 'opened'],
  ['such a rule finds it still', { baseline: true, alert: ACTIVE }, 'refreshed', 'still-true', false, 'nothing-new'],
  ['what was new is gone', { baseline: true, fresh: 0, alert: ACTIVE }, 'cleared', 'back-to-baseline', false, 'back-to-baseline'],
  ['it is found still', { alert: ACTIVE }, 'refreshed', 'still-true', false, 'nothing-new'],
  ['more is found', { alert: ACTIVE, entered: 2, different: true }, 'refreshed', 'more-entered', true, 'more-entered'],
  ['less is found', { alert: ACTIVE, different: true }, 'refreshed', 'changed', false, 'nothing-new'],
  ['it is found still, and told every time', { alert: ACTIVE, onlyNew: false }, 'refreshed', 'still-true', true, 'every-time'],
  ['told every time, but only something else changed', { alert: ACTIVE, onlyNew: false, cause: 'data-changed' }, 'refreshed', 'still-true', false, 'same-until-interval'],
  ['told every time, and it changed', { alert: ACTIVE, onlyNew: false, cause: 'data-changed', different: true }, 'refreshed', 'changed', true, 'every-time'],
  ['the level rises', { alert: { ...ACTIVE, level: 'LOW' } }, 'escalated', 'level-rose', true, 'level-rose'],
  ['the level falls', { alert: { ...ACTIVE, level: 'CRITICAL' } }, 'refreshed', 'still-true', false, 'nothing-new'],
  ['it is over', { alert: ACTIVE, met: false }, 'cleared', 'condition-not-met', false, 'condition-not-met'],
  ['it is snoozed and more is found', { alert: { ...ACTIVE, snoozedUntil: NOW + 1 }, entered: 1, different: true }, 'refreshed', 'more-entered', false, 'snoozed'],
  ['it is snoozed and the level rises', { alert: { ...ACTIVE, level: 'LOW', snoozedUntil: NOW + 1 } }, 'escalated', 'level-rose', false, 'snoozed'],
  ['it was snoozed until now', { alert: { ...ACTIVE, snoozedUntil: NOW }, entered: 1, different: true }, 'refreshed', 'more-entered', true, 'more-entered'],
  ['it is snoozed and over', { alert: { ...ACTIVE, snoozedUntil: NOW + 1 }, met: false }, 'cleared', 'condition-not-met', false, 'condition-not-met'],
  ['it was dismissed and is found still', { alert: DISMISSED }, 'none', 'dismissed', false, 'dismissed'],
  ['it was dismissed and more is found', { alert: DISMISSED, entered: 1 }, 'reopened', 'entered-after-dismissal', true, 'entered-after-dismissal'],
  ['it was dismissed and the level rises', { alert: { ...DISMISSED, level: 'LOW' } }, 'reopened', 'level-rose', true, 'level-rose'],
  ['it was dismissed and is over', { alert: DISMISSED, met: false }, 'none', 'condition-not-met', false, 'condition-not-met'],
  ['a moment', { momentary: true, entered: 9, different: true }, 'opened', 'condition-met', true, 'opened'],
  ['the evaluation after a moment', { momentary: true, met: false, alert: ACTIVE }, 'none', 'moment-kept', false, 'condition-not-met'],
  ['a week after a moment', { momentary: true, met: false, alert: { ...ACTIVE, lastMetOn: NOW - MOMENT_MS } }, 'cleared', 'moment-over', false, 'moment-over'],
  ['no alert is wanted, and something entered', { createsAlert: false, entered: 1 }, 'none', 'condition-met', true, 'more-entered'],
  ['no alert is wanted, and nothing entered', { createsAlert: false }, 'none', 'condition-met', false, 'nothing-new'],
];

describe('an alert', () => {
  it.each(TABLE)('%s', (_name, input, transition, reason, act, actReason) => {
    expect(decideLife({ ...BASE, ...input })).toEqual({ transition, reason, act, actReason });
  });

  it('never tells while it is snoozed, never opens a second beside an active one, and never tells of nothing', () => {
    const level = fc.constantFrom(...LEVELS);
    const alert = fc.record({
      status: fc.constantFrom('ACTIVE' as const, 'DISMISSED' as const),
      level,
      lastMetOn: fc.integer({ min: NOW - 2 * MOMENT_MS, max: NOW }),
      snoozedUntil: fc.integer({ min: NOW - 5, max: NOW + 5 }),
    });
    const flags = fc.record({ met: fc.boolean(), createsAlert: fc.boolean(), baseline: fc.boolean(), known: fc.boolean(), momentary: fc.boolean(), onlyNew: fc.boolean(), different: fc.boolean() });
    fc.assert(
      fc.property(fc.option(alert, { nil: undefined }), flags, level, fc.nat(3), fc.nat(3), fc.constantFrom('interval' as const, 'data-changed' as const), (going, some, raised, fresh, entered, cause) => {
        const life = decideLife({ ...some, level: raised, fresh, entered, cause, now: NOW, ...(going ? { alert: going } : {}) });
        if (!some.met) expect(life.act).toBe(false);
        if (going?.status === 'ACTIVE' && going.snoozedUntil > NOW && some.createsAlert) expect(life.act).toBe(false);
        if (going?.status === 'ACTIVE') expect(['opened', 'reopened']).not.toContain(life.transition);
        if (going === undefined) expect(['none', 'opened']).toContain(life.transition);
        if (life.transition === 'opened' || life.transition === 'reopened') expect(life.act).toBe(true);
      }),
    );
  });
});
