import { isTime } from '../../lib/is-time.ts';
import { plainText } from '../../lib/plain-text.ts';
import type { Cell } from '../../store/query-result.ts';

/** One cell for a person who reads a report: days in UTC, so that two runs on two machines say the same. Empty where nothing is known. */
export function cellText(value: Cell | undefined): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return plainText(value.map(String).join(', '));
  if (isTime(value)) return new Date(value).toISOString().slice(0, 'yyyy-mm-dd'.length);
  return typeof value === 'object' ? plainText(JSON.stringify(value)) : plainText(String(value));
}
