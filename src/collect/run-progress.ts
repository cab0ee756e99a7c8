import type { Emitter } from '../lib/events.ts';
import type { ZoomClient } from '../zoom/client.ts';
import type { Plan } from '../zoom/limits.ts';
import { Quota, type QuotaUse } from './quota.ts';
import type { StepStatus } from './report.ts';
import type { CollectEvents, StepId } from './steps.ts';

export interface StepProgress {
  readonly id: string;
  readonly title: string;
  done: number;
  /** Absent until it is known. */
  total?: number;
  status?: StepStatus;
  /** Why it is not complete. */
  reason?: string;
}

/** Where a collection stands. */
export interface RunProgress {
  readonly steps: readonly StepProgress[];
  readonly requests: { readonly total: number; readonly retried: number; readonly rateLimited: number };
  /** Requests of the last second. */
  readonly perSecond: number;
  readonly plan: Plan;
  readonly share: number;
  readonly quota: readonly QuotaUse[];
  /** Everything is read; the graph is being written. */
  readonly storing: boolean;
  /** Milliseconds to go at the pace so far; absent until there is a pace. */
  readonly leftMs?: number;
}

/** So many users must have been read before a pace is told. */
const PACE_AFTER = 20;

/** Keeps the book of a collection that others look into while it runs. */
export class ProgressBook {
  readonly #steps = new Map<StepId, StepProgress>();
  readonly #quota: Quota;
  readonly #began = Date.now();
  #client: ZoomClient | undefined;
  #storing = false;

  constructor(plan: Plan, share: number) {
    this.#quota = new Quota(plan, share);
  }

  watch({ client, events }: { client: ZoomClient; events: Emitter<CollectEvents> }): void {
    this.#client = client;
    this.#quota.watch(client);
    events.on('step-started', ({ id, title }) => this.#steps.set(id, { id, title, done: 0 }));
    events.on('step-progress', ({ id, done, total }) => {
      Object.assign(this.#steps.get(id) ?? {}, { done, ...(total === undefined ? {} : { total }) });
    });
    events.on('step-finished', ({ id, status, reason }) => {
      Object.assign(this.#steps.get(id as StepId) ?? {}, { status, ...(reason === undefined ? {} : { reason }) });
    });
    events.on('store-started', () => {
      this.#storing = true;
    });
  }

  now(): RunProgress {
    const { total = 0, retried = 0, rateLimited = 0 } = this.#client?.stats ?? {};
    const leftMs = this.#left();
    return {
      steps: [...this.#steps.values()].map((step) => ({ ...step })),
      requests: { total, retried, rateLimited },
      perSecond: this.#quota.perSecond,
      plan: this.#quota.plan,
      share: this.#quota.share,
      quota: this.#quota.uses(),
      storing: this.#storing,
      ...(leftMs === undefined ? {} : { leftMs }),
    };
  }

  #left(): number | undefined {
    const settings = this.#steps.get('fetch-user-settings');
    if (!settings || settings.status !== undefined || settings.total === undefined || settings.done < PACE_AFTER) return undefined;
    return ((Date.now() - this.#began) / settings.done) * (settings.total - settings.done);
  }
}
