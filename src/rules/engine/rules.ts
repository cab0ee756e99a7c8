import { randomUUID } from 'node:crypto';
import { GraphZoomError } from '../../lib/errors.ts';
import type { ChangedType } from '../../store/store.ts';
import type { Action, Cause, Evaluation, Rule, RuleInput, Rules } from '../alerting.ts';
import { checkRule } from '../language/index.ts';
import { inputOf } from '../pack-copies.ts';
import { isPlan, looksOf, prepareRule } from './ask-rule.ts';
import { listEvaluations, listRules, readRule, removalOf, ruleRecord } from './books.ts';
import { decideConcern, type Footprint, footprintOf } from './concerns.ts';
import { decideDue } from './due.ts';
import { evaluateRule, setOf } from './evaluate.ts';
import { readMarks } from './marks.ts';
import type { Engine } from './parts.ts';
import { readRows } from './raw-rows.ts';
import { tryRule } from './trial.ts';

/** Rules: kept, evaluated one after another, and told of. `inTurn` runs what must not happen at the same time. */
export function createRules(engine: Engine, inTurn: <T>(work: () => Promise<T>) => Promise<T>): Omit<Rules, 'stop'> {
  const { store, clock, events, onError } = engine;
  const { records } = store;

  const must = async (id: string): Promise<Rule> => {
    const rule = await readRule(records, id);
    if (rule) return rule;
    throw new GraphZoomError('not-found', `There is no rule ${JSON.stringify(id)}.`, { hint: 'Look it up with `graph-zoom rules list`.' });
  };
  const unique = async (name: string, but?: string): Promise<void> => {
    if ((await listRules(records)).some((rule) => rule.name === name && rule.id !== but))
      throw new GraphZoomError('rule-conflict', `There is a rule ${JSON.stringify(name)} already.`, { hint: 'Names of rules are unique: choose another one, or change that rule.' });
  };
  const evaluate = async (rule: Rule, cause: Cause, since?: number): Promise<Evaluation> => {
    const { evaluation, alerts, life } = await evaluateRule(engine, { rule, cause, ...(since === undefined ? {} : { since }) });
    engine.outbox.wake();
    events.emit('rule-evaluated', evaluation);
    const alert = alerts.at(-1);
    if (alert && life && life.transition !== 'none') events.emit('alert-changed', { alert, transition: life.transition, reason: life.reason });
    return evaluation;
  };
  /** One that even its failure could not be noted of harms no other. */
  const safely = async (rule: Rule, cause: Cause, since?: number): Promise<void> => {
    try {
      // As it is now: somebody may have changed or removed it while others were evaluated.
      const latest = await readRule(records, rule.id);
      if (latest && latest.pollingInterval !== 'DISABLED') await evaluate(latest, cause, since);
    } catch (error) {
      if (!engine.stopping.aborted) onError(error);
    }
  };

  const dataChanged: Rules['dataChanged'] = async (commits) => {
    if (commits.length === 0) return;
    const changed: ChangedType[] = [];
    for (const { scope, on } of commits) changed.push(...(await store.changed({ since: on, until: on, scope })));
    const since = Math.min(...commits.map(({ on }) => on));
    const classes = new Map((await store.catalog()).types.map(({ kind, type, classSets }) => [`${kind}/${type}`, classSets.flat()]));
    const concernOf = async (rule: Rule): Promise<{ run: boolean; reason: string }> => {
      if (rule.pollingInterval === 'DISABLED') return { run: false, reason: 'disabled' };
      if (!rule.onChange) return { run: false, reason: 'interval-only' };
      // The look at intervals comes next.
      if (rule.state.lastEvaluationStartOn === undefined) return { run: false, reason: 'never-evaluated' };
      let footprints: Footprint[];
      try {
        const { changes } = looksOf(rule);
        const plans = (await prepareRule(rule, engine, clock.now())).map(({ plan }) => plan);
        // What is written was perhaps collected.
        if (!plans.every(isPlan)) return { run: true, reason: 'sees-collections' };
        footprints = plans.map((plan) => footprintOf(plan, changes));
      } catch (error) {
        // The evaluation says what is wrong with it, and keeps that with the rule.
        return { run: true, reason: error instanceof GraphZoomError ? error.code : 'cannot-be-read' };
      }
      return decideConcern(footprints, changed, (kind, type) => classes.get(`${kind}/${type}`) ?? []);
    };
    for (const rule of await listRules(records)) {
      if (engine.stopping.aborted) return;
      const concern = await concernOf(rule);
      events.emit('rule-decision', { ruleId: rule.id, ...concern });
      if (concern.run) await inTurn(() => safely(rule, 'data-changed', since));
    }
  };
  /** What was written since the last look, by whomever. Marks go when all rules have seen it: after a crash they see it again. */
  const catchUp = async (): Promise<void> => {
    const { commits, done } = await readMarks(records);
    if (commits.length === 0) return;
    await dataChanged(commits);
    if (!engine.stopping.aborted) await records.write(done);
  };

  return {
    list: () => listRules(records),
    get: (id) => readRule(records, id),
    byName: async (name) => (await listRules(records)).find((rule) => rule.name === name),
    create: (given, by) =>
      inTurn(async () => {
        const input = checkRule(given);
        await unique(input.name);
        const on = clock.now();
        const rule: Rule = { ...withActionIds(input), id: randomUUID(), version: 1, createdOn: on, createdBy: by, updatedOn: on, updatedBy: by, state: {} };
        await records.write([ruleRecord(rule)]);
        events.emit('rule-changed', { ruleId: rule.id, change: 'created' });
        return rule;
      }),
    update: (id, changes, by, version) =>
      inTurn(async () => {
        const before = await must(id);
        if (version !== undefined && version !== before.version)
          throw new GraphZoomError('rule-conflict', `The rule is at version ${before.version} by now, not ${version}.`, { hint: 'Read it again, and repeat the change.' });
        const input = checkRule({ ...inputOf(before), ...changes });
        await unique(input.name, id);
        const rule: Rule = { ...withActionIds(input), id, version: before.version + 1, createdOn: before.createdOn, createdBy: before.createdBy, updatedOn: clock.now(), updatedBy: by, state: before.state };
        await records.write([ruleRecord(rule)]);
        await store.results.forget(id, input.queries.length === 0 ? [] : input.queries.map(({ name }) => setOf(id, name)));
        events.emit('rule-changed', { ruleId: id, change: 'updated' });
        return rule;
      }),
    remove: (id) =>
      inTurn(async () => {
        await must(id);
        await records.write(await removalOf(records, id));
        await store.results.forget(id);
        events.emit('rule-changed', { ruleId: id, change: 'removed' });
      }),
    run: (id, cause = 'request') => inTurn(async () => evaluate(await must(id), cause)),
    test: async (input) => (await tryRule(engine, checkRule(input))).trial,
    rehearse: (input) => tryRule(engine, checkRule(input)),
    history: (id, options) => listEvaluations(records, id, options),
    rawData: (key) => readRows(engine, key),

    dataChanged,

    async tick() {
      await catchUp();
      let next: number | undefined;
      const later = (on: number) => {
        next = Math.min(next ?? on, on);
      };
      for (const rule of await listRules(records)) {
        if (engine.stopping.aborted) return undefined;
        const due = decideDue({ ...rule, ...rule.state }, clock.now());
        if (due.run) {
          events.emit('rule-decision', { ruleId: rule.id, run: true, reason: due.reason });
          await inTurn(() => safely(rule, due.reason === 'never-evaluated' ? 'created' : 'interval'));
          const after = await readRule(records, rule.id);
          const again = after && decideDue({ ...after, ...after.state }, clock.now());
          if (again && !again.run && again.reason === 'not-yet') later(again.nextOn);
        } else if (due.reason === 'not-yet') later(due.nextOn);
      }
      return next;
    },
  };
}

/** Each action has an id of its own, new with each version (reference/jupiterone-platform.md, section 3.6). */
const withActionIds = (input: RuleInput): RuleInput => ({
  ...input,
  operations: input.operations.map((operation) => ({ ...operation, actions: operation.actions.map((action: Action): Action => ({ ...action, id: randomUUID() })) })),
});
