import { messageOf } from '../../lib/errors.ts';
import type { Message } from '../../notify/delivery.ts';
import { ask, count } from '../../store/ask.ts';
import { type Cell, MOST_WHOLE, type QueryResult } from '../../store/query-result.ts';
import type { Rehearsal, Rule, RuleInput, Trial } from '../alerting.ts';
import { evaluateOperations, messagesOf, type QueryFound } from '../language/index.ts';
import { countPopulation, isPlan, looksOf, parametersOf, prepareRule } from './ask-rule.ts';
import type { Life } from './lifecycle.ts';
import type { Engine } from './parts.ts';
import { shownAction } from './redact.ts';
import { aboutUsers } from './stories.ts';
import { summaryOf } from './summary.ts';

/** Rows that a trial shows. */
const SHOWN = 50;

const OPENS: Life = { transition: 'opened', reason: 'condition-met', act: true, actReason: 'trial' };

/** Evaluates a rule as if for the first time, with everything it finds as new, and shows what it would do. Nothing is kept, sent or tagged. */
export async function tryRule(engine: Engine, input: RuleInput): Promise<Rehearsal> {
  const on = engine.clock.now();
  const ready = await prepareRule(input, engine, on);
  const population = await countPopulation(input, engine, on);
  const looks = looksOf(input);
  const queries: Trial['queries'][number][] = [];
  const found: Record<string, QueryFound> = {};
  for (const { name, query, includeDeleted, plan } of ready) {
    const options = { now: on, includeDeleted: includeDeleted === true };
    const answer: QueryResult = isPlan(plan) ? await ask(engine.store, query, { ...options, pageSize: looks.data || looks.momentary ? MOST_WHOLE : SHOWN }) : { type: 'table', data: [...plan], columns: [] };
    const rows = rowsOf(answer);
    const total = 'cursor' in answer && answer.cursor !== undefined ? await count(engine.store, query, options) : rows.length;
    queries.push({ name, columns: [...new Set(rows.flatMap((row) => Object.keys(row)))], rows: rows.slice(0, SHOWN), total });
    const members = rows.map((row) => ({ identity: String(row._id ?? JSON.stringify(row)), name: nameOf(row), firstSeen: on, lastSeen: on, properties: [] }));
    found[name] = { total, data: answer.data, entered: members, left: [], changed: [] };
  }
  const link = engine.webLink('alert-id');
  const context = { queries: found, param: await parametersOf(engine), alertRuleId: 'rule-id', ...(link === undefined ? {} : { alertWebLink: link }) };
  const evaluated = await evaluateOperations({ rule: input, context, ask: async (query) => counted(await ask(engine.store, query, { now: on, pageSize: MOST_WHOLE })) });
  const rule: Rule = { ...input, id: 'rule-id', version: 1, createdOn: on, createdBy: '', updatedOn: on, updatedBy: '', state: {} };
  const level = evaluated.properties.alertLevel as Parameters<typeof summaryOf>[0]['level'] | undefined;
  const told = ready.filter(({ name }) => !(input.beside ?? []).includes(name)).map(({ name }) => ({ name, total: found[name]?.total ?? 0, entered: [...(found[name]?.entered ?? [])].slice(0, SHOWN) }));
  const about = await aboutUsers(
    engine.store,
    told.flatMap(({ entered }) => entered.slice(0, 10)),
    on,
  );
  const summary = summaryOf({
    rule,
    life: OPENS,
    level: level ?? 'INFO',
    alertId: 'alert-id',
    queries: told.map(({ name, total, entered }) => ({
      name,
      total,
      status: 'done',
      durationMs: 0,
      entered: entered.map((one) => (about.has(one.identity) ? { ...one, about: about.get(one.identity) as string } : one)),
      left: [],
      changed: [],
      counts: { entered: total, left: 0, changed: 0 },
      rawDataKey: '',
    })),
    population,
    link,
    on,
  });
  const messages: Message[] = [];
  const trial: Trial = {
    queries,
    ...(population === undefined ? {} : { population }),
    conditions: evaluated.conditions,
    met: evaluated.met,
    actions: evaluated.actions.map(({ action, status, reason }) => {
      const shown = shownAction(action);
      if (status === 'failed') return { action: shown, error: reason ?? 'It could not be rendered.' };
      if (status === 'done' || action.type === 'CREATE_ALERT' || action.type === 'TAG_ENTITIES') return { action: shown };
      try {
        const made = messagesOf(action, summary);
        if ('messages' in made) messages.push(...made.messages);
        return 'unsupported' in made
          ? { action: shown, error: made.unsupported }
          : { action: shown, message: [`${summary.ruleName} (${summary.level})`, ...summary.lines, ...(summary.more > 0 ? [`... and ${summary.more} more.`] : [])].join('\n') };
      } catch (error) {
        return { action: shown, error: messageOf(error) };
      }
    }),
    outputs: evaluated.outputs,
  };
  return { trial, messages };
}

const counted = ({ data }: QueryResult): { total: number; data: unknown } => ({ total: Array.isArray(data) ? data.length : data.vertices.length, data });

/** Rows as a person reads them: of an entity what it is called, and its properties. */
function rowsOf(answer: QueryResult): Record<string, Cell>[] {
  if (answer.type === 'table') return answer.data;
  const vertices = answer.type === 'list' ? answer.data : answer.data.vertices;
  return vertices.map(({ id, entity, properties }) => ({ _id: id, displayName: entity.displayName ?? null, _type: entity._type ?? null, ...properties }));
}

const nameOf = (row: Record<string, Cell>): string =>
  typeof row.displayName === 'string'
    ? row.displayName
    : Object.values(row)
        .filter((value) => typeof value === 'string' || typeof value === 'number')
        .join(', ');
