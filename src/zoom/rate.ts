/**
 * How fast one label may go after Zoom refused requests: other apps share the account's limit (reference/zoom-api.md, 2.1).
 * Like TCP CUBIC: after a cut the rate returns quickly to just under where it was refused, stays there for a while,
 * and only then probes upwards, faster and faster. So a steady neighbour costs few refusals and little throughput.
 */
export interface Rate {
  readonly limit: number;
  readonly windowMs: number;
  readonly cut?: { readonly at: number; readonly low: number; readonly plateau: number };
}

/** Windows from a cut to the middle of the plateau. */
const RETURN_WINDOWS = 15;
/** A refusal so soon after a cut means that the cut was too small. */
const SOON_WINDOWS = 2.5;
const SLOWEST = 1 / 32;

/** Requests a window that may start at `now`. */
export const rateAt = ({ limit, windowMs, cut }: Rate, now: number): number => {
  if (!cut) return limit;
  const time = (now - cut.at) / windowMs / RETURN_WINDOWS - 1;
  const rate = cut.plateau + (cut.plateau - cut.low) * Math.max(-1, time) ** 3;
  return Math.min(limit, Math.max(limit * SLOWEST, rate));
};

/** How far a cut goes down, where it plateaus, both as parts of the rate that was refused, and how long nothing starts. */
interface Step {
  readonly low: number;
  readonly plateau: number;
  readonly pauseWindows: number;
}

/** Simulated against three ways of counting and neighbours that take 30, 50 and 70 % (rate.test.ts). */
const STEPS = {
  /** At full speed: nothing is known about the neighbour, so go down by half. */
  first: { low: 0.5, plateau: 0.75, pauseWindows: 1 },
  /** Shortly after a cut: not enough yet. */
  again: { low: 0.8, plateau: 0.95, pauseWindows: 0.5 },
  /** While probing slowly: the limit is just here. */
  found: { low: 0.9, plateau: 0.97, pauseWindows: 0.25 },
} as const satisfies Record<string, Step>;

const stepFor = ({ cut, windowMs, limit }: Rate, reached: number, startedAt: number): Step => {
  if (!cut || reached >= limit) return STEPS.first;
  return startedAt <= cut.at + SOON_WINDOWS * windowMs ? STEPS.again : STEPS.found;
};

/** What a per-second 429 means for the rate; undefined when it belongs to a burst that was already answered with a cut. */
export const cutRate = (rate: Rate, startedAt: number, now: number): { readonly rate: Rate; readonly pauseMs: number } | undefined => {
  const { cut, windowMs } = rate;
  if (cut && startedAt < cut.at + windowMs) return undefined;
  const reached = rateAt(rate, now);
  const step = stepFor(rate, reached, startedAt);
  return { rate: { ...rate, cut: { at: now, low: reached * step.low, plateau: reached * step.plateau } }, pauseMs: windowMs * step.pauseWindows };
};
