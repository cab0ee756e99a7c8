import { z } from 'zod';
import { ChannelFailure } from '../failure.ts';
import { call } from '../http.ts';
import { bodyText, shortened, titleOf } from '../render.ts';
import { defineChannel } from './define.ts';

/** Characters of a short description (ServiceNow: incident table). */
const SHORT = 160;
/** Impact and urgency by level: 1 is high. */
const URGENCY: Readonly<Record<string, number>> = { CRITICAL: 1, HIGH: 1, MEDIUM: 2, LOW: 3, INFO: 3 };

const schema = z.strictObject({ url: z.url(), username: z.string().optional(), password: z.string().optional(), token: z.string().optional() });

export const servicenow = defineChannel<z.infer<typeof schema>>({
  kind: 'servicenow',
  about: 'An incident in ServiceNow, one for each alert, by its table API.',
  settings: [
    { name: 'url', about: 'The instance, such as `https://example.service-now.com`.' },
    { name: 'username', about: 'A user who may create incidents.' },
    { name: 'password', about: "That user's password.", secret: true },
    { name: 'token', about: 'An OAuth token, in place of user and password.', secret: true },
  ],
  addresses: ['url', 'username'],
  schema,
  send: async (sending) => {
    const { config, content, alert, id, secrets } = sending;
    if (alert?.transition === 'cleared' || alert?.transition === 'dismissed') return;
    const basic = config.username === undefined ? undefined : Buffer.from(`${config.username}:${config.password ?? ''}`).toString('base64');
    if (basic === undefined && config.token === undefined) throw new ChannelFailure('misconfigured', 'The channel has neither a user nor a token.');
    const headers = { authorization: basic === undefined ? `Bearer ${config.token}` : `Basic ${basic}`, accept: 'application/json', 'content-type': 'application/json' };
    const table = `${config.url.replace(/\/+$/, '')}/api/now/table/incident`;
    const shared = { ...sending, headers, secrets: [...secrets, ...(basic === undefined ? [] : [basic])] };
    const correlation = `graph-zoom:${alert?.alertId ?? id}`;
    const { body } = await call({ ...shared, url: `${table}?sysparm_query=${encodeURIComponent(`correlation_id=${correlation}^active=true`)}&sysparm_limit=1&sysparm_fields=sys_id`, method: 'GET' });
    if (hasResult(body)) return;
    const fields = typeof content.body === 'object' && content.body !== null && !Array.isArray(content.body) ? content.body : {};
    const urgency = URGENCY[alert?.level ?? 'INFO'];
    await call({
      ...shared,
      url: table,
      method: 'POST',
      body: JSON.stringify({
        short_description: shortened(alert ? titleOf(alert) : 'graph-zoom', SHORT),
        description: bodyText(typeof content.body === 'string' ? content : {}, alert),
        urgency,
        impact: urgency,
        ...fields,
        correlation_id: correlation,
        correlation_display: 'graph-zoom',
      }),
    });
  },
});

function hasResult(body: string): boolean {
  try {
    return ((JSON.parse(body) as { result?: unknown[] }).result?.length ?? 0) > 0;
  } catch {
    throw new ChannelFailure('refused', 'The answer is no JSON; is it ServiceNow, and is the instance awake?');
  }
}
