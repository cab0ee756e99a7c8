import type { Schemas } from '../../shared/api.ts';

/** How often an account is collected. */
export const INTERVALS: Record<Schemas['PollingInterval'], string> = {
  DISABLED: 'Disabled: only when asked',
  THIRTY_MINUTES: 'Every 30 minutes',
  ONE_HOUR: 'Every hour',
  FOUR_HOURS: 'Every 4 hours',
  EIGHT_HOURS: 'Every 8 hours',
  TWELVE_HOURS: 'Every 12 hours',
  ONE_DAY: 'Every day',
  ONE_WEEK: 'Every week',
};
