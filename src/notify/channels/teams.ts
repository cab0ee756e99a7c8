import { z } from 'zod';
import type { AlertSummary } from '../delivery.ts';
import { call } from '../http.ts';
import { bodyText, foundOf, linesOf, shortened, titleOf } from '../render.ts';
import { defineChannel, textIn } from './define.ts';

/** A message of a workflow may have 28 KB (Microsoft: Limits and specifications for Teams); the rest of the card is small. */
const MOST_BYTES = 24_000;

const schema = z.strictObject({ url: z.url() });

export const teams = defineChannel<z.infer<typeof schema>>({
  kind: 'teams',
  about: 'A card in Microsoft Teams, by a workflow "When a Teams webhook request is received".',
  settings: [{ name: 'url', about: 'The address of the workflow. It is a credential by itself.', secret: true }],
  addresses: ['url'],
  schema,
  direct: (content) => {
    const url = textIn(content, 'webhookUrl');
    return url === undefined ? undefined : { url };
  },
  send: async (sending) => {
    const { config, content, alert } = sending;
    const own = textIn(content, 'body');
    const parts = own === undefined && alert ? partsOf(alert) : [plain(bodyText(content, alert))];
    const card = {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      type: 'AdaptiveCard',
      version: '1.4',
      body: fitting(parts),
      ...(alert?.link === undefined ? {} : { actions: [{ type: 'Action.OpenUrl', title: 'Look at it in graph-zoom', url: alert.link }] }),
    };
    const body = JSON.stringify({ type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }] });
    await call({ ...sending, url: config.url, method: 'POST', headers: { 'content-type': 'application/json' }, body, secrets: [...sending.secrets, config.url] });
  },
});

/** Runs of text have no Markdown: a name in one stays a name. */
const plain = (text: string, more: object = {}): object => ({ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: shortened(text, 4_000), ...more }] });

function partsOf(alert: AlertSummary): object[] {
  const { description, why, remediation } = alert;
  const titled = (title: string, text: string | undefined) => (text === undefined ? [] : [plain(title, { weight: 'Bolder' }), plain(text)]);
  const bad = alert.level === 'CRITICAL' || alert.level === 'HIGH';
  const over = alert.transition === 'cleared' || alert.transition === 'dismissed';
  return [
    plain(titleOf(alert), { weight: 'Bolder', size: 'Large', color: over ? 'Good' : bad ? 'Attention' : 'Warning' }),
    plain(`${description} Found: ${foundOf(alert)}.`),
    ...linesOf(alert).map((line) => plain(line)),
    ...titled('Why it matters', why),
    ...titled('What to do', remediation),
  ];
}

/** As many parts as fit. */
function fitting(parts: readonly object[]): object[] {
  let bytes = 0;
  return parts.filter((part) => {
    bytes += Buffer.byteLength(JSON.stringify(part));
    return bytes <= MOST_BYTES;
  });
}
