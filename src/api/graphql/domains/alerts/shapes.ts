import type { Alert, Rule } from '../../../../rules/alerting.ts';
import { descriptorsOf, shownRule, withRendered } from '../rules/shapes.ts';

/** An alert as JupiterOne shows it (reference/jupiterone-platform.md, section 3.7). */
export function shownAlert(alert: Alert, rule: Rule | undefined, account: string) {
  const { last } = alert;
  return {
    ...alert,
    accountId: account,
    resourceGroupId: rule?.resourceGroupId ?? null,
    dismissedOn: alert.dismissedOn ?? null,
    endReason: alert.endReason ?? null,
    lastEvaluationBeginOn: last.startedOn,
    lastEvaluationEndOn: last.endedOn,
    lastEvaluationResult: {
      evaluationBeginOn: last.startedOn,
      evaluationEndOn: last.endedOn,
      answerText: answerOf(alert),
      outputs: last.outputs,
      rawDataDescriptors: descriptorsOf(last),
    },
    questionRuleInstance: rule ? shownRule(withRendered(rule, last.actions), account) : null,
    reportRuleInstance: null,
    users: [],
  };
}

/** What was found, in a sentence. */
function answerOf({ ruleName, last: { queries, population } }: Alert): string {
  const [first] = queries;
  return `${ruleName}: ${first?.total ?? 0}${population === undefined ? '' : ` of ${population}`}.`;
}
