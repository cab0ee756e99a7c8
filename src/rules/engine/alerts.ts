import { GraphZoomError } from '../../lib/errors.ts';
import type { Alert, Alerts, MemberChange, Rule } from '../alerting.ts';
import { looksOf, queriesOf } from './ask-rule.ts';
import { alertRecord, listAlerts, readAlert, readRule } from './books.ts';
import { endingMessages } from './decide-actions.ts';
import { setOf } from './evaluate.ts';
import { KEPT_MEMBERS } from './next-alert.ts';
import type { Engine } from './parts.ts';

const MOST_ALERTS = 100_000;

/** Alerts as people look at them and deal with them. */
export function createAlerts(engine: Engine, inTurn: <T>(work: () => Promise<T>) => Promise<T>): Alerts {
  const { store, clock, events, outbox } = engine;
  const { records } = store;
  const must = async (id: string): Promise<Alert> => {
    const alert = await readAlert(records, id);
    if (alert) return alert;
    throw new GraphZoomError('not-found', `There is no alert ${JSON.stringify(id)}.`, { hint: 'Look it up with `graph-zoom alerts list --status all`.' });
  };
  const going = async (id: string, what: string): Promise<Alert> => {
    const alert = await must(id);
    if (alert.status === 'ACTIVE') return alert;
    throw new GraphZoomError('usage', `The alert is ${alert.status.toLowerCase()} already: it cannot be ${what}.`, { hint: 'A new one is opened when something new is found.' });
  };
  const told = (alert: Alert, transition: Alert['story'][number]['transition'], reason: string, by: string): Alert => ({ ...alert, story: [...alert.story, { on: clock.now(), transition, reason, by }] });

  return {
    list: (options = {}) => listAlerts(records, options),
    count: async ({ status } = {}) => (await records.list<Alert>('alert', { limit: MOST_ALERTS })).filter(({ value }) => status === undefined || value.status === status).length,
    async get(id) {
      const alert = await readAlert(records, id);
      return alert && withFound(engine, alert);
    },
    dismiss: (id, { reason, by }) =>
      inTurn(async () => {
        const before = await going(id, 'dismissed');
        const on = clock.now();
        const alert: Alert = { ...told(before, 'dismissed', reason ?? '', by), status: 'DISMISSED', dismissedOn: on, dismissedBy: by, lastUpdatedOn: on, ...(reason === undefined ? {} : { dismissReason: reason }) };
        const rule = await readRule(records, alert.ruleId);
        const summary = {
          alertId: id,
          ruleId: alert.ruleId,
          ruleName: alert.ruleName,
          description: rule?.description ?? '',
          level: alert.level,
          transition: 'dismissed' as const,
          total: alert.foundCount,
          lines: reason === undefined ? [] : [reason],
          more: 0,
          on,
        };
        const ending = endingMessages(rule?.operations.flatMap(({ actions }) => actions) ?? [], summary, `${id}/dismissed`);
        await records.write([alertRecord(alert), ...(ending.length === 0 ? [] : await outbox.put(ending))]);
        events.emit('alert-changed', { alert, transition: 'none', reason: 'dismissed' });
        return alert;
      }),
    snooze: (id, until, by) =>
      inTurn(async () => {
        const alert: Alert = { ...told(await going(id, 'snoozed'), 'snoozed', new Date(until).toISOString(), by), snoozedUntil: until };
        await records.write([alertRecord(alert)]);
        events.emit('alert-changed', { alert, transition: 'none', reason: 'snoozed' });
        return alert;
      }),
    setLevel: (id, level, by) =>
      inTurn(async () => {
        const before = await must(id);
        if (before.level === level) return before;
        const alert: Alert = { ...told(before, 'level-set', `${before.level} to ${level}`, by), level, levelSetBy: by, lastUpdatedOn: clock.now() };
        await records.write([alertRecord(alert)]);
        events.emit('alert-changed', { alert, transition: 'none', reason: 'level-set' });
        return alert;
      }),
  };
}

/** An alert with whom it is about now, from the kept result: what an evaluation kept with it may be the first of many. */
async function withFound({ store, question }: Engine, alert: Alert): Promise<Alert> {
  const rule = alert.endedOn === undefined ? await readRule(store.records, alert.ruleId) : undefined;
  if (rule === undefined || looksOf(rule).momentary) return alert;
  const known = new Map(alert.found.map((member) => [member.identity, member]));
  const found: MemberChange[] = [];
  for (const name of await namesOf(rule, question))
    for (const { identity, name: called, firstSeen } of await store.results.members(setOf(rule.id, name), { limit: KEPT_MEMBERS, fresh: rule.baseline }))
      found.push({ properties: [], ...known.get(identity), identity, name: called, firstSeen, lastSeen: alert.lastUpdatedOn });
  return { ...alert, found: found.slice(0, KEPT_MEMBERS) };
}

/** Queries whose rows the alert is about; of a question that is gone, none. */
async function namesOf(rule: Rule, question: Engine['question']): Promise<string[]> {
  const known = rule.questionId === undefined && rule.questionName === undefined ? rule.queries : (await question(rule.questionId ?? rule.questionName ?? '')) ? await queriesOf(rule, question) : [];
  return known.map(({ name }) => name).filter((name) => !(rule.beside ?? []).includes(name));
}
