import { GraphZoomError } from '../../lib/errors.ts';
import type { Rule, RuleInput } from '../../rules/alerting.ts';

/** What commands need of the language of rules (rules/language). */
interface RuleLanguage {
  readonly parseRules: (text: string) => RuleInput[];
  readonly formatRules: (rules: readonly RuleInput[]) => string;
  readonly fromJupiterOne: (json: unknown) => RuleInput[];
  readonly toJupiterOne: (rule: Rule) => object;
}

/** The one place to wire it: `() => import('../../rules/language/index.ts')`. */
export const ruleLanguage = (): Promise<RuleLanguage> => Promise.reject(new GraphZoomError('bug', 'This build reads and writes no files of rules.'));
