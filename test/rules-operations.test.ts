import { describe, expect, it } from 'vitest';
import type { AlertSummary } from '../src/notify/delivery.ts';
import type { Operation, RuleInput } from '../src/rules/alerting.ts';
import { ACTION_TYPES } from '../src/rules/language/action-types.ts';
import { checkRule } from '../src/rules/language/check-rule.ts';
import { messagesOf } from '../src/rules/language/messages.ts';
import { type Ask, evaluateOperations } from '../src/rules/language/operations.ts';

const rows = ['ada', 'bo'].map((name) => ({ id: name, entity: { _type: 'zoom_user', displayName: name }, properties: { email: `${name}@example.com` } }));
const context = {
  queries: { query0: { total: 2, data: rows, entered: [{ identity: 'ada', name: 'Ada', firstSeen: 1, lastSeen: 1, properties: [] }] } },
  param: { room: 'soc' },
  alertWebLink: 'http://localhost/a',
  alertRuleId: 'r1',
};
const nothingAsked: Ask = () => Promise.reject(new Error('nothing is asked'));
const ruleOf = (operations: readonly Operation[], more: Partial<RuleInput> = {}) => checkRule({ name: 'New users', description: 'Told.', queries: [{ query: 'FIND zoom_user' }], operations, ...more });
const run = (operations: readonly Operation[], { ask = nothingAsked, ...more }: Partial<RuleInput> & { ask?: Ask } = {}) => evaluateOperations({ rule: ruleOf(operations, more), context, ask });
const found = { type: 'FILTER', condition: ['AND', ['queries.query0.total', '>', 0]] };

describe('the operations of a rule', () => {
  it('set properties, and render each action with what holds at that point', async () => {
    const result = await run([
      {
        when: found,
        actions: [
          { type: 'WEBHOOK', id: 'before', body: '{{alertLevel}}' },
          { type: 'SET_PROPERTY', targetProperty: 'alertLevel', targetValue: "{{queries.query0.total > 1 ? 'HIGH' : 'LOW'}}" },
          { type: 'WEBHOOK', body: { level: '{{alertLevel}}', text: '{{alertRuleName}}: {{queries.query0.entered[0].name}} {{alertWebLink}} {{param.room}}' } },
          { type: 'CREATE_ALERT' },
        ],
      },
    ]);
    expect(result).toEqual({
      conditions: [{ condition: found.condition, met: true }],
      met: true,
      properties: { alertLevel: 'HIGH' },
      actions: [
        { actionId: 'before', action: { type: 'WEBHOOK', id: 'before' }, status: 'ready' },
        { actionId: '0.1', action: { type: 'SET_PROPERTY', targetProperty: 'alertLevel', targetValue: 'HIGH' }, status: 'done' },
        { actionId: '0.2', action: { type: 'WEBHOOK', body: { level: 'HIGH', text: 'New users: Ada http://localhost/a soc' } }, status: 'ready' },
        { actionId: '0.3', action: { type: 'CREATE_ALERT' }, status: 'ready' },
      ],
      outputs: [
        { name: 'queries.query0.total', value: 2 },
        { name: 'alertLevel', value: 'HIGH' },
      ],
    });
  });

  it('do nothing where a condition does not hold, and tell each condition', async () => {
    const result = await run([{ when: [found, { type: 'FILTER', condition: false }], actions: [{ type: 'CREATE_ALERT' }] }], { outputs: ['alertLevel', 'queries.none.total'] });
    expect(result).toMatchObject({ conditions: [{ met: true }, { met: false }], met: false, actions: [], outputs: [{ value: null }, { value: null }] });
  });

  it('go on when an action fails, and say why', async () => {
    const { actions } = await run([{ actions: [{ type: 'WEBHOOK', body: "{{queries.query0.data | mapTemplate('gone')}}" }, { type: 'SET_PROPERTY' }, { type: 'CREATE_ALERT' }] }]);
    expect(actions.map(({ status, reason }) => [status, reason])).toEqual([
      ['failed', expect.stringMatching(/^WEBHOOK: body: The rule has no template "gone"/)],
      ['failed', 'SET_PROPERTY: targetProperty is missing.'],
      ['ready', undefined],
    ]);
  });

  it('fail as a whole when a condition cannot be evaluated: that is not "false"', async () => {
    await expect(run([{ when: { type: 'FILTER', condition: "{{queries.query0.data | mapTemplate('gone')}}" }, actions: [] }])).rejects.toThrow(expect.objectContaining({ code: 'rule-invalid' }));
  });

  it('go through items, with queries asked first and their results for that item only', async () => {
    const asked: string[] = [];
    const ask: Ask = (query) => {
      asked.push(query);
      return Promise.resolve({ total: asked.length, data: [] });
    };
    const forEach = {
      type: 'FOR_EACH_ITEM',
      items: '{{queries.query0.data}}',
      itemRef: 'user',
      actions: [
        { type: 'SEND_EMAIL', recipients: ['{{user.email}}'], body: '{{queries.roles.total}}' },
        { type: 'JUPITERONE_QUERY', name: 'roles', query: "FIND zoom_role WITH name = '{{user.displayName}}'" },
      ],
    };
    const { actions } = await run([{ actions: [forEach, { type: 'WEBHOOK', body: '{{queries.roles.total}} {{user}}' }] }], { ask });
    expect(asked).toEqual(["FIND zoom_role WITH name = 'ada'", "FIND zoom_role WITH name = 'bo'"]);
    expect(actions.map(({ actionId, action: { type, recipients, body } }) => ({ actionId, type, recipients, body }))).toEqual([
      { actionId: '0.0[0].1', type: 'JUPITERONE_QUERY' },
      { actionId: '0.0[0].0', type: 'SEND_EMAIL', recipients: ['ada@example.com'], body: 1 },
      { actionId: '0.0[1].1', type: 'JUPITERONE_QUERY' },
      { actionId: '0.0[1].0', type: 'SEND_EMAIL', recipients: ['bo@example.com'], body: 2 },
      { actionId: '0.1', type: 'WEBHOOK', body: ' ' },
    ]);
  });

  it('put values into a query as values, whatever they are called', async () => {
    const asked: string[] = [];
    const ask: Ask = (query) => {
      asked.push(query);
      return Promise.resolve({ total: 0, data: [] });
    };
    const hostile = { ...context, queries: { query0: { total: 1, data: [{ displayName: "x' OR name != '" }] } } };
    const rule = ruleOf([{ actions: [{ type: 'JUPITERONE_QUERY', name: 'q', query: "FIND zoom_role WITH name = '{{queries.query0.data[0].displayName}}'" }] }]);
    await evaluateOperations({ rule, context: hostile, ask });
    expect(asked).toEqual(["FIND zoom_role WITH name = 'x\\' OR name != \\''"]);
  });

  it('stop at a thousand items', async () => {
    const many = { ...context, queries: { query0: { total: 1_001, data: Array.from({ length: 1_001 }, (_, n) => n) } } };
    const rule = ruleOf([{ actions: [{ type: 'FOR_EACH_ITEM', items: '{{queries.query0.data}}', actions: [{ type: 'WEBHOOK' }] }] }]);
    const { actions } = await evaluateOperations({ rule, context: many, ask: nothingAsked });
    expect(actions).toMatchObject([{ status: 'failed', reason: expect.stringMatching(/1,001 items/) }]);
  });

  it('name which entities are tagged, without the rest of their rows', async () => {
    const { actions } = await run([{ actions: [{ type: 'TAG_ENTITIES', entities: '{{queries.query0.data}}', tags: [{ name: 'new', value: null }] }] }]);
    expect(actions[0]?.action).toEqual({
      type: 'TAG_ENTITIES',
      entities: [
        { id: 'ada', _type: 'zoom_user', displayName: 'ada' },
        { id: 'bo', _type: 'zoom_user', displayName: 'bo' },
      ],
      tags: [{ name: 'new', value: null }],
    });
  });

  it('cannot set what leads to a prototype', async () => {
    await run([{ actions: [{ type: 'SET_PROPERTY', targetProperty: '__proto__', targetValue: 'x' }] }]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('an action as a message', () => {
  const summary: AlertSummary = { alertId: 'a', ruleId: 'r', ruleName: 'n', description: '', level: 'HIGH', transition: 'opened', total: 1, lines: [], more: 0, on: 0 };
  it.each(ACTION_TYPES.filter(({ by }) => by !== undefined && by !== 'evaluation').map(({ type, by }) => [type, by]))('%s is one to %s', (type, kind) => {
    expect(messagesOf({ type: type as string, id: 'x', integrationInstanceId: 'soc', body: 'b' }, summary)).toEqual({
      messages: [{ kind, channel: 'soc', content: expect.objectContaining({ body: 'b' }), alert: summary }],
    });
  });

  it('has the address of a webhook, called endpoint or url', () => {
    for (const name of ['endpoint', 'url'])
      expect(messagesOf({ type: 'WEBHOOK', [name]: 'https://example.com/x', method: 'put' }, summary)).toEqual({
        messages: [{ kind: 'webhook', content: { endpoint: 'https://example.com/x', method: 'PUT' }, alert: summary }],
      });
  });

  it('goes to ServiceNow by any of its names', () => {
    expect(messagesOf({ type: 'SERVICENOW_REST', body: {} }, summary)).toMatchObject({ messages: [{ kind: 'servicenow' }] });
  });

  it.each(['PUBLISH_SNS_MESSAGE', 'SEND_SQS_MESSAGE', 'SEND_TO_S3', 'CREATE_ALERT', 'INVENTED'])('%s is none, for a reason', (type) => {
    expect(messagesOf({ type }, summary)).toEqual({ unsupported: expect.stringContaining(type) });
  });
});
