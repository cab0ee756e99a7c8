import type { QuotaUse } from '../../collect/quota.ts';
import type { RunProgress } from '../../collect/run-progress.ts';

const WORDS: Readonly<Record<QuotaUse['label'], string>> = { LIGHT: 'Light', MEDIUM: 'Medium', HEAVY: 'Heavy', RESOURCE_INTENSIVE: 'Resource-intensive' };

/** One line: now and allowed; with a daily cap also what this run took of it. */
export const quotaLine = ({ quota, plan, share }: Pick<RunProgress, 'quota' | 'plan' | 'share'>): string => `${quota.map(describe).join(', ')} (${plan} plan, share ${share})`;

function describe({ label, now, allowed, perDay, left, usedUpUntil }: QuotaUse): string {
  if (usedUpUntil !== undefined) return `${WORDS[label]} used up until ${new Date(usedUpUntil).toISOString().slice(0, 16)}Z`;
  return `${WORDS[label]} ${now} of ${allowed} a second${perDay === undefined ? '' : `, ${left} of the day's ${perDay} left`}`;
}
