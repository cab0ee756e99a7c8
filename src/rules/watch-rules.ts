import type { Clock } from '../lib/clock.ts';
import { Emitter } from '../lib/events.ts';
import type { Alerting } from './alerting.ts';

/** Without anything due, it is looked again after this time: a laptop may have slept. */
const LOOK_AGAIN_MS = 60_000;

export interface RuleWatch {
  /** Says that something was written; rules that can see what changed are evaluated as soon as those before are. */
  committed(): void;
  /** Resolves when everything that was told is evaluated. */
  settled(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

export interface RuleWatchOptions {
  readonly alerting: Alerting;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/** Evaluates rules when data has changed and when their time has come, one after another. */
export function watchRules({ alerting: { rules, events }, clock, onError }: RuleWatchOptions): RuleWatch {
  const stopping = new AbortController();
  const turns = new Emitter<{ ended: undefined }>();
  let woken = new AbortController();
  let told = 0;
  let seen = 0;
  let turning: Promise<void> | undefined;
  const wake = (): void => {
    told++;
    woken.abort();
  };

  const turn = async (): Promise<void> => {
    const off = events.on('rule-changed', wake);
    while (!stopping.signal.aborted) {
      woken = new AbortController();
      const before = told;
      const next = await rules.tick().catch(onError);
      seen = before;
      turns.emit('ended', undefined);
      await pause(Math.min(LOOK_AGAIN_MS, Math.max(0, (next ?? Number.POSITIVE_INFINITY) - clock.now())), woken.signal);
    }
    off();
  };

  /** Until then, or until there is something new. */
  const pause = async (ms: number, wakes: AbortSignal): Promise<void> => {
    const either = AbortSignal.any([wakes, stopping.signal]);
    await clock.sleep(ms, either).catch((reason: unknown) => {
      if (!either.aborted) throw reason;
    });
  };

  return {
    committed: wake,
    async settled() {
      while (turning !== undefined && seen < told && !stopping.signal.aborted) await turns.once('ended');
    },
    start: () => {
      turning ??= turn().catch(onError);
    },
    async stop() {
      stopping.abort();
      await rules.stop();
      await turning;
      turns.emit('ended', undefined);
    },
  };
}
