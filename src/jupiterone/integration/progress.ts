import { type CollectEvents, STEPS } from '../../collect/steps.ts';
import { systemClock } from '../../lib/clock.ts';
import type { Emitter } from '../../lib/events.ts';
import type { Logger } from './sdk.ts';

/** A log is read by people, and a run may take hours. */
const TELL_MS = 15_000;

/** Says in the log how far the long steps are. */
export function tellProgress(events: Emitter<CollectEvents>, logger: Logger): void {
  let toldOn = systemClock.now();
  events.on('step-progress', ({ id, done, total }) => {
    const now = systemClock.now();
    if (now - toldOn < TELL_MS) return;
    toldOn = now;
    logger.info({ step: id, done, total }, `${STEPS[id].title}: ${done}${total === undefined ? '' : ` of ${total}`} read.`);
  });
}
