import { z } from 'zod';
import { GraphZoomError } from '../../lib/errors.ts';
import type { RuleInput } from '../../rules/alerting.ts';
import { ACTION_TYPES } from '../../rules/language/action-types.ts';
import { auditedBy } from '../alerting/audited.ts';
import type { PackChoice } from '../alerting/desk.ts';
import type { ApiContext } from '../context.ts';
import { newRule, packChoice, packsToDisable, rawDataQuery, ruleChanges } from './alerting-schemas.ts';
import type { Answers } from './answers.ts';
import { deskOf } from './desk-of.ts';
import { callerOf } from './instances.ts';
import { pageOf } from './page-of.ts';
import type { OwnApp } from './register.ts';
import { given, idParams, pageQuery } from './schemas.ts';

const reader = { config: { needs: 'reader' as const } };
const operator = { config: { needs: 'operator' as const } };
const administrator = { config: { needs: 'administrator' as const } };

/** Rules, what their evaluations found, and the packs that ship. */
export function ruleRoutes(app: OwnApp, context: ApiContext): void {
  const desk = deskOf(context);

  app.get('/api/rules', { ...reader, schema: { summary: 'Rules by name, each with what its evaluations left', querystring: pageQuery } }, async (request) =>
    pageOf(await desk(request).rules(), (rule) => rule.name, request.query),
  );
  app.post('/api/rules', { ...administrator, schema: { summary: 'Makes a rule; its queries are parsed', body: newRule } }, (request) => desk(request).createRule(given(request.body) as RuleInput));
  app.post(
    '/api/rules/test',
    { ...reader, schema: { summary: 'Evaluates a rule that is not kept, and does not act: what its queries found, whether its conditions held, its actions as they would be rendered', body: newRule } },
    (request) => desk(request).testRule(given(request.body) as RuleInput),
  );
  app.post(
    '/api/rules/test-action',
    {
      ...administrator,
      schema: {
        summary: 'Sends what one action of a rule that is not kept would send, once, as a test; whether its condition holds does not matter',
        body: z.strictObject({ rule: newRule, action: z.int().min(0).max(100) }),
      },
    },
    async (request): Promise<Answers['POST /api/rules/test-action']> => {
      const { rule, action } = request.body;
      const all = rule.operations.flatMap(({ actions }) => actions);
      const wanted = all[action];
      if (!wanted) throw new GraphZoomError('usage', `The rule has no action ${action}.`, { hint: 'Actions are counted from 0 over all operations.' });
      // Values that the rule sets belong to what is told.
      const sets = all.filter(({ type }) => type === 'SET_PROPERTY');
      const alone = { ...rule, name: `Test: ${rule.name}`, operations: [{ actions: [...sets, wanted] }] };
      const { trial, messages } = await context.alerting.rules.rehearse(given(alone) as RuleInput);
      const wrong = trial.actions.find(({ error }) => error !== undefined);
      if (wrong?.error !== undefined) throw new GraphZoomError('rule-invalid', wrong.error, { hint: 'Correct the action.' });
      const [message] = messages;
      if (message === undefined) throw new GraphZoomError('usage', `${wanted.type} sends no message.`, { hint: 'Try an action that tells somebody.' });
      await auditedBy(context.platform.audit, callerOf(request))('rule.test-action', rule.name, () => context.outbox.send(message));
      return { sent: wanted.type };
    },
  );
  app.get('/api/rules/action-types', { ...reader, schema: { summary: 'Kinds of actions with their fields' } }, (): Answers['GET /api/rules/action-types'] => ({
    items: ACTION_TYPES.flatMap(({ type, about, fields, by }) => (by === undefined ? [] : [{ type, about, by, fields: fields.map((field) => ({ ...field })) }])),
  }));
  app.post('/api/rules/run-due', { ...operator, schema: { summary: 'Evaluates now what is due by its interval' } }, async (request) => ({ evaluations: await desk(request).runDue() }));
  app.get('/api/rules/raw-data', { ...reader, schema: { summary: 'The rows that an evaluation found, by the rawDataKey it tells', querystring: rawDataQuery } }, async (request) => {
    const data = await context.alerting.rules.rawData(request.query.key);
    if (data === undefined) throw new GraphZoomError('not-found', 'There are no rows with this key.', { hint: 'The rows of old evaluations are let go; the last one of each rule keeps its own.' });
    return { data };
  });
  app.get('/api/rules/packs', { ...reader, schema: { summary: 'The packs of rules that ship' } }, async () => {
    const { PACKS } = await import('../../rules/packs/index.ts');
    return { packs: PACKS.map(({ rules, ...pack }) => ({ ...pack, rules: rules.map(({ fixtures: _fixtures, ...rule }) => rule) })) };
  });
  app.post('/api/rules/packs/enable', { ...administrator, schema: { summary: 'Makes rules of packs, or brings those made before up to date; what people changed of them stays', body: packChoice } }, async (request) => ({
    outcomes: await desk(request).enablePacks(given(request.body) as PackChoice),
  }));
  app.post('/api/rules/packs/disable', { ...administrator, schema: { summary: 'Evaluates rules that were made of packs no longer', body: packsToDisable } }, async (request) => ({
    outcomes: await desk(request).disablePacks(request.body.rules),
  }));

  app.get('/api/rules/:id', { ...reader, schema: { summary: 'One rule', params: idParams } }, (request) => desk(request).rule(request.params.id));
  app.patch('/api/rules/:id', { ...administrator, schema: { summary: 'Changes what is given', params: idParams, body: ruleChanges } }, (request) => {
    const { version, ...changes } = request.body;
    return desk(request).updateRule(request.params.id, given(changes) as Partial<RuleInput>, version);
  });
  app.delete('/api/rules/:id', { ...administrator, schema: { summary: 'Removes a rule; its alerts stay', params: idParams } }, async (request) => ({ removed: (await desk(request).removeRule(request.params.id)).id }));
  app.post('/api/rules/:id/run', { ...operator, schema: { summary: 'Evaluates a rule now, and acts', params: idParams } }, (request) => desk(request).runRule(request.params.id));
  app.get('/api/rules/:id/history', { ...reader, schema: { summary: 'Evaluations of a rule, the newest first', params: idParams, querystring: pageQuery } }, (request) =>
    desk(request).ruleHistory(request.params.id, given(request.query)),
  );
}
