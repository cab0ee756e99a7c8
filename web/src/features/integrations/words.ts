import type { Schemas } from '../../shared/api.ts';
import { BAD, GOOD } from '../../shared/tones.ts';

type Job = Schemas['Job'];

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

/** Whether a run goes on. */
export const isRunning = (job: Job | undefined): boolean => job !== undefined && job.endedOn === undefined;

/** How a run went, in a word and a colour that can be read. */
export function outcomeOf(job: Job): { word: string; color: string } {
  if (isRunning(job)) return { word: 'running', color: 'blue.8' };
  if (job.status === 'FAILED') return { word: 'failed', color: 'red.8' };
  return job.errorsOccurred ? { word: 'incomplete', color: BAD } : { word: 'complete', color: GOOD };
}
