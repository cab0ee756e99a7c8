import type { Records, RecordWrite, StoredRecord } from '../../store/store.ts';
import type { Alert, Evaluation, Paged, Paging, Rule, RuleState } from '../alerting.ts';

/** Where rules, what evaluations left, and alerts are kept (store/records). */
const RULES = 'rule';
const STATES = 'rule-state';
const EVALUATIONS = 'rule-evaluation';
const ALERTS = 'alert';

/** Evaluations of one rule that are kept: at the shortest interval two days, at the usual one half a year. */
export const KEPT_EVALUATIONS = 200;
const MOST_RULES = 10_000;
const PAGE = 50;
const MOST_PAGE = 1_000;

export type KeptRule = Omit<Rule, 'state'>;

/** Rules with their state, by name. */
export async function listRules(records: Records): Promise<Rule[]> {
  const states = new Map((await records.list<RuleState>(STATES, { limit: MOST_RULES })).map(({ id, value }) => [id, value]));
  const rules = await records.list<KeptRule>(RULES, { order: 'oldest', limit: MOST_RULES });
  return rules.map(({ id, value }) => ({ ...value, state: states.get(id) ?? {} }));
}

export async function readRule(records: Records, id: string): Promise<Rule | undefined> {
  const found = await records.get<KeptRule>(RULES, id);
  return found && { ...found.value, state: (await records.get<RuleState>(STATES, id))?.value ?? {} };
}

export const ruleRecord = ({ state: _state, ...rule }: Rule | (KeptRule & { state?: RuleState })): RecordWrite => ({ collection: RULES, id: rule.id, on: rule.createdOn, value: rule });
export const stateRecord = (ruleId: string, state: RuleState): RecordWrite => ({ collection: STATES, id: ruleId, value: state });

/** What removes a rule and all that evaluations left of it but its alerts. */
export async function removalOf(records: Records, id: string): Promise<RecordWrite[]> {
  const evaluations = await records.list(EVALUATIONS, { parent: id, limit: KEPT_EVALUATIONS });
  return [{ collection: RULES, id, value: undefined }, { collection: STATES, id, value: undefined }, ...evaluations.map((one) => ({ collection: EVALUATIONS, id: one.id, value: undefined }))];
}

/** The newest take the place of the oldest. */
export const evaluationRecord = (evaluation: Evaluation, number: number): RecordWrite => ({
  collection: EVALUATIONS,
  id: `${evaluation.ruleId}/${number % KEPT_EVALUATIONS}`,
  parent: evaluation.ruleId,
  on: evaluation.startedOn,
  value: evaluation,
});

export const listEvaluations = async (records: Records, ruleId: string, paging: Paging = {}): Promise<Paged<Evaluation>> =>
  paged(await records.list<Evaluation>(EVALUATIONS, { parent: ruleId, ...readPaging(paging) }), paging);

export const alertRecord = (alert: Alert): RecordWrite => ({ collection: ALERTS, id: alert.id, parent: alert.ruleId, on: alert.createdOn, value: alert });
export const readAlert = async (records: Records, id: string): Promise<Alert | undefined> => (await records.get<Alert>(ALERTS, id))?.value;

/** Alerts newest first. */
export async function listAlerts(records: Records, { status, ruleId, ...paging }: { status?: Alert['status']; ruleId?: string } & Paging): Promise<Paged<Alert>> {
  const { limit, after } = readPaging(paging);
  const items: StoredRecord<Alert>[] = [];
  let last = after;
  // A page of those with the status, read page by page: alerts are few beside the graph.
  for (;;) {
    const read: StoredRecord<Alert>[] = await records.list<Alert>(ALERTS, { ...(ruleId === undefined ? {} : { parent: ruleId }), limit: MOST_PAGE, ...(last ? { after: last } : {}) });
    items.push(...read.filter(({ value }) => status === undefined || value.status === status));
    last = read.at(-1);
    if (read.length < MOST_PAGE || items.length >= limit) return paged(items.slice(0, limit), { limit: limit - 1 });
  }
}

/** One more than is asked for tells whether there are more. */
function readPaging({ limit = PAGE, cursor }: Paging): { limit: number; after?: { on: number; id: string } } {
  const most = Math.min(Math.max(1, limit), MOST_PAGE) + 1;
  const [on, ...id] = cursor === undefined ? [] : Buffer.from(cursor, 'base64url').toString().split(':');
  return on === undefined || !Number.isFinite(Number(on)) ? { limit: most } : { limit: most, after: { on: Number(on), id: id.join(':') } };
}

function paged<T>(read: readonly StoredRecord<T>[], { limit = PAGE }: Paging): Paged<T> {
  const most = Math.min(Math.max(1, limit), MOST_PAGE);
  const items = read.slice(0, most);
  const last = items.at(-1);
  return { items: items.map(({ value }) => value), ...(read.length > most && last ? { cursor: Buffer.from(`${last.on}:${last.id}`).toString('base64url') } : {}) };
}
