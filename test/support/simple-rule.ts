import { Jexl } from '@pawel-up/jexl';
import type { RuleInput } from '../../src/rules/alerting.ts';
import type { QueryResult } from '../../src/store/query-result.ts';

type Row = Readonly<Record<string, unknown>>;
/** Each query's rows by what they are. */
export type Look = Readonly<Record<string, ReadonlyMap<string, Row>>>;

const jexl = new Jexl();
jexl.addTransform('length', (value: readonly unknown[]) => value.length);

/** What the queries of a rule answered; of those that have keys only what has `mark` in it. */
export function lookAt(rule: RuleInput, answers: Readonly<Record<string, QueryResult>>, mark: string): Look {
  return Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, new Map([...rowsByIdentity(answer, rule.identity)].filter(([, row]) => JSON.stringify(row).includes(mark)))]));
}

/** Whether a rule acts, in the fewest words: rows are compared with those before, the condition decides, and the flags are heeded. */
export function acts(rule: RuleInput, before: Look | undefined, now: Look): Promise<boolean> {
  const queries = Object.fromEntries(Object.entries(now).map(([name, rows]) => [name, compare(before?.[name] ?? new Map(), rows)]));
  if (before === undefined && rule.baseline) return Promise.resolve(false);
  if (rule.triggerActionsOnNewEntitiesOnly && queries.query0?.entered.length === 0) return Promise.resolve(false);
  const when = rule.operations[0]?.when as { readonly condition: string };
  return jexl.eval(when.condition.replace(/^{{|}}$/g, ''), { queries }) as Promise<boolean>;
}

function compare(old: ReadonlyMap<string, Row>, rows: ReadonlyMap<string, Row>) {
  const missing = (from: ReadonlyMap<string, Row>, other: ReadonlyMap<string, Row>) => [...from.keys()].filter((identity) => !other.has(identity)).map((identity) => ({ identity }));
  const changed = [...rows].flatMap(([identity, row]) => {
    const properties = differences(old.get(identity) ?? row, row);
    return properties.length === 0 ? [] : [{ identity, properties }];
  });
  return { total: rows.size, entered: missing(rows, old), left: missing(old, rows), changed };
}

const differences = (old: Row, row: Row) =>
  [...new Set([...Object.keys(old), ...Object.keys(row)])].filter((name) => JSON.stringify(old[name]) !== JSON.stringify(row[name])).map((name) => ({ name, old: old[name], new: row[name] }));

function rowsByIdentity(answer: QueryResult, identity: readonly string[] | undefined): Map<string, Row> {
  if (answer.type === 'list') return new Map(answer.data.map(({ id, entity, properties }) => [id, { ...properties, _key: entity._key }]));
  if (answer.type === 'table') return new Map(answer.data.map((row) => [JSON.stringify((identity ?? answer.columns).map((column) => row[column])), row]));
  throw new Error('A rule asks for entities or a table.');
}
