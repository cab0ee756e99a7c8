import { createHash } from 'node:crypto';

/**
 * Zoom's 22-character ids (16 bytes in base64url, so some begin with `-` or `_`). The first four bytes are the index, scrambled,
 * so that an id leads back to its record without a table.
 */
const MULTIPLIER = 0x9e3779b1; // odd, so multiplying is reversible modulo 2^32
const INVERSE = inverse(MULTIPLIER);

export function idOf(seed: number, kind: string, index: number): string {
  const bytes = createHash('md5').update(`${seed}:${kind}:${index}`).digest();
  bytes.writeUInt32BE((Math.imul(index + 1, MULTIPLIER) ^ seedMask(seed)) >>> 0, 0);
  return bytes.toString('base64url');
}

/** The index an id was made of; undefined when it is nobody's. */
export function indexOf(seed: number, kind: string, id: string): number | undefined {
  if (id.length !== 22) return undefined;
  const scrambled = Buffer.from(id, 'base64url').readUInt32BE(0) ^ seedMask(seed);
  const index = (Math.imul(scrambled, INVERSE) >>> 0) - 1;
  return index >= 0 && idOf(seed, kind, index) === id ? index : undefined;
}

const seedMask = (seed: number): number => Math.imul(seed + 0x7f4a7c15, 0x2c1b3c6d) | 0;

/** The inverse of an odd number modulo 2^32, by Newton's iteration: each step doubles the correct bits. */
function inverse(odd: number): number {
  let x = odd;
  for (let i = 0; i < 5; i++) x = Math.imul(x, 2 - Math.imul(odd, x));
  return x;
}
