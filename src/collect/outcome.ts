import { GraphZoomError } from '../lib/errors.ts';
import { ZoomError } from '../zoom/zoom-error.ts';

/**
 * What a failed call means for the collection:
 * `gone` the object does not exist (any more); `none` Zoom has no such answer for this object; `step` nothing of this step can be
 * read; `daily` the label is used up for today; `missed` this answer could not be had; `fatal` the run cannot go on.
 */
export type Outcome = 'gone' | 'none' | 'step' | 'daily' | 'missed' | 'fatal';

const FATAL = /^(?:zoom-credentials|zoom-token|zoom-denied|interrupted|bug|config-.*|store-.*)$/;

/**
 * Classifies what the client threw. Anything that is not an error of ours is a defect and fatal; what Zoom answered to one call
 * concerns that call alone, unless it denies the whole API.
 */
export function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof GraphZoomError)) return 'fatal';
  if (error instanceof ZoomError ? error.reason === 'api-denied' : FATAL.test(error.code)) return 'fatal';
  if (error.code === 'zoom-daily-limit') return 'daily';
  if (error instanceof ZoomError) {
    // Only Zoom's own word that the object does not exist removes it: a 404 without it may come from anything in between.
    if (error.reason === 'object-gone') return 'gone';
    if (error.reason === 'object-elsewhere' || error.reason === 'invitation-expired') return 'none';
    if (error.action === 'skip-step') return 'step';
  }
  return 'missed';
}
