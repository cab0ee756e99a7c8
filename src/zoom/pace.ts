/**
 * When the next request of one label may start. A true sliding window (no window holds more than `limit` starts)
 * plus even spacing, because Zoom counts arrivals: a burst that is legal here may be squeezed together on the wire.
 */
export interface Pace {
  readonly limit: number;
  /** Zoom's window and a guard: two windows of starts must not touch when the wire shortens the gap between them. */
  readonly windowMs: number;
  /** The last `limit` starts, as a ring; `oldest` is the next place to overwrite. */
  readonly starts: Float64Array;
  oldest: number;
  /** The next evenly spaced place. May lie in the past, by `slackMs` at most: so much lost time is caught up. */
  slotAt: number;
  readonly slackMs: number;
  pausedUntil: number;
}

const GUARD = 0.045;
const SLACK = 0.1;

/** A pace of `limit` starts in every window of `windowMs`. */
export const createPace = (limit: number, windowMs: number): Pace => ({
  limit,
  windowMs: windowMs * (1 + GUARD),
  starts: new Float64Array(limit).fill(Number.NEGATIVE_INFINITY),
  oldest: 0,
  slotAt: Number.NEGATIVE_INFINITY,
  slackMs: windowMs * SLACK,
  pausedUntil: Number.NEGATIVE_INFINITY,
});

/** The earliest start that breaks no rule; `now` or later. */
export const earliestStart = (pace: Pace, now: number): number => {
  const at = Math.max(now, pace.slotAt, (pace.starts[pace.oldest] ?? 0) + pace.windowMs, pace.pausedUntil);
  // Nothing above is ever two windows ahead, unless the machine's clock was set back: then do not wait for the old time to return.
  return Math.min(at, now + 2 * pace.windowMs);
};

/** Notes a start at `at`; `rate` is the number of starts a window at this moment (at most `limit`). */
export const recordStart = (pace: Pace, at: number, rate: number): void => {
  pace.starts[pace.oldest] = at;
  pace.oldest = (pace.oldest + 1) % pace.limit;
  // A slot far in the future is one from before the clock was set back.
  const slot = pace.slotAt > at + 2 * pace.windowMs ? at : pace.slotAt;
  pace.slotAt = Math.max(slot, at - pace.slackMs) + pace.windowMs / rate;
};

/** Starts nothing before `until`. */
export const pauseUntil = (pace: Pace, until: number): void => {
  pace.pausedUntil = Math.max(pace.pausedUntil, until);
};
