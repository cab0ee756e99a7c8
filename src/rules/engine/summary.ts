import type { AlertSummary } from '../../notify/delivery.ts';
import type { Alert, Level, QueryEvaluation, Rule } from '../alerting.ts';
import type { Life } from './lifecycle.ts';
import { linesOf } from './words.ts';

/** The alert that messages are about; without one the rule stands for it. */
export const alertIdOf = (rule: Rule, life: Life, alert: Alert | undefined, newId: string): string => (life.transition === 'opened' || life.transition === 'reopened' ? newId : (alert?.id ?? rule.id));

interface SummaryInput {
  readonly rule: Rule;
  readonly life: Life;
  readonly level: Level;
  readonly alertId: string;
  readonly queries: readonly QueryEvaluation[];
  readonly population: number | undefined;
  readonly link: string | undefined;
  readonly on: number;
}

/** An alert, or a rule without one, as channels tell it. */
export function summaryOf({ rule, life, level, alertId, queries, population, link, on }: SummaryInput): AlertSummary {
  const transition = life.transition === 'none' ? (life.actReason === 'more-entered' ? 'opened' : 'refreshed') : life.transition === 'reopened' ? 'opened' : life.transition;
  return {
    alertId,
    ruleId: rule.id,
    ruleName: rule.name,
    description: rule.description,
    level,
    transition,
    total: queries[0]?.total ?? 0,
    ...(population === undefined ? {} : { population }),
    ...linesOf(queries, namesIn(rule)),
    ...(rule.why === undefined ? {} : { why: rule.why }),
    ...(rule.remediationSteps === undefined ? {} : { remediation: rule.remediationSteps }),
    ...(link === undefined ? {} : { link }),
    on,
  };
}

/** Names that stand in a rule's queries: what changed of them is told first. */
const namesIn = (rule: Rule): Set<string> => new Set(rule.queries.flatMap(({ query }) => query.match(/[\p{L}_][\p{L}\p{N}_.]*/gu) ?? []).flatMap((name) => [name, name.slice(name.indexOf('.') + 1)]));

/** That a rule could not be evaluated, as channels tell it. */
export const failureSummary = (rule: Rule, reason: string, on: number): AlertSummary => ({
  alertId: `failure-${rule.id}`,
  ruleId: rule.id,
  ruleName: `Could not be evaluated: ${rule.name}`,
  description: `The rule "${rule.name}" could not be evaluated, so it tells nothing until it is mended.`,
  level: 'MEDIUM',
  transition: 'opened',
  total: 0,
  lines: [reason],
  more: 0,
  remediation: 'Look at the rule with `graph-zoom rules history`, and correct its queries or conditions.',
  on,
});
