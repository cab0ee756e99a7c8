import type { Schemas } from '../../shared/api.ts';

/** How often a rule is evaluated. */
export const INTERVALS: Record<Schemas['RuleInterval'], string> = {
  DISABLED: 'off',
  FIFTEEN_MINUTES: '15 minutes',
  THIRTY_MINUTES: '30 minutes',
  ONE_HOUR: 'hourly',
  FOUR_HOURS: '4 hours',
  EIGHT_HOURS: '8 hours',
  TWELVE_HOURS: '12 hours',
  ONE_DAY: 'daily',
  ONE_WEEK: 'weekly',
};

/** The same, to choose from. */
export const INTERVAL_OPTIONS = Object.entries(INTERVALS).map(([value, label]) => ({ value, label }));

/** Names of the channels that a rule tells. */
export const channelsOf = ({ operations }: Pick<Schemas['Rule'], 'operations'>): string[] => [
  ...new Set(operations.flatMap(({ actions }) => actions as readonly Record<string, unknown>[]).flatMap((action) => (typeof action.channel === 'string' ? [action.channel] : []))),
];

/** `SEND_SLACK_MESSAGE` as a person says it. */
export const actionName = (type: string): string => type.toLowerCase().replaceAll('_', ' ').replace('servicenow', 'ServiceNow').replace('jira', 'Jira').replace('slack', 'Slack').replace('pagerduty', 'PagerDuty');
