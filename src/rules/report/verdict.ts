import type { AskedQuestion } from './ask-for-report.ts';

/** What a question's answer comes to, with the reason in words. */
export interface Verdict {
  readonly kind: 'bad' | 'good' | 'unknown' | 'listed' | 'nothing' | 'error';
  readonly says: string;
}

/** Decides what an answer comes to. Only a BAD row makes it bad: not what is unknown, not what could not be asked. */
export function verdictOf({ question, counts, accepted, lacking, error }: Pick<AskedQuestion, 'question' | 'counts' | 'accepted' | 'lacking' | 'error'>): Verdict {
  const { good = 0, bad = 0, unknown = 0, informative = 0 } = counts;
  const asksFor = (...kinds: readonly string[]) => question.queries.some(({ resultsAre }) => kinds.includes(resultsAre));
  if (error) return { kind: 'error', says: error.message };
  if (bad > 0) return { kind: 'bad', says: countsText({ counts, accepted }) };
  if (!asksFor('GOOD', 'BAD', 'UNKNOWN')) return { kind: 'listed', says: `Only listed (${informative}): whether it is good is for you to say.` };
  if (lacking.length > 0) return { kind: 'nothing', says: `Not asked: the graph has no ${lacking.join(' and no ')}.` };
  if (unknown > 0 && good === 0 && accepted === 0) return { kind: 'unknown', says: `Not known (${unknown}): what was collected does not say.` };
  if (asksFor('GOOD') && good + unknown + accepted === 0) return { kind: 'nothing', says: 'The graph has nothing that this question speaks of.' };
  return { kind: 'good', says: countsText({ counts, accepted }) };
}

/** `12 bad, 300 good, 2 unknown`; what is not asked for is left out. */
export function countsText({ counts: { bad, good, unknown, informative }, accepted }: Pick<AskedQuestion, 'counts' | 'accepted'>): string {
  const parts = [
    ['bad', bad],
    ['accepted', accepted || undefined],
    ['good', good],
    ['unknown', unknown],
    ['listed', informative],
  ] as const;
  return parts.flatMap(([kind, count]) => (count === undefined ? [] : [`${count} ${kind}`])).join(', ');
}

/** What a BAD row of a question weighs. Nobody has measured more than that, so there is no score. */
export type Level = 'error' | 'warning' | 'note';

/** Whoever takes an administrator's place takes the account; what else concerns security or privacy comes next, then cost and order. */
export function levelOf({ tags, queries }: AskedQuestion['question']): Level {
  if (!queries.some(({ resultsAre }) => resultsAre === 'BAD')) return 'note';
  if (tags.includes('security') && tags.includes('administrators')) return 'error';
  return tags.includes('security') || tags.includes('privacy') ? 'warning' : 'note';
}
