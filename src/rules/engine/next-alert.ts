import { randomUUID } from 'node:crypto';
import type { Alert, Evaluation, Level, MemberChange, Rule } from '../alerting.ts';
import type { Life } from './lifecycle.ts';

/** Members of an alert that are kept with it; the others are in the result. */
export const KEPT_MEMBERS = 50;
/** What happened to an alert, at most. */
const KEPT_STORY = 100;

interface NextInput {
  readonly rule: Rule;
  /** The one that is going on. */
  readonly alert: Alert | undefined;
  /** The id of one that is opened. */
  readonly newId: string;
  readonly life: Life;
  readonly level: Level;
  readonly evaluation: Evaluation;
  readonly found: readonly MemberChange[];
  readonly foundCount: number;
  readonly met: boolean;
}

/** The id that an alert has if one is opened: templates may name it before it is there. */
export const newAlertId = (): string => randomUUID();

/** The alert after an evaluation, and the one before where that has another end; pure but for nothing. */
export function nextAlerts({ rule, alert, newId, life, level, evaluation, found, foundCount, met }: NextInput): Alert[] {
  const on = evaluation.endedOn;
  const told = { on, transition: life.transition, reason: life.reason };
  const now = { last: evaluation, lastUpdatedOn: on, ruleVersion: rule.version, ruleName: rule.name, found, foundCount, ...(rule.remediationSteps === undefined ? {} : { remediationSteps: rule.remediationSteps }) };
  const opened = (): Alert => ({ id: newId, ruleId: rule.id, level, status: 'ACTIVE', createdOn: evaluation.startedOn, lastMetOn: on, story: [told], ...now });
  if (life.transition === 'opened') return [opened()];
  if (alert === undefined) return [];
  if (life.transition === 'reopened') return [{ ...alert, endedOn: on }, opened()];
  const story = life.transition === 'none' || life.reason === 'still-true' ? alert.story : [...alert.story, told].slice(-KEPT_STORY);
  // A dismissed alert whose condition is over has ended: the next one is another alert.
  if (alert.status === 'DISMISSED') return [met ? { ...alert, last: evaluation } : { ...alert, last: evaluation, endedOn: on }];
  if (life.transition === 'cleared') return [{ ...alert, last: evaluation, lastUpdatedOn: on, status: 'INACTIVE', endReason: 'AUTO_CLEARED', endedOn: on, story }];
  // An alert of a moment goes on telling of that moment.
  if (life.transition === 'none') return [{ ...alert, last: evaluation, lastUpdatedOn: on }];
  return [{ ...alert, ...now, level: alert.levelSetBy === undefined || life.transition === 'escalated' ? level : alert.level, lastMetOn: on, story }];
}
