import type { z } from 'zod';

/**
 * Zoom's types are uneven: numbers where ids are strings, null or "" where a key is else left out (reference/zoom-api.md, 7.14).
 * Given what a schema objected to, puts just those places right in `answer`; true when there was something to repair.
 */
export const repair = (answer: unknown, issues: readonly z.core.$ZodIssue[]): boolean => {
  let repaired = false;
  for (const issue of issues) {
    const parent = issue.path.slice(0, -1).reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], answer);
    const key = issue.path.at(-1);
    if (typeof parent !== 'object' || parent === null || Array.isArray(parent) || key === undefined) continue;
    const object = parent as Record<PropertyKey, unknown>;
    const value = object[key];
    if (value === null || value === '') delete object[key];
    else if (typeof value === 'number' && issue.code === 'invalid_type' && issue.expected === 'string') object[key] = String(value);
    else continue;
    repaired = true;
  }
  return repaired;
};
