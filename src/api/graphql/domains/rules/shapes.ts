import type { ActionEvaluation, Evaluation, Rule } from '../../../../rules/alerting.ts';

/** A rule as JupiterOne shows it (reference/jupiterone-platform.md, section 3.6): what has not happened yet is null, and so is an empty remediation. */
export function shownRule(rule: Rule, account: string) {
  const { state, queries, operations } = rule;
  return {
    ...rule,
    accountId: account,
    resourceGroupId: rule.resourceGroupId ?? null,
    latest: true,
    deleted: false,
    type: 'QUESTION',
    question: queries.length === 0 ? null : { queries: queries.map(shownQuery) },
    questionId: rule.questionId ?? null,
    questionName: rule.questionName ?? null,
    operations: operations.map(({ when, actions }) => ({ when: when ?? null, actions })),
    latestAlertId: state.latestAlertId ?? null,
    latestAlertIsActive: state.latestAlertIsActive ?? null,
    lastEvaluationStartOn: state.lastEvaluationStartOn ?? null,
    lastEvaluationEndOn: state.lastEvaluationEndOn ?? null,
    lastSuccessfulEvaluationEndOn: state.lastSuccessfulEvaluationEndOn ?? null,
    lastFailedEvaluationEndOn: state.lastFailedEvaluationEndOn ?? null,
    evaluationStep: state.evaluationStep ?? null,
    state: { actions: operations.flatMap(({ actions }) => actions) },
    remediationSteps: rule.remediationSteps || null,
  };
}

export const shownQuery = ({ name, query, version, includeDeleted }: Rule['queries'][number]) => ({ name, query, version: version ?? null, includeDeleted: includeDeleted ?? false });

/** A rule whose actions are as an evaluation rendered them, which is what alerts show. */
export function withRendered(rule: Rule, evaluated: readonly ActionEvaluation[]): Rule {
  const rendered = new Map(evaluated.map(({ actionId, action }) => [actionId, action]));
  return { ...rule, operations: rule.operations.map((operation) => ({ ...operation, actions: operation.actions.map((action) => rendered.get(action.id ?? '') ?? action) })) };
}

export const descriptorsOf = ({ queries }: Evaluation) =>
  queries.map(({ name, total, counts, rawDataKey }) => ({
    name,
    persistedResultType: 'JSON',
    rawDataKey,
    recordCount: total,
    recordCreateCount: counts.entered,
    recordUpdateCount: counts.changed,
    recordDeleteCount: counts.left,
  }));

/** An evaluation as a result of a collection: its time is when it began. */
export const collectionResult = (evaluation: Evaluation, account: string) => ({
  accountId: account,
  collectionOwnerId: evaluation.ruleId,
  collectionOwnerVersion: evaluation.ruleVersion,
  collectionType: 'RULE_EVALUATION',
  outputs: evaluation.outputs,
  rawDataDescriptors: descriptorsOf(evaluation),
  tag: null,
  timestamp: evaluation.startedOn,
});

/** What happened in an evaluation, step by step. */
export function evaluationDetails(evaluation: Evaluation) {
  const failed = evaluation.status === 'failed';
  return {
    accountRuleId: evaluation.ruleId,
    startedOn: evaluation.startedOn,
    question: {
      totalDuration: evaluation.endedOn - evaluation.startedOn,
      queries: failed
        ? [{ status: 'FAILED', queryEvaluationDetails: [{ name: null, duration: evaluation.endedOn - evaluation.startedOn, status: 'FAILED', error: evaluation.error ?? evaluation.reason }] }]
        : evaluation.queries.map(({ name, durationMs, status, error }) => ({
            status: status === 'done' ? 'COMPLETED' : 'FAILED',
            queryEvaluationDetails: [{ name, duration: durationMs, status: status === 'done' ? 'COMPLETED' : 'FAILED', error: error ?? null }],
          })),
    },
    conditions: evaluation.conditions.map(({ condition, met }) => ({ status: met ? 'TRUE' : 'FALSE', condition })),
    actions: evaluation.actions.map(({ actionId, action, status, reason }) => ({
      status: ACTION_STATUS[status],
      actionEvaluationDetails: [{ actionId, action, status: ACTION_STATUS[status], duration: 0, finishedOn: evaluation.endedOn, logs: [reason] }],
    })),
    ruleEvaluationOrigin: evaluation.cause === 'request' ? 'MANUAL' : evaluation.cause === 'data-changed' ? 'STREAMING' : 'SCHEDULED',
  };
}

const ACTION_STATUS: Readonly<Record<ActionEvaluation['status'], string>> = { done: 'COMPLETED', queued: 'COMPLETED', skipped: 'SKIPPED', failed: 'FAILED' };
