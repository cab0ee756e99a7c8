import { createHash } from 'node:crypto';

/** `_id` follows from scope and key: nothing has to be looked up, and the same input gives the same graph. */
export const idOf = (scope: string, key: string): string => {
  const hex = createHash('md5').update(`${scope}\u001f${key}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};
