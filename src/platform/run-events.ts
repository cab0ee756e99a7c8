import type { CollectReport, StepReport } from '../collect/report.ts';
import { type CollectEvents, STEPS, type StepId } from '../collect/steps.ts';
import { GraphZoomError, messageOf } from '../lib/errors.ts';
import type { Emitter } from '../lib/events.ts';
import { tallyText } from '../lib/tally-text.ts';

export interface Said {
  readonly name: string;
  readonly description: string;
}

const stepName = (id: StepId): string => `Fetch ${STEPS[id].title}`;

/** Tells a collection as JupiterOne's job log does (reference/jupiterone-platform.md, section 1.8). */
export function tellCollection(events: Emitter<CollectEvents>, say: (events: readonly Said[], persisting?: boolean) => void): void {
  events.on('step-started', ({ id }) => say([{ name: 'step_start', description: `Starting step "${stepName(id)}"...` }]));
  events.on('step-finished', (step) => say(stepEnd(step)));
  events.on('store-started', () => say([{ name: 'sync_upload_start', description: 'Uploading collected data for synchronization...' }], true));
}

function stepEnd({ id, status, reason = 'unknown', missed }: StepReport): Said[] {
  const name = stepName(id as StepId);
  const completed = { name: 'step_end', description: `Completed step "${name}".` };
  if (status === 'complete') return [completed];
  if (status === 'skipped') return [{ name: 'step_skip', description: `Skipped step "${name}". ${reason}` }];
  if (status === 'failed') return [{ name: 'step_failure', description: `Step "${name}" failed to complete due to error. (errorCode="PROVIDER_API_ERROR", reason="${reason}")` }];
  return [{ name: 'warn_incomplete_data', description: `Step "${name}" is incomplete${missed > 0 ? `: ${missed} stay as they were` : ''}. ${reason}` }, completed];
}

/** What is said at the end of a collection that has been written. */
export function tellEnd({ changes, requests, durationMs }: CollectReport): Said[] {
  return [
    { name: 'sync_upload_end', description: 'Upload complete.' },
    {
      name: 'stats',
      description: `Entities: ${tallyText(changes.entities)}. Relationships: ${tallyText(changes.relationships)}. ${requests.total} requests to Zoom, ${requests.retried} of them repeated, in ${Math.round(durationMs / 1000)} s.`,
    },
  ];
}

/** What only a change of the configuration can mend. */
const CONFIGURATION = /^(?:config-.*|zoom-credentials|zoom-token|secret-key-lost)$/;
const PERMISSION = /^(?:zoom-scope|zoom-denied|zoom-plan)$/;
/** What may be over the next time. */
const PASSING = /^(?:zoom-unreachable|zoom-unavailable|zoom-answer|interrupted|store-full)$/;

/** Why a collection failed, and whether trying again soon may help. */
export function tellFailure(error: unknown): Said & { readonly retry: boolean } {
  const code = error instanceof GraphZoomError ? error.code : 'bug';
  const reason = error instanceof GraphZoomError ? `${error.message} ${error.hint}` : messageOf(error);
  const name = CONFIGURATION.test(code) ? 'validation_failure' : PERMISSION.test(code) ? 'error_missing_permission' : 'error_unexpected_error';
  return { name, description: `The collection failed; the graph is as it was. (errorCode="${code}", reason="${reason}")`, retry: PASSING.test(code) };
}
