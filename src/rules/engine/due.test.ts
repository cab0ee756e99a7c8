import { expect, it } from 'vitest';
import { decideDue } from './due.ts';

const NOW = Date.UTC(2026, 10, 25);
const rule = { pollingInterval: 'ONE_HOUR', updatedOn: 0, version: 2, evaluatedVersion: 2, lastEvaluationStartOn: NOW - 1_000 } as const;

it.each([
  ['one that is disabled', { pollingInterval: 'DISABLED' }, { run: false, reason: 'disabled' }],
  ['one that never ran', { lastEvaluationStartOn: undefined }, { run: true, reason: 'never-evaluated' }],
  ['one that somebody changed', { version: 3 }, { run: true, reason: 'rule-changed' }],
  ['one that ran just now', {}, { run: false, reason: 'not-yet', nextOn: NOW - 1_000 + 3_600_000 }],
  ['one whose hour is over', { lastEvaluationStartOn: NOW - 3_600_000 }, { run: true, reason: 'interval-over' }],
  ['one that ran in the future, by a clock that was set back', { lastEvaluationStartOn: NOW + 1 }, { run: true, reason: 'clock-went-back' }],
  ['a weekly one', { pollingInterval: 'ONE_WEEK', lastEvaluationStartOn: NOW - 7 * 86_400_000 + 1 }, { run: false, reason: 'not-yet', nextOn: NOW + 1 }],
] as const)('%s', (_name, changes, due) => {
  expect(decideDue({ ...rule, ...changes } as never, NOW)).toEqual(due);
});
