import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';

/** Makes ids that sort in the order they were made (UUID version 7, RFC 9562): pages of records go by time, then id. */
export function createIds(clock: Clock): () => string {
  let last = 0n;
  return () => {
    // 48 bits of milliseconds and a counter of 12 bits, which goes on into the milliseconds where it overflows or time stands still.
    const now = BigInt(clock.now()) << 12n;
    last = now > last ? now : last + 1n;
    const hex = last.toString(16).padStart(15, '0');
    const random = randomBytes(8);
    random[0] = ((random[0] as number) & 0x3f) | 0x80;
    const tail = random.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(12)}-${tail.slice(0, 4)}-${tail.slice(4)}`;
  };
}

const SECRET_BYTES = 32;

/** A secret that nobody guesses; `prefix` says what it is to whoever finds it lying about. */
export const newSecret = (prefix: string): string => `${prefix}${randomBytes(SECRET_BYTES).toString('base64url')}`;

/** What is kept of a secret. It has 256 random bits, so a plain hash cannot be reversed; a slow one is for what people make up. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Compares two hashes in a time that says nothing about them. */
export function sameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
