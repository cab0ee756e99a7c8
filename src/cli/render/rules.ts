import { type Action, LEVELS, type Level, type Operation, type Rule, type RuleInterval } from '../../rules/alerting.ts';
import { colors } from '../output.ts';
import { facts } from './facts.ts';
import { safe, table } from './table.ts';
import { paragraph } from './text.ts';
import { ago, moment } from './time.ts';

const INTERVALS: Readonly<Record<RuleInterval, string>> = {
  DISABLED: 'disabled',
  FIFTEEN_MINUTES: 'every 15 min',
  THIRTY_MINUTES: 'every 30 min',
  ONE_HOUR: 'hourly',
  FOUR_HOURS: 'every 4 h',
  EIGHT_HOURS: 'every 8 h',
  TWELVE_HOURS: 'every 12 h',
  ONE_DAY: 'daily',
  ONE_WEEK: 'weekly',
};
export const describeInterval = (interval: RuleInterval): string => INTERVALS[interval];

const LEVEL_COLOURS: Readonly<Record<Level, (text: string) => string>> = { CRITICAL: colors.red, HIGH: colors.red, MEDIUM: colors.yellow, LOW: colors.cyan, INFO: colors.dim };
export const coloredLevel = (level: Level): string => LEVEL_COLOURS[level](level.toLowerCase());

/** The level that a rule's alerts have, where it says one that is no template. */
export function levelOf({ operations }: Pick<Rule, 'operations'>): Level | undefined {
  const said = operations.flatMap(({ actions }) => actions).find(({ type, targetProperty }) => type === 'SET_PROPERTY' && targetProperty === 'alertLevel')?.targetValue;
  return LEVELS.find((level) => level === said);
}

export const renderRules = (rules: readonly Rule[], now: number): string =>
  table(
    ['name', 'level', 'evaluated', 'last', 'alert', 'id'],
    rules.map((rule) => {
      const level = levelOf(rule);
      const { latestAlertIsActive, lastEvaluationEndOn } = rule.state;
      return [
        safe(rule.name),
        level ? coloredLevel(level) : '',
        rule.pollingInterval === 'DISABLED' ? colors.dim('disabled') : describeInterval(rule.pollingInterval),
        lastEvaluationEndOn === undefined ? 'never' : ago(lastEvaluationEndOn, now),
        rule.state.failure === undefined ? (latestAlertIsActive ? colors.red('active') : '') : colors.red('failed'),
        rule.id,
      ];
    }),
  );

export function renderRule(rule: Rule, now: number): string {
  const level = levelOf(rule);
  const { lastEvaluationEndOn, lastSuccessfulEvaluationEndOn, latestAlertIsActive, latestAlertId, failure } = rule.state;
  const when = (time: number) => `${ago(time, now)} (${moment(time)})`;
  const head = facts([
    ['id', rule.id],
    level ? ['level', coloredLevel(level)] : undefined,
    ['evaluated', `${describeInterval(rule.pollingInterval)}${rule.onChange && rule.pollingInterval !== 'DISABLED' ? ', and when the data changes' : ''}`],
    ['tells of', rule.triggerActionsOnNewEntitiesOnly ? `what is new${rule.baseline ? ', and not of what the first evaluation finds' : ''}` : 'every time that the condition holds'],
    ['last', lastEvaluationEndOn === undefined ? 'never' : when(lastEvaluationEndOn)],
    failure === undefined ? undefined : ['failed', colors.red(safe(failure))],
    failure !== undefined && lastSuccessfulEvaluationEndOn !== undefined ? ['succeeded', when(lastSuccessfulEvaluationEndOn)] : undefined,
    ['alert', latestAlertIsActive ? `${colors.red('active')} ${latestAlertId ?? ''}` : latestAlertId === undefined ? 'none' : `not active ${latestAlertId}`],
    rule.tags.length === 0 ? undefined : ['tags', safe(rule.tags.join(', '))],
    rule.origin === undefined ? undefined : ['comes from', safe(rule.origin)],
    ['version', `${rule.version}, ${when(rule.updatedOn)} by ${safe(rule.updatedBy)}`],
  ]);
  const part = (title: string, text: string | undefined) => (text === undefined || text === '' ? [] : [`${colors.bold(title)}\n${text}`]);
  return [
    `${colors.bold(safe(rule.name))}${rule.description === '' ? '' : `\n${paragraph(safe(rule.description))}`}`,
    head,
    ...part('Why', rule.why && paragraph(safe(rule.why))),
    ...part('What to do', rule.remediationSteps && paragraph(lines(rule.remediationSteps))),
    ...part('Question', rule.questionName ?? rule.questionId),
    ...rule.queries.flatMap(({ name, query }) => part(`Query ${safe(name)}`, paragraph(lines(query), 2))),
    ...part('Of how many', rule.population && paragraph(lines(rule.population), 2)),
    ...rule.operations.flatMap((operation) => part('Operation', renderOperation(operation))),
  ].join('\n\n');
}

const renderOperation = ({ when, actions }: Operation): string =>
  [
    ...(when === undefined || when === null ? ['always'] : [when].flat().map((one) => `when ${safe(typeof one.condition === 'string' ? one.condition : JSON.stringify(one.condition ?? one))}`)),
    ...actions.map((action) => `  ${describeAction(action)}`),
  ]
    .map((line) => paragraph(line, 4))
    .join('\n');

/** An action in a line. */
export function describeAction({ type, id: _id, ...fields }: Action): string {
  const told = Object.entries(fields).map(([name, value]) => `${name} ${safe(typeof value === 'string' ? value : JSON.stringify(value))}`);
  return `${safe(type)}${told.length === 0 ? '' : ` ${told.join(', ')}`}`;
}

/** Text of several lines, each without what a terminal would obey. */
export const lines = (text: string): string => text.split(/\r?\n/).map(safe).join('\n');
