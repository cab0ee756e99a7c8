/** Attempts that one request gets before its failure counts; waiting for the rate limit is not an attempt. */
export const MOST_ATTEMPTS = 5;

/** Waiting before the next attempt: half a second, then three times as long each time, spread by up to a half either way. */
export const backoff = (attempt: number, jitter = 0.5): number => 500 * 3 ** attempt * (0.5 + jitter);
