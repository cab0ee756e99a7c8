import { hashSecret } from './ids.ts';

/**
 * Refresh tokens that a test of a configuration has used up: Zoom gave a new one, and the one that the person still has in the
 * form is dead. Whoever saves the configuration gets the living one. Held in memory, by hash.
 */
export interface RotatedTokens {
  note(old: string, next: string): void;
  newest(token: string): string;
}

/** Tests of forms that were never saved are forgotten after as many others. */
const MOST = 100;

export function createRotatedTokens(): RotatedTokens {
  const next = new Map<string, string>();
  return {
    note(old, token) {
      next.set(hashSecret(old), token);
      for (const hash of next.keys()) {
        if (next.size <= MOST) break;
        next.delete(hash);
      }
    },
    newest(token) {
      let newest = token;
      for (let seen = 0; seen < MOST; seen++) {
        const after = next.get(hashSecret(newest));
        if (after === undefined) break;
        newest = after;
      }
      return newest;
    },
  };
}
