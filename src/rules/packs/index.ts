import { GraphZoomError } from '../../lib/errors.ts';
import { nearest } from '../../lib/nearest.ts';
import type { RuleInput } from '../alerting.ts';
import { COLLECTION_HEALTH } from './collection-health.ts';
import type { PackRule, RulePack } from './define.ts';
import { LEAVERS } from './leavers.ts';
import { LIFECYCLE } from './lifecycle.ts';
import { MEETINGS } from './meetings.ts';
import { PRIVILEGE } from './privilege.ts';
import { RECORDINGS } from './recordings.ts';
import { SHARING } from './sharing.ts';
import { SIGN_IN } from './sign-in.ts';

/** Every rule that ships, by topic; a new topic is a file and a line here. */
export const PACKS: readonly RulePack[] = [PRIVILEGE, SIGN_IN, LEAVERS, MEETINGS, RECORDINGS, SHARING, LIFECYCLE, COLLECTION_HEALTH];

/** The rule with this id; a wrong one is an error that suggests some. */
export function packRule(id: string): PackRule {
  const rules = PACKS.flatMap((pack) => pack.rules);
  const found = rules.find((rule) => rule.id === id);
  if (found) return found;
  const near = nearest(
    id,
    rules.map((rule) => rule.id),
  );
  throw new GraphZoomError('usage', `No pack has a rule "${id}".`, { hint: near.length === 0 ? 'See all of them with `graph-zoom rules packs`.' : `Did you mean ${near.join(', ')}?` });
}

/** The rule as somebody would write it: a copy that is theirs to change, and that remembers where it comes from. */
export function toRuleInput(rule: PackRule): RuleInput {
  const pack = PACKS.find(({ rules }) => rules.includes(rule));
  return {
    name: rule.name,
    description: rule.description,
    queries: [{ name: 'query0', query: rule.query }, ...Object.entries(rule.beside ?? {}).map(([name, query]) => ({ name, query }))],
    operations: [{ when: { type: 'FILTER', condition: rule.condition }, actions: [{ type: 'SET_PROPERTY', targetProperty: 'alertLevel', targetValue: rule.level }, { type: 'CREATE_ALERT' }] }],
    outputs: ['queries.query0.total', 'alertLevel'],
    pollingInterval: rule.interval,
    onChange: true,
    notifyOnFailure: false,
    triggerActionsOnNewEntitiesOnly: rule.only === 'new',
    ignorePreviousResults: false,
    baseline: rule.baseline,
    specVersion: 1,
    templates: {},
    tags: pack ? ['zoom', pack.id] : ['zoom'],
    labels: [],
    remediationSteps: rule.remediation,
    why: rule.why,
    ...(rule.population === undefined ? {} : { population: rule.population }),
    ...(rule.identity === undefined ? {} : { identity: rule.identity }),
    ...(rule.beside === undefined ? {} : { beside: Object.keys(rule.beside) }),
    origin: `pack:zoom/${rule.id}`,
  };
}
