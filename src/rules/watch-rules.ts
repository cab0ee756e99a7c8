import type { Clock } from '../lib/clock.ts';
import { createSerial } from '../lib/serial.ts';
import type { Store, Subgraph } from '../store/store.ts';
import type { Alerting, Rule } from './alerting.ts';

/** Without anything due, it is looked again after this time: a laptop may have slept. */
const LOOK_AGAIN_MS = 60_000;

export interface RuleWatch {
  /** Says that a subgraph was written; rules that can see what changed are evaluated as soon as those before are. */
  committed(commit: Subgraph & { readonly on: number }): void;
  /** Resolves when everything that was told is evaluated. */
  settled(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

export interface RuleWatchOptions {
  readonly alerting: Alerting;
  readonly store: Pick<Store, 'changes'>;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/** Evaluates rules when data has changed and when their time has come, one after another. */
export function watchRules({ alerting: { rules, events }, store, clock, onError }: RuleWatchOptions): RuleWatch {
  const inTurn = createSerial();
  const stopping = new AbortController();
  let last: Promise<unknown> = Promise.resolve();
  let turning: Promise<void> | undefined;
  const queue = (work: () => Promise<unknown>): Promise<void> => {
    const done = inTurn(async () => {
      if (!stopping.signal.aborted) await work().catch(onError);
    });
    last = done;
    return done;
  };

  /** What was written while nobody watched, by a command or right before a crash. */
  const catchUp = async (): Promise<void> => {
    const [newest] = await store.changes({ limit: 1 });
    if (newest === undefined) return;
    for (const rule of await rules.list()) if (missed(rule, newest.on)) await queue(() => rules.run(rule.id, 'data-changed'));
  };

  const turn = async (): Promise<void> => {
    await catchUp().catch(onError);
    while (!stopping.signal.aborted) {
      let next: number | undefined;
      await queue(async () => {
        next = await rules.tick();
      });
      await wait(next === undefined ? LOOK_AGAIN_MS : Math.min(LOOK_AGAIN_MS, Math.max(0, next - clock.now())));
    }
  };

  /** Until then, or until a rule is another, which may be due at once. */
  const wait = async (ms: number): Promise<void> => {
    const woken = new AbortController();
    const off = events.on('rule-changed', () => woken.abort());
    await clock.sleep(ms, AbortSignal.any([woken.signal, stopping.signal])).catch((reason: unknown) => {
      if (!woken.signal.aborted && !stopping.signal.aborted) throw reason;
    });
    off();
  };

  return {
    committed: (commit) => void queue(() => rules.dataChanged(commit)),
    async settled() {
      for (let seen: unknown; seen !== last; ) {
        seen = last;
        await last;
      }
    },
    start: () => {
      turning ??= turn();
    },
    async stop() {
      stopping.abort();
      await rules.stop();
      await turning;
      await last;
    },
  };
}

/** A rule that would have been evaluated because of a change, had somebody watched. One that never was is due anyway. */
const missed = ({ pollingInterval, onChange, state: { lastEvaluationStartOn } }: Rule, changedOn: number): boolean =>
  pollingInterval !== 'DISABLED' && onChange && lastEvaluationStartOn !== undefined && lastEvaluationStartOn < changedOn;
