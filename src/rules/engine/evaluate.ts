import { messageOf } from '../../lib/errors.ts';
import { ask } from '../../store/ask.ts';
import { MOST_WHOLE } from '../../store/query-result.ts';
import type { RecordWrite, ResultDifference } from '../../store/store.ts';
import { type Action, type Alert, type Cause, type Evaluation, LEVELS, type Level, type MemberChange, type QueryEvaluation, type Rule, type RuleState } from '../alerting.ts';
import { evaluateOperations, type QueryFound, type RuleContext } from '../language/index.ts';
import { countPopulation, isPlan, looksOf, parametersOf, prepareRule, type Ready } from './ask-rule.ts';
import { alertRecord, evaluationRecord, readAlert, stateRecord } from './books.ts';
import { type Doing, doActions, endingMessages, failureMessages, type Outgoing } from './decide-actions.ts';
import { decideLife, type Life } from './lifecycle.ts';
import { KEPT_MEMBERS, newAlertId, nextAlerts } from './next-alert.ts';
import type { Engine } from './parts.ts';
import { aboutUsers, type Told, tell } from './stories.ts';
import { alertIdOf, failureSummary, summaryOf } from './summary.ts';
import { tagEntities } from './tags.ts';

/** Rows of a difference that conditions and templates see; the counts are whole. */
const SEEN_MEMBERS = 1_000;
/** Those that messages and alerts tell of, who are looked up in the company. */
const TOLD_MEMBERS = 10;

export interface Evaluating {
  readonly rule: Rule;
  readonly cause: Cause;
  /** The earliest time of the changes that are the cause. */
  readonly since?: number;
}

/** What an evaluation came to. */
export interface Outcome {
  readonly evaluation: Evaluation;
  readonly alerts: readonly Alert[];
  readonly life?: Life;
}

export const setOf = (ruleId: string, query: string): string => `rule/${ruleId}/${query}`;
const fingerprintOf = (rule: Rule, { query, includeDeleted }: Ready): string => JSON.stringify([query, rule.identity ?? null, includeDeleted === true]);

/** Evaluates a rule and keeps what came of it, in one transaction: results, state, alert and messages. One that fails leaves results and alert as they were. */
export async function evaluateRule(engine: Engine, { rule, cause, since }: Evaluating): Promise<Outcome> {
  const number = (rule.state.evaluations ?? 0) + 1;
  const started = { id: `${rule.id}.${number}`, ruleId: rule.id, ruleVersion: rule.version, cause, startedOn: engine.clock.now() };
  try {
    let outcome: Outcome | undefined;
    const ready = await prepareRule(rule, engine, started.startedOn);
    const population = await countPopulation(rule, engine, started.startedOn);
    const asked = ready.map((one) => ({ set: setOf(rule.id, one.name), owner: rule.id, plan: one.plan, fingerprint: fingerprintOf(rule, one), ...(rule.identity ? { identity: rule.identity } : {}) }));
    await engine.store.results.compare(asked, {
      on: started.startedOn,
      most: SEEN_MEMBERS,
      signal: engine.stopping,
      decide: async (differences) => {
        const decided = await decide(engine, { rule, started, ready, differences, since, population });
        outcome = decided.outcome;
        return decided.records;
      },
    });
    return outcome as unknown as Outcome;
  } catch (error) {
    if (engine.stopping.aborted) throw error;
    return failed(engine, rule, started, error);
  }
}

type Started = Pick<Evaluation, 'id' | 'ruleId' | 'ruleVersion' | 'cause' | 'startedOn'>;
interface Deciding {
  readonly rule: Rule;
  readonly started: Started;
  readonly ready: readonly Ready[];
  readonly differences: readonly ResultDifference[];
  readonly since: number | undefined;
  readonly population: number | undefined;
}

async function decide(engine: Engine, { rule, started, ready, differences, since, population }: Deciding): Promise<{ outcome: Outcome; records: RecordWrite[] }> {
  const { store, clock } = engine;
  const on = started.startedOn;
  const alert = await goingOn(engine, rule);
  const newId = newAlertId();
  const looks = looksOf(rule);
  const told: Told[] = [];
  for (const difference of differences) told.push(await tell(store, difference, { on, since }));

  const found: Record<string, QueryFound> = {};
  for (const [index, one] of ready.entries()) found[one.name] = { total: (differences[index] as ResultDifference).total, data: looks.data ? await rowsOf(engine, one, on) : [], ...(told[index] as Told) };
  const link = engine.webLink(alert?.status === 'ACTIVE' ? alert.id : newId);
  const context: RuleContext = { queries: found, param: await parametersOf(engine), alertRuleId: rule.id, ...(link === undefined ? {} : { alertWebLink: link }) };
  const evaluated = await evaluateOperations({ rule, context, ask: async (query) => rowsAnd(await ask(store, query, { now: on, pageSize: MOST_WHOLE })) });

  // What only the condition looks at is no news.
  const telling = ready.map((one, index) => ({ one, index })).filter(({ one }) => !(rule.beside ?? []).includes(one.name));
  const news = telling.map(({ index }) => differences[index] as ResultDifference);
  const sum = (of: (difference: ResultDifference) => number) => news.reduce((total, one) => total + of(one), 0);
  const level = levelOf(evaluated.properties.alertLevel) ?? alert?.level ?? 'INFO';
  const life = decideLife({
    ...(alert ? { alert: alert as Alert & { status: 'ACTIVE' | 'DISMISSED' } } : {}),
    met: evaluated.met,
    createsAlert: evaluated.actions.some(({ action }) => action.type === 'CREATE_ALERT'),
    level,
    baseline: rule.baseline,
    known: news.every(({ known }) => known),
    fresh: sum(({ fresh }) => fresh),
    entered: sum(({ counts }) => counts.entered),
    different: news.some(({ counts }) => counts.entered + counts.left + counts.changed > 0),
    momentary: looks.momentary,
    onlyNew: rule.triggerActionsOnNewEntitiesOnly && !rule.ignorePreviousResults,
    cause: started.cause,
    now: on,
  });

  const about =
    life.act || (life.transition !== 'none' && life.reason !== 'still-true')
      ? await aboutUsers(
          store,
          telling.flatMap(({ index }) => firstOf(told[index] as Told)),
          on,
        )
      : new Map<string, string>();
  const queries = ready.map((one, index) => queryEvaluation(started, one, differences[index] as ResultDifference, named(told[index] as Told, about)));
  const summary = summaryOf({ rule, life, level, alertId: alertIdOf(rule, life, alert, newId), queries: telling.map(({ index }) => queries[index] as QueryEvaluation), population, link, on });
  const doing = await doActions({ actions: evaluated.actions, life, summary, evaluationId: started.id, tag: (action) => tagEntities(store, action, on) });
  const outgoing = [...doing.outgoing, ...(life.transition === 'cleared' ? endingMessages(actionsOf(rule), summary, started.id) : [])];

  const evaluation: Evaluation = {
    ...started,
    endedOn: clock.now(),
    status: 'done',
    queries,
    ...(population === undefined ? {} : { population }),
    conditions: evaluated.conditions,
    met: evaluated.met,
    actions: doing.evaluations,
    outputs: evaluated.outputs,
    transition: life.transition,
    reason: life.transition === 'none' && life.act ? life.actReason : life.reason,
  };
  const total = rule.baseline && !looks.momentary ? sum(({ fresh }) => fresh) : looks.momentary ? sum(({ counts }) => counts.entered + counts.left + counts.changed) : sum((one) => one.total);
  const members = looks.momentary
    ? telling.flatMap(({ index }) => momentOf(queries[index] as QueryEvaluation))
    : staying(
        alert,
        telling.flatMap(({ index }) => [queries[index] as QueryEvaluation]),
        rule.baseline && !news.every(({ known }) => known),
      );
  const alerts = nextAlerts({ rule, alert, newId, life, level, evaluation, found: members.slice(0, KEPT_MEMBERS), foundCount: total, met: evaluated.met });
  return { outcome: { evaluation, alerts, life }, records: await recordsOf(engine, { rule, evaluation, alerts, outgoing, doing }) };
}

/** The alert that has not ended. */
async function goingOn({ store }: Engine, rule: Rule): Promise<Alert | undefined> {
  const alert = rule.state.latestAlertId === undefined ? undefined : await readAlert(store.records, rule.state.latestAlertId);
  return alert?.endedOn === undefined && alert?.status !== 'INACTIVE' ? alert : undefined;
}

const levelOf = (value: unknown): Level | undefined => LEVELS.find((level) => level === (typeof value === 'string' ? value.toUpperCase() : undefined));

const rowsOf = async (engine: Engine, { query, includeDeleted, plan }: Ready, on: number): Promise<unknown> =>
  isPlan(plan) ? (await ask(engine.store, query, { now: on, includeDeleted: includeDeleted === true, pageSize: MOST_WHOLE })).data : plan;
const rowsAnd = ({ data }: { data: unknown }): { total: number; data: unknown } => ({ total: Array.isArray(data) ? data.length : 0, data });

const firstOf = ({ entered, changed, left }: Told): MemberChange[] => [...entered, ...changed, ...left].slice(0, TOLD_MEMBERS);

const named = (told: Told, about: ReadonlyMap<string, string>): Told => {
  const name = (member: MemberChange): MemberChange => (about.has(member.identity) ? { ...member, about: about.get(member.identity) as string } : member);
  return { entered: told.entered.map(name), left: told.left.map(name), changed: told.changed.map(name) };
};

const queryEvaluation = (started: Started, { name }: Ready, { total, counts }: ResultDifference, { entered, left, changed }: Told): QueryEvaluation => ({
  name,
  total,
  status: 'done',
  durationMs: 0,
  entered: entered.slice(0, KEPT_MEMBERS),
  left: left.slice(0, KEPT_MEMBERS),
  changed: changed.slice(0, KEPT_MEMBERS),
  counts,
  rawDataKey: `${started.id}/${name}`,
});

const momentOf = ({ entered, changed, left }: QueryEvaluation): MemberChange[] => [...entered, ...changed, ...left];

/** Who is in the result still, with how they came. */
function staying(alert: Alert | undefined, queries: readonly QueryEvaluation[], baseline: boolean): MemberChange[] {
  if (baseline) return [];
  const gone = new Set(queries.flatMap(({ left }) => left.map(({ identity }) => identity)));
  const entered = queries.flatMap((query) => query.entered);
  const came = new Set(entered.map(({ identity }) => identity));
  return [...entered, ...(alert?.found ?? []).filter(({ identity }) => !gone.has(identity) && !came.has(identity))];
}

const actionsOf = (rule: Rule): Action[] => rule.operations.flatMap(({ actions }) => actions);

interface RecordsInput {
  readonly rule: Rule;
  readonly evaluation: Evaluation;
  readonly alerts: readonly Alert[];
  readonly outgoing: readonly Outgoing[];
  readonly doing?: Doing;
}

async function recordsOf({ outbox }: Engine, { rule, evaluation, alerts, outgoing }: RecordsInput): Promise<RecordWrite[]> {
  const latest = alerts.at(-1);
  const done = evaluation.status === 'done';
  const { failure: _failure, ...before } = rule.state;
  const state: RuleState = {
    ...before,
    evaluations: (rule.state.evaluations ?? 0) + 1,
    evaluatedVersion: rule.version,
    lastEvaluationStartOn: evaluation.startedOn,
    lastEvaluationEndOn: evaluation.endedOn,
    evaluationStep: done ? 'DONE' : 'FAILED',
    ...(done ? { lastSuccessfulEvaluationEndOn: evaluation.endedOn } : { lastFailedEvaluationEndOn: evaluation.endedOn, failure: evaluation.error ?? evaluation.reason }),
    ...(latest ? { latestAlertId: latest.id, latestAlertIsActive: latest.status === 'ACTIVE' } : {}),
  };
  return [...(outgoing.length === 0 ? [] : await outbox.put(outgoing)), stateRecord(rule.id, state), evaluationRecord(evaluation, state.evaluations as number), ...alerts.map(alertRecord)];
}

/** Notes that a rule could not be evaluated, and tells whoever its messages go to, the first time. */
async function failed(engine: Engine, rule: Rule, started: Started, error: unknown): Promise<Outcome> {
  const reason = messageOf(error);
  const evaluation: Evaluation = {
    ...started,
    endedOn: engine.clock.now(),
    status: 'failed',
    queries: [],
    conditions: [],
    met: false,
    actions: [],
    outputs: [],
    transition: 'none',
    reason: 'evaluation-failed',
    error: reason,
  };
  const first = rule.state.failure === undefined;
  const summary = failureSummary(rule, reason, evaluation.endedOn);
  const outgoing = rule.notifyOnFailure && first ? failureMessages(actionsOf(rule), summary, started.id) : [];
  await engine.store.records.write(await recordsOf(engine, { rule, evaluation, alerts: [], outgoing }));
  return { evaluation, alerts: [] };
}
