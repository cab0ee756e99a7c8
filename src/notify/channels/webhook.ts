import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { ChannelFailure } from '../failure.ts';
import { call } from '../http.ts';
import { bodyText } from '../render.ts';
import { defineChannel, type Sending, textIn } from './define.ts';

const METHODS = ['POST', 'PUT', 'PATCH', 'GET', 'HEAD', 'DELETE'] as const;
/** Methods whose requests have a body (reference/jupiterone-platform.md, section 3.6). */
const WITH_BODY: readonly string[] = ['POST', 'PUT', 'PATCH'];

const schema = z.strictObject({
  url: z.url(),
  method: z.enum(METHODS).optional(),
  token: z.string().optional(),
  header: z.union([z.string(), z.array(z.string())]).optional(),
  secret: z.string().min(8, 'at least 8 characters').optional(),
});
type Config = z.infer<typeof schema>;

/** Names of headers that are the request's own business. */
const OWN = /^(host|content-length|connection|transfer-encoding|expect|upgrade|keep-alive|te|trailer)$/i;

export const webhook = defineChannel<Config>({
  kind: 'webhook',
  about: 'A request over HTTP to any address: JSON of the alert, or a body of your own.',
  settings: [
    { name: 'url', about: 'The address, https.' },
    { name: 'method', about: 'POST unless something else is said: PUT, PATCH, GET, HEAD, DELETE.' },
    { name: 'token', about: 'Sent as `Authorization: Bearer ...`.', secret: true },
    { name: 'header', about: 'Another header, `Name: value`; may be given several times.', secret: true },
    { name: 'secret', about: 'Signs each request: `X-Graph-Zoom-Signature: t=SECONDS,v1=HEX` is the HMAC-SHA256 of `SECONDS.BODY`.', secret: true },
  ],
  addresses: ['url'],
  schema,
  direct: (content) => {
    const url = textIn(content, 'endpoint');
    return url === undefined ? undefined : { url };
  },
  send: async (sending) => {
    const { config, content, id, secrets } = sending;
    const method = (textIn(content, 'method') ?? config.method ?? 'POST').toUpperCase();
    if (!(METHODS as readonly string[]).includes(method)) throw new ChannelFailure('misconfigured', `${method} is no method of a webhook; there are ${METHODS.join(', ')}.`);
    const given = headersOf(content.headers);
    const body = WITH_BODY.includes(method) ? bodyOf(sending) : undefined;
    const configured = (config.header === undefined ? [] : [config.header].flat()).map((line) => [line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()] as const);
    const headers: Record<string, string> = {
      ...(body === undefined ? {} : { 'content-type': body.type }),
      ...(config.token === undefined ? {} : { authorization: `Bearer ${config.token}` }),
      ...Object.fromEntries(configured.map(([name, value]) => [name.toLowerCase(), value])),
      ...given,
      'x-graph-zoom-delivery': id,
      ...(config.secret === undefined ? {} : { 'x-graph-zoom-signature': signature(config.secret, body?.text ?? '') }),
    };
    await call({ ...sending, url: config.url, method, headers, ...(body === undefined ? {} : { body: body.text }), secrets: [...secrets, ...Object.values(given), ...configured.map(([, value]) => value)] });
  },
});

function headersOf(given: unknown): Record<string, string> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return {};
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || OWN.test(name) || /[\r\n\0]/.test(String(value))) throw new ChannelFailure('misconfigured', `The header ${JSON.stringify(name)} cannot be sent.`);
    headers[name.toLowerCase()] = String(value);
  }
  return headers;
}

/** A body of the action as it is, text as text; else the alert. */
function bodyOf({ content, alert, id }: Sending<Config>): { text: string; type: string } {
  const { body } = content;
  // A word without an alert, such as a test: what reads JSON must not stumble over it.
  if (alert === undefined) return { text: JSON.stringify({ event: 'test', deliveryId: id, text: bodyText(content, alert), alert: null }), type: 'application/json' };
  if (typeof body === 'string') return { text: body, type: looksLikeJson(body) ? 'application/json' : 'text/plain; charset=utf-8' };
  if (body !== undefined && body !== null) return { text: JSON.stringify(body), type: 'application/json' };
  return { text: JSON.stringify({ event: `alert.${alert.transition}`, deliveryId: id, alert }), type: 'application/json' };
}

const looksLikeJson = (text: string): boolean => /^\s*[[{]/.test(text);

/** Of the second and the body: a request that was overheard cannot be sent again later with another time. */
export function signature(secret: string, body: string, seconds = Math.floor(Date.now() / 1_000)): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}
