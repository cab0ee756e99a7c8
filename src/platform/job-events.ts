import type { JobEvent } from './platform.ts';

/** The level of an event; clients send only its name (reference/jupiterone-platform.md, section 1.8). */
export function levelOf(name: string): JobEvent['level'] {
  if (isError(name)) return 'error';
  return name.startsWith('warn') ? 'warn' : 'info';
}

const isError = (name: string): boolean => name.includes('error') || name === 'step_failure' || name === 'validation_failure';

/** What events say about their job as a whole. */
export const marksOf = (names: readonly string[]): { errorsOccurred: boolean; hasSkippedSteps: boolean } => ({ errorsOccurred: names.some(isError), hasSkippedSteps: names.includes('step_skip') });
