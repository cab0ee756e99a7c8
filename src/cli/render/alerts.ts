import type { Alert, ChangedProperty, Evaluation, MemberChange, QueryEvaluation } from '../../rules/alerting.ts';
import { colors } from '../output.ts';
import { PROGRAM } from '../program-name.ts';
import { foundOf, renderHistory } from './evaluations.ts';
import { facts } from './facts.ts';
import { coloredLevel, lines } from './rules.ts';
import { safe, table } from './table.ts';
import { paragraph } from './text.ts';
import { ago, moment } from './time.ts';

const when = (time: number, now: number): string => `${ago(time, now)} (${moment(time)})`;

function statusOf({ status, endReason, snoozedUntil }: Alert, now: number): string {
  if (status === 'ACTIVE') return snoozedUntil !== undefined && snoozedUntil > now ? colors.yellow('snoozed') : colors.red('active');
  if (status === 'DISMISSED') return colors.dim('dismissed');
  return colors.green(endReason === 'AUTO_CLEARED' ? 'cleared' : 'inactive');
}

/** Alerts, one line each. */
export function renderAlerts(alerts: readonly Alert[], now: number): string {
  const shown = table(
    ['level', 'status', 'rule', 'found', 'since', 'id'],
    alerts.map((alert) => [coloredLevel(alert.level), statusOf(alert, now), safe(alert.ruleName), foundOf(alert.last), ago(alert.createdOn, now), alert.id]),
  );
  const [first] = alerts;
  return first ? `${shown}\n\nLook at one: ${PROGRAM} alerts show ${first.id.slice(0, 8)}` : shown;
}

/** One alert with all that is known of it. */
export function renderAlert(alert: Alert, { why, history }: { why?: string | undefined; history: readonly Evaluation[] }, now: number): string {
  const { last, snoozedUntil, dismissedOn, endedOn } = alert;
  const head = facts([
    ['id', alert.id],
    ['level', coloredLevel(alert.level)],
    ['status', statusOf(alert, now)],
    ['found', foundOf(last)],
    ['since', when(alert.createdOn, now)],
    ['last seen', when(alert.lastUpdatedOn, now)],
    snoozedUntil !== undefined && snoozedUntil > now ? ['told again', moment(snoozedUntil)] : undefined,
    dismissedOn === undefined ? undefined : ['dismissed', `${when(dismissedOn, now)}${alert.dismissedBy === undefined ? '' : ` by ${safe(alert.dismissedBy)}`}`],
    alert.dismissReason === undefined ? undefined : ['because', safe(alert.dismissReason)],
    endedOn === undefined ? undefined : ['ended', when(endedOn, now)],
  ]);
  const several = last.queries.length > 1;
  return [
    colors.bold(safe(alert.ruleName)),
    head,
    ...section('Who it is about', alert.found, alert.foundCount, now),
    ...last.queries.flatMap((query) => renderMembers(query, several, now)),
    ...(why === undefined ? [] : [`${colors.bold('Why')}\n${paragraph(lines(why))}`]),
    ...(alert.remediationSteps === undefined ? [] : [`${colors.bold('What to do')}\n${paragraph(lines(alert.remediationSteps))}`]),
    ...(history.length === 0 ? [] : [`${colors.bold('Lately')}\n${renderHistory(history)}`]),
    ...(alert.status === 'ACTIVE' ? [`Known? ${PROGRAM} alerts dismiss ${alert.id.slice(0, 8)} --reason TEXT`] : []),
  ].join('\n\n');
}

/** Who left and changed by a query at the last evaluation; who entered is among those whom the alert is about. */
function renderMembers(query: QueryEvaluation, several: boolean, now: number): string[] {
  const of = several ? ` by ${safe(query.name)}` : '';
  return [...section(`Changed${of}`, query.changed, query.counts.changed, now), ...section(`No longer${of}`, query.left, query.counts.left, now)];
}

function section(title: string, members: readonly MemberChange[], count: number, now: number): string[] {
  if (count === 0) return [];
  const more = count - members.length;
  return [[`${colors.bold(title)} (${count})`, ...members.map((member) => renderMember(member, now)), ...(more > 0 ? [`  ... and ${more} more.`] : [])].join('\n')];
}

const renderMember = ({ name, about, firstSeen, properties }: MemberChange, now: number): string =>
  [`  ${safe(name)}${about === undefined ? '' : ` (${safe(about)})`}, since ${when(firstSeen, now)}`, ...properties.map((property) => paragraph(`    ${changeOf(property)}`, 6))].join('\n');

/** `status: active → inactive`. */
const changeOf = ({ name, old, new: now }: ChangedProperty): string => `${safe(name)}: ${textOf(old)} → ${textOf(now)}`;
const textOf = (value: ChangedProperty['old']): string => (value === undefined ? colors.dim('nothing') : safe(Array.isArray(value) ? value.join(', ') : value));
