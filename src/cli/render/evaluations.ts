import type { Cause, Evaluation } from '../../rules/alerting.ts';
import { colors } from '../output.ts';
import { safe, table } from './table.ts';
import { duration, moment } from './time.ts';

const CAUSES: Readonly<Record<Cause, string>> = { interval: 'interval', 'data-changed': 'data changed', request: 'request', created: 'new rule' };

/** What was found, in a few words: `3 of 120, 1 new`. */
export function foundOf({ queries, population }: Pick<Evaluation, 'queries' | 'population'>): string {
  const [first] = queries;
  if (!first) return '';
  const { entered, left, changed } = first.counts;
  const moved = [entered > 0 ? `${entered} new` : '', left > 0 ? `${left} left` : '', changed > 0 ? `${changed} changed` : ''].filter((text) => text !== '');
  return [`${first.total}${population === undefined ? '' : ` of ${population}`}`, ...moved].join(', ');
}

/** What came of it. */
export function outcomeOf({ status, transition, reason }: Evaluation): string {
  if (status === 'failed') return colors.red('failed');
  return transition === 'none' ? colors.dim(safe(reason)) : transition === 'cleared' ? colors.green(transition) : colors.yellow(transition);
}

/** What a person sees of actions: how many were done, wait, failed. */
function didOf({ actions }: Evaluation): string {
  const count = (status: string) => actions.filter((action) => action.status === status).length;
  return (['done', 'queued', 'failed'] as const)
    .map((status) => [status, count(status)] as const)
    .filter(([, number]) => number > 0)
    .map(([status, number]) => (status === 'failed' ? colors.red(`${number} failed`) : `${number} ${status}`))
    .join(', ');
}

/** One line a rule, then why some failed. */
export function renderEvaluations(evaluations: readonly Evaluation[], names: ReadonlyMap<string, string>): string {
  const nameOf = ({ ruleId }: Evaluation) => safe(names.get(ruleId) ?? ruleId);
  const shown = table(
    ['rule', 'found', 'outcome', 'actions'],
    evaluations.map((evaluation) => [nameOf(evaluation), foundOf(evaluation), outcomeOf(evaluation), didOf(evaluation)]),
  );
  const failures = evaluations.flatMap((evaluation) => failuresOf(evaluation).map((text) => `${nameOf(evaluation)}: ${text}`));
  return [shown, ...(failures.length === 0 ? [] : ['', ...failures.map((text) => colors.red(text))])].join('\n');
}

const failuresOf = ({ status, error, reason, actions }: Evaluation): string[] => [
  ...(status === 'failed' ? [safe(error ?? reason)] : []),
  ...actions.filter((action) => action.status === 'failed').map((action) => `${safe(action.action.type)}: ${safe(action.reason)}`),
];

/** Evaluations of one rule, each with its reason. */
export const renderHistory = (evaluations: readonly Evaluation[]): string =>
  table(
    ['evaluated', 'why', 'took', 'found', 'outcome', 'reason'],
    evaluations.map((evaluation) => [
      moment(evaluation.startedOn),
      CAUSES[evaluation.cause],
      duration(evaluation.endedOn - evaluation.startedOn),
      foundOf(evaluation),
      outcomeOf(evaluation),
      safe(evaluation.error ?? evaluation.reason),
    ]),
    { sentences: true },
  );
