import type { Alert, Level, Rule } from '../../../../rules/alerting.ts';
import { audit } from '../../audit.ts';
import { codedError } from '../../codes.ts';
import type { Asking, Domain } from '../../domain.ts';
import { pageOf, pageSize } from '../../page.ts';
import { deskFor } from '../rules/desk.ts';
import { rawDataUrl } from '../rules/resolvers.ts';
import { sdl } from './schema.graphql.ts';
import { shownAlert } from './shapes.ts';

type Status = Alert['status'];
interface Listing {
  readonly alertStatus?: Status | null;
  readonly limit?: number | null;
  readonly cursor?: string | null;
}

/** Alerts with their rules, each rule read once. */
async function shown({ api, account }: Asking, alerts: readonly Alert[]) {
  const rules = new Map<string, Rule>();
  for (const id of new Set(alerts.map(({ ruleId }) => ruleId))) {
    const rule = await api.alerting.rules.get(id);
    if (rule) rules.set(id, rule);
  }
  return alerts.map((alert) => shownAlert(alert, rules.get(alert.ruleId), account));
}

async function must({ api }: Asking, id: string): Promise<Alert> {
  const alert = await api.alerting.alerts.get(id);
  if (!alert) throw codedError('NOT_FOUND', `Alert instance does not exist: ${id}`);
  return alert;
}

export const alerts: Domain = {
  name: 'alerts',
  about: 'Alerts, and what is done with them.',
  serviceName: 'rules',
  sdl,
  Query: {
    listAlertInstances: {
      needs: 'reader',
      async resolve({ alertStatus, limit, cursor }: Listing, asking) {
        const { items, cursor: next } = await asking.api.alerting.alerts.list({ limit: pageSize(limit), ...(alertStatus ? { status: alertStatus } : {}), ...(cursor ? { cursor } : {}) });
        return { instances: await shown(asking, items), pageInfo: { endCursor: next ?? null, hasNextPage: next !== undefined } };
      },
    },
    countAlertInstances: {
      needs: 'reader',
      resolve: async ({ alertStatus }: Listing, { api }) => ({ count: await api.alerting.alerts.count(alertStatus ? { status: alertStatus } : {}), pageInfo: { endCursor: null, hasNextPage: false } }),
    },
    alertInstance: { needs: 'reader', resolve: async ({ id }: { id: string }, asking) => (await shown(asking, [await must(asking, id)]))[0] },
    listAlertInstancesInCreatedOnDateRange: {
      needs: 'reader',
      async resolve({ beginOn, endOn, alertStatus, limit, cursor }: Listing & { beginOn: number; endOn: number }, asking) {
        const found: Alert[] = [];
        for (let next: string | undefined, first = true; first || next !== undefined; first = false) {
          const page = await asking.api.alerting.alerts.list({ limit: 1_000, ...(alertStatus ? { status: alertStatus } : {}), ...(next === undefined ? {} : { cursor: next }) });
          found.push(...page.items.filter(({ createdOn }) => createdOn >= beginOn && createdOn <= endOn));
          next = page.cursor;
        }
        const { items, pageInfo } = pageOf(found, { limit: limit ?? null, cursor: cursor ?? null });
        return { instances: await shown(asking, items), pageInfo };
      },
    },
    getRawResultPresignedDownloadUrl: {
      needs: 'reader',
      async resolve({ alertId, queryName }: { alertId: string; queryName: string }, asking) {
        const query = (await must(asking, alertId)).last.queries.find(({ name }) => name === queryName);
        if (!query) throw codedError('NOT_FOUND', `The alert's rule has no query ${JSON.stringify(queryName)}.`);
        return rawDataUrl(asking, query.rawDataKey);
      },
    },
  },
  Mutation: {
    updateAlertInstance: {
      needs: 'operator',
      async resolve({ instance: { id, level, status } }: { instance: { id: string; level: Level; status: Status } }, asking) {
        const before = await must(asking, id);
        if (status !== before.status && status !== 'DISMISSED') throw codedError('BAD_USER_INPUT', `An alert that is ${before.status} does not become ${status} by hand: only DISMISSED does.`);
        if (level !== before.level) {
          await asking.api.alerting.alerts.setLevel(id, level, asking.caller.name);
          await audit(asking, 'alert.level', before.ruleName);
        }
        if (status === 'DISMISSED' && before.status !== 'DISMISSED') await deskFor(asking).dismissAlert(id);
        return (await shown(asking, [await must(asking, id)]))[0];
      },
    },
  },
};
