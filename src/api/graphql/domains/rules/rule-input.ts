import type { Rule, RuleInput } from '../../../../rules/alerting.ts';
import { fromJupiterOne, toJupiterOne } from '../../../../rules/language/index.ts';
import { inputOf } from '../../../../rules/pack-copies.ts';

export type Given = Readonly<Record<string, unknown>>;

/** A new rule as clients give it. */
export const newRule = ({ j1Internal: _internal, ...given }: Given): RuleInput => fromJupiterOne(given)[0] as RuleInput;

/** What an update changes: given fields replace those there are, null takes them back to their default, and a question takes the place of another. */
export function ruleChanges(rule: Rule, { id: _id, version: _version, state: _state, latestAlertId: _alert, latestAlertIsActive: _active, j1Internal: _internal, ...given }: Given): Partial<RuleInput> {
  const before: Record<string, unknown> = toJupiterOne(rule);
  if (given.question) for (const name of ['questionId', 'questionName']) delete before[name];
  if (given.questionId || given.questionName) for (const name of ['question', 'questionId', 'questionName']) delete before[name];
  // Labels carry what JupiterOne has no fields for; a client that gives labels of its own does not mean to take that away.
  const labels = Array.isArray(given.labels) ? { labels: [...given.labels, ...(before.labels as { labelName: string }[]).filter(({ labelName }) => labelName.startsWith('graph-zoom.'))] } : {};
  const after = fromJupiterOne({ ...before, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)), ...labels })[0] as RuleInput;
  const gone = Object.keys(inputOf(rule)).filter((name) => !(name in after));
  return { ...after, ...(Object.fromEntries(gone.map((name) => [name, undefined])) as Partial<RuleInput>) };
}
