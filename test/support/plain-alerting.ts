import { randomUUID } from 'node:crypto';
import { GraphZoomError } from '../../src/lib/errors.ts';
import { Emitter } from '../../src/lib/events.ts';
import type { Channel, Channels, Delivery, Message, Outbox } from '../../src/notify/delivery.ts';
import type { Alert, Alerting, AlertingEvents, Evaluation, Rule } from '../../src/rules/alerting.ts';

export interface PlainAlerting {
  readonly alerting: Alerting;
  readonly outbox: Outbox;
  readonly channels: Channels;
  /** Messages that were sent at once. */
  readonly sent: Message[];
  readonly deliveries: Delivery[];
}

/** Rules whose condition always holds, alerts, an outbox and channels in memory: as far as whoever passes them on needs them. */
export function createPlainAlerting(): PlainAlerting {
  const rules = new Map<string, Rule>();
  const alerts = new Map<string, Alert>();
  const channels = new Map<string, Channel>();
  const history: Evaluation[] = [];
  const deliveries: Delivery[] = [];
  const sent: Message[] = [];
  const events = new Emitter<AlertingEvents>();
  const evaluate = (rule: Rule): Evaluation => {
    const counts = { entered: 1, left: 0, changed: 0 };
    const entered = [{ identity: 'u1', name: 'Ada Quill', firstSeen: 1, lastSeen: 1, properties: [] }];
    const evaluation: Evaluation = {
      id: randomUUID(),
      ruleId: rule.id,
      ruleVersion: rule.version,
      cause: 'request',
      startedOn: 1,
      endedOn: 2,
      status: 'done',
      queries: [{ name: 'query0', total: 1, status: 'done', durationMs: 1, entered, left: [], changed: [], counts, rawDataKey: `${rule.id}/rows` }],
      conditions: [],
      met: true,
      actions: [],
      outputs: [],
      transition: 'opened',
      reason: 'condition-met',
    };
    history.unshift(evaluation);
    const alert: Alert = {
      id: `alert-${rule.name}`,
      ruleId: rule.id,
      ruleName: rule.name,
      ruleVersion: rule.version,
      level: 'HIGH',
      status: 'ACTIVE',
      createdOn: 1,
      lastUpdatedOn: 2,
      last: evaluation,
      lastMetOn: 2,
      found: entered,
      foundCount: 1,
      story: [],
    };
    alerts.set(alert.id, alert);
    deliveries.unshift({
      id: `delivery-${rule.name}`,
      key: evaluation.id,
      message: { kind: 'webhook', channel: 'soc', content: { headers: { authorization: 's3cr3t' } } },
      status: 'failed',
      attempts: 3,
      createdOn: 1,
      reason: 'HTTP 503',
    });
    events.emit('alert-changed', { alert, transition: 'opened', reason: 'condition-met' });
    events.emit('rule-evaluated', evaluation);
    return evaluation;
  };
  const must = <T>(found: T | undefined): T => {
    if (found === undefined) throw new GraphZoomError('not-found', 'There is none.');
    return found;
  };
  const keep = (id: string, changes: Partial<Alert>): Alert => {
    const alert = { ...must(alerts.get(id)), ...changes };
    alerts.set(id, alert);
    return alert;
  };
  const alerting = {
    events,
    rules: {
      list: async () => [...rules.values()],
      get: async (id: string) => rules.get(id),
      async create(input: Rule, by: string) {
        if ([...rules.values()].some(({ name }) => name === input.name)) throw new GraphZoomError('rule-conflict', `There is a rule "${input.name}" already.`);
        const rule: Rule = { ...input, id: randomUUID(), version: 1, createdOn: 1, createdBy: by, updatedOn: 1, updatedBy: by, state: {} };
        rules.set(rule.id, rule);
        return rule;
      },
      async update(id: string, changes: Partial<Rule>, by: string, version?: number) {
        const before = must(rules.get(id));
        if (version !== undefined && version !== before.version) throw new GraphZoomError('rule-conflict', 'Somebody changed it.');
        const rule = { ...before, ...changes, version: before.version + 1, updatedBy: by };
        rules.set(id, rule);
        return rule;
      },
      remove: async (id: string) => void rules.delete(id),
      run: async (id: string) => evaluate(must(rules.get(id))),
      test: async () => ({ queries: [], conditions: [], met: true, actions: [], outputs: [] }),
      rehearse: async () => ({ trial: { queries: [], conditions: [], met: true, actions: [], outputs: [] }, messages: [] }),
      history: async (id: string) => ({ items: history.filter(({ ruleId }) => ruleId === id) }),
      rawData: async (key: string) => (key.endsWith('/rows') ? [{ name: 'Ada Quill' }] : undefined),
      tick: async () => void [...rules.values()].filter(({ pollingInterval }) => pollingInterval !== 'DISABLED').map(evaluate),
      stop: async () => undefined,
    },
    alerts: {
      async list({ status, limit = 100, cursor = '0' }: { status?: string; limit?: number; cursor?: string } = {}) {
        const all = [...alerts.values()].filter((alert) => status === undefined || alert.status === status);
        const next = Number(cursor) + limit;
        return { items: all.slice(Number(cursor), next), ...(all.length > next ? { cursor: String(next) } : {}) };
      },
      get: async (id: string) => alerts.get(id),
      dismiss: async (id: string, { reason, by }: { reason?: string; by: string }) => keep(id, { status: 'DISMISSED', dismissedBy: by, dismissedOn: 3, ...(reason === undefined ? {} : { dismissReason: reason }) }),
      snooze: async (id: string, until: number) => keep(id, { snoozedUntil: until }),
    },
  };
  const outbox = {
    wake: () => undefined,
    flush: async () => undefined,
    async send(message: Message) {
      if (message.channel === 'broken') throw new GraphZoomError('delivery-failed', 'HTTP 503.');
      sent.push(message);
    },
    list: async ({ status, limit = 100 }: { status?: string; limit?: number } = {}) => deliveries.filter((one) => status === undefined || one.status === status).slice(0, limit),
    async retry(id: string) {
      const at = deliveries.findIndex((one) => one.id === id);
      deliveries[at] = { ...(deliveries[at] as Delivery), status: 'delivered' };
    },
    stop: async () => undefined,
  };
  const plainChannels: Channels = {
    list: async () => [...channels.values()],
    get: async (name) => channels.get(name),
    async save({ name, kind, config }) {
      const channel: Channel = { name, kind, config: { ...config, ...('secret' in config ? { secret: '***masked***' } : {}) }, createdOn: 1, updatedOn: 1 };
      channels.set(name, channel);
      return channel;
    },
    remove: async (name) => void channels.delete(name),
  };
  return { alerting: alerting as unknown as Alerting, outbox: outbox as unknown as Outbox, channels: plainChannels, sent, deliveries };
}
