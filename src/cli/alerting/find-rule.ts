import { GraphZoomError } from '../../lib/errors.ts';
import { nearest } from '../../lib/nearest.ts';
import type { Rule } from '../../rules/alerting.ts';

/** An error does not list more. */
const LISTED = 5;
type Named = Pick<Rule, 'id' | 'name' | 'origin'>;

/** The rule that a person means by its id, its name, the id that its pack knows it by, how one of them begins, or words of its name. */
export function findRule<R extends Named>(rules: readonly R[], text: string): R {
  const wanted = text.trim().toLowerCase();
  const words = wanted.split(/[\s-]+/);
  const tests: readonly ((rule: R) => boolean)[] = [
    (rule) => rule.id === text || rule.name === text,
    (rule) => rule.name.toLowerCase() === wanted || packId(rule) === wanted,
    (rule) => rule.name.toLowerCase().startsWith(wanted) || rule.id.startsWith(wanted) || packId(rule).startsWith(wanted),
    (rule) => words.every((word) => `${rule.name.toLowerCase()} ${packId(rule)}`.includes(word)),
  ];
  for (const test of wanted === '' ? [] : tests) {
    const [only, ...more] = rules.filter(test);
    if (only && more.length === 0) return only;
    if (only) throw new GraphZoomError('usage', `"${text}" may be several rules.`, { hint: `Say which: ${list([only, ...more])}.` });
  }
  throw new GraphZoomError('not-found', `There is no rule "${text}".`, { hint: suggestion(rules, wanted) });
}

const packId = ({ origin = '' }: Named): string => origin.slice(origin.lastIndexOf('/') + 1);

function suggestion(rules: readonly Named[], wanted: string): string {
  if (rules.length === 0) return 'There is none yet: `graph-zoom rules packs enable --all` makes the ready ones.';
  const close = nearest(wanted, [...rules.map(({ name }) => name), ...rules.map(packId).filter((id) => id !== '')]);
  if (close.length > 0) return `Did you mean ${close.map((name) => `"${name}"`).join(' or ')}?`;
  return rules.length <= LISTED ? `There ${rules.length === 1 ? 'is' : 'are'}: ${list(rules)}.` : 'See all of them with `graph-zoom rules list`.';
}

const list = (rules: readonly Named[]): string =>
  `${rules
    .slice(0, LISTED)
    .map(({ name }) => `"${name}"`)
    .join(', ')}${rules.length > LISTED ? `, and ${rules.length - LISTED} more` : ''}`;
