import { isTime } from '../../lib/is-time.ts';
import type { Trial } from '../../rules/alerting.ts';
import { colors } from '../output.ts';
import { text as cellText } from '../query/render.ts';
import { describeAction, lines } from './rules.ts';
import { safe, table } from './table.ts';
import { paragraph } from './text.ts';

/** What a rule would do: the rows, whether the condition holds, each action as it would be told. */
export const renderTrial = (name: string, trial: Trial, limit: number): string =>
  [
    colors.bold(safe(name)),
    ...trial.queries.map((query) => renderQuery(query, trial.population, limit)),
    ...trial.conditions.map(({ condition, met }) => paragraph(`${met ? colors.yellow('holds') : colors.green('does not hold')}: ${safe(typeof condition === 'string' ? condition : JSON.stringify(condition))}`, 2)),
    trial.met ? renderActions(trial) : 'Nothing would be done.',
    ...(trial.outputs.length === 0 ? [] : [trial.outputs.map((output) => paragraph(`${safe(output.name)}: ${safe(typeof output.value === 'string' ? output.value : JSON.stringify(output.value))}`, 2)).join('\n')]),
  ].join('\n\n');

function renderQuery({ name, columns, rows, total }: Trial['queries'][number], population: number | undefined, limit: number): string {
  const title = `${colors.bold(safe(name))}: ${total}${population === undefined ? '' : ` of ${population}`}`;
  if (rows.length === 0) return title;
  const numbers = columns.flatMap((column, index) => (rows.every((row) => typeof row[column] === 'number' && !isTime(row[column])) ? [index] : []));
  const shown = table(
    columns.map(safe),
    rows.slice(0, limit).map((row) => columns.map((column) => cellText(row[column], isTime(row[column])))),
    { right: numbers },
  );
  return `${title}\n${shown}${total > limit ? `\n... and ${total - Math.min(limit, rows.length)} more; --limit N shows more.` : ''}`;
}

const renderActions = ({ actions }: Trial): string =>
  actions.length === 0
    ? 'It has no actions.'
    : actions
        .map(({ action, message, error }) =>
          [paragraph(describeAction(action), 2), ...(error === undefined ? [] : [colors.red(paragraph(`  ${safe(error)}`, 2))]), ...(message === undefined ? [] : [indented(lines(message))])].join('\n'),
        )
        .join('\n');

const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => paragraph(`  ${line}`, 2))
    .join('\n');
