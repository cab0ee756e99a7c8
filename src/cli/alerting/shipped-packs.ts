import { GraphZoomError } from '../../lib/errors.ts';
import { nearest } from '../../lib/nearest.ts';
import type { Rule, RuleInterval } from '../../rules/alerting.ts';
import type { PackRule, RulePack } from '../../rules/packs/define.ts';
import { PACKS, toRuleInput } from '../../rules/packs/index.ts';

type ShippedRule = Omit<PackRule, 'fixtures'> & {
  /** The rule that was made of it, and how often that is evaluated; absent where none was. */
  readonly ruleId?: string;
  readonly enabled?: RuleInterval;
};
export type ShippedPack = Omit<RulePack, 'rules'> & { readonly rules: readonly ShippedRule[] };

/** The packs that ship, each rule with whether it was taken over. */
export const shippedPacks = (rules: readonly Rule[]): ShippedPack[] =>
  PACKS.map((pack) => ({
    ...pack,
    rules: pack.rules.map((shipped) => {
      const { fixtures: _fixtures, ...told } = shipped;
      const copy = rules.find(({ origin }) => origin === toRuleInput(shipped).origin);
      return { ...told, ...(copy ? { ruleId: copy.id, enabled: copy.pollingInterval } : {}) };
    }),
  }));

/** The pack with this id, or the one with this rule and nothing else of it. */
export function packOf(packs: readonly ShippedPack[], id: string): ShippedPack {
  const found = packs.find((pack) => pack.id === id) ?? packs.map((pack) => ({ ...pack, rules: pack.rules.filter((rule) => rule.id === id) })).find(({ rules }) => rules.length > 0);
  if (found) return found;
  const near = nearest(
    id,
    packs.flatMap((pack) => [pack.id, ...pack.rules.map((rule) => rule.id)]),
  );
  throw new GraphZoomError('usage', `There is no pack and no rule of a pack "${id}".`, { hint: near.length === 0 ? 'See all of them with `graph-zoom rules packs`.' : `Did you mean ${near.join(' or ')}?` });
}
