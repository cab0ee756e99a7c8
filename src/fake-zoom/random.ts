/** A number in [0, 1) that depends on nothing but its arguments: the organisation is derived, never stored. */
export function chance(seed: number, index: number, salt: number): number {
  // The finaliser of MurmurHash3, three times: fast and even enough for invented people.
  let h = mix(seed ^ 0x9e3779b9);
  h = mix(h ^ index);
  h = mix(h ^ Math.imul(salt, 0x85ebca6b));
  return h / 4294967296;
}

/** A whole number from 0 to `size` - 1. */
export const pick = (seed: number, index: number, salt: number, size: number): number => Math.floor(chance(seed, index, salt) * size);

function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
