import type { Clock } from '../lib/clock.ts';
import { GraphZoomError } from '../lib/errors.ts';
import type { Emitter } from '../lib/events.ts';
import type { Subgraph, Sync } from '../store/store.ts';
import type { ZoomClient } from '../zoom/client.ts';
import type { Earlier } from './earlier.ts';
import { outcomeOf } from './outcome.ts';
import { type CollectEvents, STEPS, type StepBook, type StepId } from './steps.ts';

export interface CollectOptions {
  /** Name of the instance; the scope of everything it writes. */
  readonly instance: string;
  /** The account's id where the credentials tell it (Server-to-Server). */
  readonly accountId?: string;
  /** A name for the account where Zoom does not tell one. */
  readonly accountName?: string;
  /** Set as `tag.AccountName` on every entity. */
  readonly tagAccountName?: string;
  /** How old an answer of an interrupted run may be to be used again, in milliseconds. */
  readonly resumeAgeMs: number;
  /** Folder for the spooled lists. */
  readonly workDir: string;
  /** Take the account's answer for what the account has locked, in place of asking for every user. */
  readonly deriveLocked: boolean;
}

/** The subgraph that a collection fills. */
export const ownSubgraph = ({ instance }: CollectOptions): Subgraph => ({ source: 'integration-managed', scope: instance });

/** What every part of a collection works with. */
export interface Context {
  readonly client: ZoomClient;
  readonly earlier: Earlier;
  /** Where what was collected goes. */
  readonly sync: Pick<Sync, 'entities' | 'relationships'>;
  readonly book: StepBook;
  readonly clock: Clock;
  readonly events: Emitter<CollectEvents>;
  readonly signal: AbortSignal;
  readonly options: CollectOptions;
  readonly tags: Readonly<Record<string, string>>;
}

/** Runs one whole step: a failure is written in the book and goes no further, unless the run cannot go on. */
export async function runStep(context: Context, id: StepId, work: () => Promise<void>): Promise<void> {
  if (!context.book.open(id)) return;
  try {
    await work();
    context.book.finish(id);
  } catch (error) {
    context.signal.throwIfAborted();
    const outcome = outcomeOf(error);
    if (outcome === 'fatal') throw error;
    // An address that is not there is a failure where everybody has it; a step is skipped for want of a right, or of a plan.
    if (outcome === 'step' && error instanceof GraphZoomError && (error.code !== 'zoom-not-found' || STEPS[id].optional)) context.book.skip(id, error.message);
    else context.book.fail(id, error);
  }
}
