import type { Plan } from '../../j1ql/plan/plan.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import { count, prepare } from '../../store/ask.ts';
import type { TableRow } from '../../store/store.ts';
import type { RuleInput } from '../alerting.ts';
import { builtinOf, builtinRows } from '../builtin-queries.ts';
import { withPlaceholders } from '../language/placeholders.ts';
import { listParameters, storedVariables } from '../parameters.ts';
import type { Engine, NamedQuery } from './parts.ts';

/** A query of a rule, ready to be asked. */
export interface Ready extends NamedQuery {
  /** Of a built-in query its rows. */
  readonly plan: Plan | readonly TableRow[];
}

/** Of the graph, and not of what graph-zoom knows besides. */
export const isPlan = (plan: Ready['plan']): plan is Plan => !Array.isArray(plan);

/** The queries of a rule, its own or those of its question. */
export async function queriesOf(rule: RuleInput, question: Engine['question']): Promise<NamedQuery[]> {
  const name = rule.questionId ?? rule.questionName;
  if (name === undefined) return [...rule.queries];
  const found = await question(name);
  if (found === undefined) throw new GraphZoomError('rule-invalid', `The rule asks the question ${JSON.stringify(name)}, which does not exist.`, { hint: 'Give the rule another question, or queries of its own.' });
  return found.queries.map((query, index) => ({ ...query, name: query.name ?? `query${index}` }));
}

/** Plans of a rule's queries with the account's parameters put in. Fails where one cannot be read. */
export async function prepareRule(rule: RuleInput, { store, question, collections }: Pick<Engine, 'store' | 'question' | 'collections'>, now: number): Promise<Ready[]> {
  const ready: Ready[] = [];
  for (const query of await queriesOf(rule, question)) {
    const builtin = builtinOf(query.query);
    if (builtin !== undefined) {
      ready.push({ ...query, plan: builtinRows(builtin, await collections(), now) });
      continue;
    }
    const text = withPlaceholders(query.query);
    const { plan } = prepare(text, { now, includeDeleted: query.includeDeleted === true, variables: await storedVariables(store.records, text) });
    ready.push({ ...query, query: text, plan });
  }
  return ready;
}

/** Of how many: the number of rows of the rule's population. */
export async function countPopulation(rule: RuleInput, { store }: Pick<Engine, 'store'>, now: number): Promise<number | undefined> {
  if (rule.population === undefined) return undefined;
  const text = withPlaceholders(rule.population);
  return count(store, text, { now, variables: await storedVariables(store.records, text) });
}

/** Parameters of the account by name, as templates see them. */
export const parametersOf = async ({ store }: Pick<Engine, 'store'>): Promise<Record<string, unknown>> => Object.fromEntries((await listParameters(store.records)).map(({ id, value }) => [id, value.value]));

/** What a rule's conditions and templates look at, besides numbers. */
export interface Looks {
  /** Rows of the results. */
  readonly data: boolean;
  /** How members changed. */
  readonly changes: boolean;
  /** What entered, left or changed decides whether the condition holds: it does so for a moment only. */
  readonly momentary: boolean;
}

/** Read from the texts of a rule: an expression cannot name what is not written in it. */
export function looksOf(rule: RuleInput): Looks {
  const all = JSON.stringify([rule.operations, rule.templates, rule.outputs]);
  const conditions = JSON.stringify(rule.operations.map(({ when }) => when ?? null));
  const momentary = /\.(entered|left|changed)\b/;
  return { data: /\.data\b|\bqueries\b(?!\s*\.)|queries\.[\w$]+\s*(?:[|}\]]|\\")/.test(all), changes: /\.changed\b/.test(all), momentary: momentary.test(conditions) };
}
