import type { Schemas } from './api.ts';
import { BAD, GOOD } from './tones.ts';

type Job = Schemas['Job'];

/** Whether a run goes on. */
export const isRunning = (job: Job | undefined): boolean => job !== undefined && job.endedOn === undefined;

/** How a run went, in a word and a colour that can be read. */
export function outcomeOf(job: Job): { word: string; color: string } {
  if (isRunning(job)) return { word: 'running', color: 'blue.8' };
  if (job.status === 'FAILED') return { word: 'failed', color: 'red.8' };
  return job.errorsOccurred ? { word: 'incomplete', color: BAD } : { word: 'complete', color: GOOD };
}
