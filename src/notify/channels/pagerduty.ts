import { z } from 'zod';
import { call } from '../http.ts';
import { linesOf, shortened, titleOf } from '../render.ts';
import { defineChannel, textIn } from './define.ts';

/** Characters of a summary (PagerDuty: Events API v2). */
const SUMMARY = 1_024;
const SEVERITY: Readonly<Record<string, string>> = { CRITICAL: 'critical', HIGH: 'error', MEDIUM: 'warning', LOW: 'info', INFO: 'info' };

const schema = z.strictObject({ routingKey: z.string().min(1), url: z.url().default('https://events.pagerduty.com/v2/enqueue') });

export const pagerduty = defineChannel<z.infer<typeof schema>>({
  kind: 'pagerduty',
  about: 'An event in PagerDuty (Events API v2), one incident for each alert, resolved when the alert clears or is dismissed.',
  settings: [
    { name: 'routingKey', about: 'The integration key of the service.', secret: true },
    { name: 'url', about: "PagerDuty's address unless something else is said, such as the one in Europe." },
  ],
  addresses: ['url'],
  schema,
  send: async (sending) => {
    const { config, content, alert, id } = sending;
    const over = alert?.transition === 'cleared' || alert?.transition === 'dismissed';
    const details = typeof content.customDetails === 'object' && content.customDetails !== null ? content.customDetails : {};
    const payload = {
      summary: shortened(textIn(content, 'summary') ?? (alert ? titleOf(alert) : 'graph-zoom'), SUMMARY),
      source: 'graph-zoom',
      severity: textIn(content, 'severity') ?? SEVERITY[alert?.level ?? 'INFO'],
      ...(alert ? { timestamp: new Date(alert.on).toISOString() } : {}),
      custom_details: { ...(alert ? { found: alert.total, population: alert.population, what: linesOf(alert), why: alert.why, remediation: alert.remediation } : {}), ...details },
    };
    const event = {
      routing_key: config.routingKey,
      event_action: over ? 'resolve' : 'trigger',
      dedup_key: `graph-zoom-${alert?.alertId ?? id}`,
      ...(over ? {} : { payload, ...(alert?.link === undefined ? {} : { links: [{ href: alert.link, text: 'graph-zoom' }] }) }),
    };
    await call({ ...sending, url: config.url, method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) });
  },
});
