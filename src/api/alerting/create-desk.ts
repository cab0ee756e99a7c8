import { GraphZoomError } from '../../lib/errors.ts';
import type { Channels, Delivery, Outbox } from '../../notify/delivery.ts';
import type { Audit, Caller } from '../../platform/platform.ts';
import type { Alerting, Evaluation, Rule } from '../../rules/alerting.ts';
import type { Records } from '../../store/store.ts';
import { auditedBy } from './audited.ts';
import type { AlertDesk, ToldDelivery } from './desk.ts';
import { forgetCopy, packDesk } from './pack-desk.ts';

export interface DeskParts {
  readonly alerting: Alerting;
  readonly outbox: Outbox;
  readonly channels: Channels;
  readonly records: Records;
  readonly audit: Audit;
  /** After something that may have put messages into the outbox: a server wakes it, a command sees to it that they go. */
  readonly settle: () => Promise<void> | void;
}

/** So many deliveries are looked through for one by its id: the outbox lets older ones go (notify/). */
const MOST_DELIVERIES = 1000;

/** The desk of one caller. */
export function createDesk({ alerting: { rules, alerts, events }, outbox, channels, records, audit, settle }: DeskParts, by: Caller): AlertDesk {
  const audited = auditedBy(audit, by);
  const who = by.name;
  const rule = async (id: string): Promise<Rule> => (await rules.get(id)) ?? missing(`There is no rule ${JSON.stringify(id)}.`, 'Look it up with `graph-zoom rules list`.');
  const alert = async (id: string) => (await alerts.get(id)) ?? missing(`There is no alert ${JSON.stringify(id)}.`, 'Look it up with `graph-zoom alerts list --status all`.');
  const channel = async (name: string) => (await channels.get(name)) ?? missing(`There is no channel ${JSON.stringify(name)}.`, 'Look it up with `graph-zoom channels list`.');
  const settled = async <T>(result: T): Promise<T> => {
    await settle();
    return result;
  };

  return {
    ...packDesk({ rules, channels, records, audited, who }),
    rules: async () => (await rules.list()).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    rule,
    createRule: (input) => audited('rule.create', input.name, () => rules.create(input, who)),
    async updateRule(id, changes, version) {
      const { name } = await rule(id);
      return audited('rule.update', name, () => rules.update(id, changes, who, version));
    },
    async removeRule(id) {
      const removed = await rule(id);
      await audited('rule.remove', removed.name, () => rules.remove(id, who));
      await forgetCopy(records, id);
      return removed;
    },
    async runRule(id) {
      const { name } = await rule(id);
      return settled(await audited('rule.run', name, () => rules.run(id, 'request')));
    },
    async runDue() {
      const evaluated: Evaluation[] = [];
      const off = events.on('rule-evaluated', (evaluation) => evaluated.push(evaluation));
      try {
        await rules.tick();
      } finally {
        off();
      }
      return settled(evaluated);
    },
    testRule: (input) => rules.test(input),
    async ruleHistory(id, paging) {
      await rule(id);
      return rules.history(id, paging);
    },

    alerts: (options) => alerts.list(options),
    alert,
    async dismissAlert(id, reason) {
      const { ruleName } = await alert(id);
      return settled(await audited('alert.dismiss', ruleName, () => alerts.dismiss(id, { by: who, ...(reason === undefined ? {} : { reason }) })));
    },
    async snoozeAlert(id, until) {
      const { ruleName } = await alert(id);
      return audited('alert.snooze', ruleName, () => alerts.snooze(id, until, who));
    },

    deliveries: async (options) => (await outbox.list(options)).map(told),
    async retryDelivery(id) {
      const delivery = (await outbox.list({ limit: MOST_DELIVERIES })).find((one) => one.id === id);
      if (!delivery) return missing(`There is no delivery ${JSON.stringify(id)}.`, 'Look it up with `graph-zoom alerts deliveries`.');
      await settled(await audited('delivery.retry', id, () => outbox.retry(id)));
      return told((await outbox.list({ limit: MOST_DELIVERIES })).find((one) => one.id === id) ?? delivery);
    },

    channels: async () => (await channels.list()).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    channel,
    saveChannel: (input) => audited('channel.save', input.name, () => channels.save(input)),
    async removeChannel(name) {
      const removed = await channel(name);
      await audited('channel.remove', name, () => channels.remove(name));
      return removed;
    },
    async testChannel(name) {
      const tested = await channel(name);
      await audited('channel.test', name, () => outbox.send({ kind: tested.kind, channel: name, content: TEST_CONTENT }));
      return tested;
    },
  };
}

/** A word that says what it is, in the fields of every kind of channel. */
const TEST_TEXT = 'This is a test of graph-zoom: somebody asked whether messages arrive here. There is nothing to do.';
const TEST_CONTENT = { subject: 'A test of graph-zoom', summary: 'A test of graph-zoom', text: TEST_TEXT, body: TEST_TEXT, description: TEST_TEXT };

function missing(message: string, hint: string): never {
  throw new GraphZoomError('not-found', message, { hint });
}

const told = ({ message: { kind, channel, alert }, ...delivery }: Delivery): ToldDelivery => ({ ...delivery, kind, ...(channel === undefined ? {} : { channel }), ...(alert ? { alert } : {}) });
