import type { AlertDesk } from '../../api/alerting/desk.ts';
import type { Channel } from '../../notify/delivery.ts';
import type { Connection } from '../../remote/connection.ts';
import type { Rule } from '../../rules/alerting.ts';

const PAGE = 1000;
type Values = Readonly<Record<string, string | number | undefined>>;

/** Rules, alerts, channels and deliveries of a server, over its own API. */
export function remoteDesk(connection: Connection): AlertDesk {
  const at = (path: string, ...parts: string[]) => `/api/${path}${parts.map((part) => `/${encodeURIComponent(part)}`).join('')}`;
  const asking = (path: string, values: object) => {
    const query = new URLSearchParams(Object.entries(values as Values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as [string, string]])));
    return query.size === 0 ? path : `${path}?${query}`;
  };
  const all = async <T>(path: string): Promise<T[]> => {
    const found: T[] = [];
    let cursor: string | undefined;
    do {
      const page: { items: T[]; cursor?: string } = await connection.call(asking(path, { limit: PAGE, cursor }));
      found.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== undefined);
    return found;
  };
  const post = <T>(path: string, body: unknown = {}) => connection.call<T>(path, { method: 'POST', body });
  const rule = (id: string) => connection.call<Rule>(at('rules', id));
  const channel = (name: string) => connection.call<Channel>(at('channels', name));

  return {
    rules: () => all(at('rules')),
    rule,
    createRule: (input) => post(at('rules'), input),
    updateRule: (id, changes, version) => connection.call(at('rules', id), { method: 'PATCH', body: { ...changes, version } }),
    async removeRule(id) {
      const removed = await rule(id);
      await connection.call(at('rules', id), { method: 'DELETE' });
      return removed;
    },
    runRule: (id) => post(`${at('rules', id)}/run`),
    runDue: async () => (await post<{ evaluations: Awaited<ReturnType<AlertDesk['runDue']>> }>(`${at('rules')}/run-due`)).evaluations,
    testRule: (input) => post(`${at('rules')}/test`, input),
    ruleHistory: (id, paging) => connection.call(asking(`${at('rules', id)}/history`, paging)),
    enablePacks: async (choice) => (await post<{ outcomes: Awaited<ReturnType<AlertDesk['enablePacks']>> }>(`${at('rules')}/packs/enable`, choice)).outcomes,
    disablePacks: async (rules) => (await post<{ outcomes: Awaited<ReturnType<AlertDesk['disablePacks']>> }>(`${at('rules')}/packs/disable`, { rules })).outcomes,

    alerts: (options) => connection.call(asking(at('alerts'), options)),
    alert: (id) => connection.call(at('alerts', id)),
    dismissAlert: (id, reason) => post(`${at('alerts', id)}/dismiss`, { reason }),
    snoozeAlert: (id, until) => post(`${at('alerts', id)}/snooze`, { until }),

    deliveries: async (options) => (await connection.call<{ items: Awaited<ReturnType<AlertDesk['deliveries']>> }>(asking(at('deliveries'), options))).items,
    retryDelivery: (id) => post(`${at('deliveries', id)}/retry`),

    channels: () => all(at('channels')),
    channel,
    saveChannel: (input) => post(at('channels'), input),
    async removeChannel(name) {
      const removed = await channel(name);
      await connection.call(at('channels', name), { method: 'DELETE' });
      return removed;
    },
    async testChannel(name) {
      const tested = await channel(name);
      await post(`${at('channels', name)}/test`);
      return tested;
    },
  };
}
