import { messageOf } from '../lib/errors.ts';
import { getUser } from '../zoom/endpoints/get-user.ts';
import { getUserSettings } from '../zoom/endpoints/get-user-settings.ts';
import type { ZoomUser } from '../zoom/schemas.ts';
import { ZoomError } from '../zoom/zoom-error.ts';
import type { Context } from './context.ts';
import { outcomeOf } from './outcome.ts';
import { DETAIL_PART, type Parts, USER_SETTINGS_PARTS } from './parts.ts';
import type { StepId } from './steps.ts';

type Answer = Readonly<Record<string, unknown>>;

/** Calls of one step in a row that may fail before the step gives up: Zoom is then not merely hiccuping. */
const FAILURES_TO_GIVE_UP = 20;
/** Refusals of a whole step that are believed while nothing of it was read; one user may be refused where others are not. */
const REFUSALS_TO_SKIP = 3;

/** What could be read of one user. */
export interface Fetched {
  /** Answers read in this run or in the interrupted one before it. */
  readonly parts: Map<string, Answer>;
  /** Names of the answers that were read from Zoom just now. */
  readonly fresh: readonly string[];
  /** True when Zoom has no such user any more. */
  readonly gone: boolean;
  /** The steps that wanted an answer which could not be had. */
  readonly missed: ReadonlySet<StepId>;
}

/** Reads the answers of one user after another; keeps count of failures that follow each other. */
export class UserFetcher {
  readonly #context: Context;
  /** Answers that are the same for everybody, by part. */
  readonly #locked: Parts;
  /** Failures since the last answer. */
  readonly #failures: Partial<Record<StepId, number>> = {};
  readonly #answered = new Set<StepId>();

  constructor(context: Context, locked: Parts) {
    this.#context = context;
    this.#locked = locked;
  }

  /** Reads what is not in `known` yet, all answers at once. Pending users have no answers to read. */
  async fetch(user: ZoomUser, known: ReadonlyMap<string, Answer>): Promise<Fetched> {
    const parts = new Map<string, Answer>(known);
    const fresh: string[] = [];
    const gone: StepId[] = [];
    const missed = new Set<StepId>();
    if (user.id === undefined || user.status === 'pending') return { parts, fresh, gone: false, missed };
    const userId = user.id;
    const read = async (step: StepId, part: string, call: () => Promise<Answer>) => {
      if (parts.has(part)) return;
      const answer = await this.#call(step, user, call);
      if (answer === 'gone') gone.push(step);
      else if (answer === 'missed') missed.add(step);
      else if (answer !== 'none') {
        parts.set(part, answer);
        fresh.push(part);
      }
    };
    await Promise.all([
      read('fetch-user-details', DETAIL_PART, () => this.#context.client.get(getUser, { params: { userId } })),
      ...[...USER_SETTINGS_PARTS].map(([option, part]) => {
        const locked = this.#locked.get(part);
        if (locked) parts.set(part, locked);
        const query = option === '' ? {} : { query: { option } };
        return read('fetch-user-settings', part, () => this.#context.client.get(getUserSettings, { params: { userId }, ...query }));
      }),
    ]);
    return { parts, fresh, gone: this.#isGone(user, gone, parts), missed };
  }

  /** The detail decides; where it cannot be read, so do the settings, but for an inactive user they may just not exist (section 7.4). */
  #isGone(user: ZoomUser, gone: readonly StepId[], parts: ReadonlyMap<string, Answer>): boolean {
    if (gone.includes('fetch-user-details')) return true;
    return gone.length > 0 && user.status === 'active' && !parts.has(DETAIL_PART);
  }

  /** One answer; `none` where there is none to have, `missed` where it could not be had now, `gone` where the user does not exist. */
  async #call(step: StepId, user: ZoomUser, call: () => Promise<Answer>): Promise<Answer | 'gone' | 'none' | 'missed'> {
    const { book, signal } = this.#context;
    if (!book.open(step)) return book.status(step) === 'skipped' ? 'none' : 'missed';
    try {
      const answer = await call();
      this.#failures[step] = 0;
      this.#answered.add(step);
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      const outcome = hasNone(user, error) ? 'none' : outcomeOf(error);
      if (outcome === 'fatal') throw error;
      if (outcome === 'gone' || outcome === 'none') return outcome;
      book.miss(step, 1, messageOf(error));
      const failures = (this.#failures[step] ?? 0) + 1;
      this.#failures[step] = failures;
      if (outcome === 'step' && failures >= REFUSALS_TO_SKIP && !this.#answered.has(step)) book.skip(step, messageOf(error));
      else if (outcome === 'daily' || failures >= FAILURES_TO_GIVE_UP) book.fail(step, error);
      return 'missed';
    }
  }
}

/** Whether an inactive user has such answers at all is not documented: Zoom's refusal of the parameters says that he has not (section 7.4). */
const hasNone = (user: ZoomUser, error: unknown): boolean => user.status === 'inactive' && error instanceof ZoomError && error.reason === 'validation-failed';
