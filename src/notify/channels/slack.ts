import { z } from 'zod';
import type { AlertSummary } from '../delivery.ts';
import { call } from '../http.ts';
import { foundOf, linesOf, shortened, titleOf } from '../render.ts';
import { defineChannel, textIn } from './define.ts';

/** Characters of a section's text, and of a header's (Slack: Block Kit reference). */
const SECTION = 3_000;
const HEADER = 150;

const COLOURS: Readonly<Record<string, string>> = { CRITICAL: '#a30200', HIGH: '#e01e5a', MEDIUM: '#ecb22e', LOW: '#36c5f0', INFO: '#8d8d8d', over: '#2eb67d' };

const schema = z.strictObject({ url: z.url() });

export const slack = defineChannel<z.infer<typeof schema>>({
  kind: 'slack',
  about: 'A message in Slack, by an incoming webhook.',
  settings: [{ name: 'url', about: 'The address of the incoming webhook. It is a credential by itself.', secret: true }],
  addresses: ['url'],
  schema,
  direct: (content) => {
    const url = textIn(content, 'webhookUrl');
    return url === undefined ? undefined : { url };
  },
  send: async (sending) => {
    const { config, content, alert } = sending;
    const own = textIn(content, 'body') ?? (alert ? undefined : textIn(content, 'text'));
    const over = alert !== undefined && (alert.transition === 'cleared' || alert.transition === 'dismissed');
    const colour = over ? COLOURS.over : (COLOURS[String(textIn(content, 'severity') ?? alert?.level ?? 'INFO').toUpperCase()] ?? COLOURS.INFO);
    const blocks = own !== undefined ? [section(quiet(own))] : alert ? blocksOf(alert) : [section('A message of graph-zoom without a text.')];
    const text = own !== undefined ? quiet(shortened(own, SECTION)) : alert ? escaped(titleOf(alert)) : 'graph-zoom';
    await call({
      ...sending,
      url: config.url,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text, attachments: [{ color: colour, blocks }] }),
      secrets: [...sending.secrets, config.url],
    });
  },
});

function blocksOf(alert: AlertSummary): object[] {
  const { description, why, remediation, link } = alert;
  return [
    { type: 'header', text: { type: 'plain_text', text: shortened(titleOf(alert), HEADER) } },
    section(`${escaped(description)} Found: *${escaped(foundOf(alert))}*.`),
    ...(alert.lines.length === 0
      ? []
      : [
          section(
            linesOf(alert)
              .map((line) => `• ${escaped(line)}`)
              .join('\n'),
          ),
        ]),
    ...(why === undefined ? [] : [section(`*Why it matters*\n${escaped(why)}`)]),
    ...(remediation === undefined ? [] : [section(`*What to do*\n${escaped(remediation)}`)]),
    ...(link === undefined ? [] : [section(`<${link}|Look at it in graph-zoom>`)]),
  ];
}

const section = (text: string): object => ({ type: 'section', text: { type: 'mrkdwn', text: shortened(text, SECTION) } });

/** Names are what their owners want them to be: none may become a link or call everybody (Slack: Formatting text). */
const escaped = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/([*_~`])/g, '​$1');
/** A text of the rule's author has links of its own; nobody is called by a name in it. */
const quiet = (text: string): string => text.replace(/<(?=[!@])/g, '&lt;');
