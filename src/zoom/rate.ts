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
/** A refusal so near the known plateau means that it is found; a small step back is enough. */
const NEAR = 1.15;
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

/** What a per-second 429 means for the rate; undefined when it belongs to a burst that was already answered with a cut. */
export const cutRate = (rate: Rate, startedAt: number, now: number): { readonly rate: Rate; readonly pauseMs: number } | undefined => {
  const { cut, windowMs } = rate;
  if (cut && startedAt < cut.at + windowMs) return undefined;
  const reached = rateAt(rate, now);
  const found = cut !== undefined && reached <= cut.plateau * NEAR && startedAt > cut.at + SOON_WINDOWS * windowMs;
  return found
    ? { rate: { ...rate, cut: { at: now, low: reached * 0.9, plateau: reached * 0.96 } }, pauseMs: windowMs / 4 }
    : { rate: { ...rate, cut: { at: now, low: reached * 0.5, plateau: reached * 0.75 } }, pauseMs: windowMs };
};
