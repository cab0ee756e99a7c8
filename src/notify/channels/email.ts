import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { findTarget } from '../address-policy.ts';
import { ChannelFailure } from '../failure.ts';
import { redact } from '../redact.ts';
import { bodyText, htmlOf, shortened, textOf, titleOf } from '../render.ts';
import { defineChannel, textIn } from './define.ts';

const TIMEOUT_MS = 20_000;
const SUBJECT = 200;
const MOST_RECIPIENTS = 100;

const list = z.union([z.string(), z.array(z.string())]);
const schema = z.strictObject({
  host: z.string().min(1),
  port: z.coerce.number().int().min(1).max(65_535).default(587),
  tls: z.enum(['starttls', 'implicit', 'none']).optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  from: z.string().min(3),
  to: list.optional(),
});

export const email = defineChannel<z.infer<typeof schema>>({
  kind: 'email',
  about: 'An e-mail over SMTP, as HTML and as text.',
  settings: [
    { name: 'host', about: 'The mail server.' },
    { name: 'port', about: '587 unless something else is said.' },
    { name: 'tls', about: '`starttls` (default), `implicit` (default at port 465), or `none` for a server that is allowed by its address.' },
    { name: 'username', about: 'For signing in, if the server wants it.' },
    { name: 'password', about: 'For signing in.', secret: true },
    { name: 'from', about: 'The sender, such as `Zoom watch <zoom@example.com>`.' },
    { name: 'to', about: 'Recipients where an action names none; may be given several times.' },
  ],
  addresses: ['host', 'port'],
  schema,
  send: async ({ config, content, alert, policy, signal, secrets }) => {
    const recipients = recipientsOf(content.recipients ?? config.to);
    const target = await findTarget(config.host, policy);
    const tls = config.tls ?? (config.port === 465 ? 'implicit' : 'starttls');
    if (tls === 'none' && !target.allowed)
      throw new ChannelFailure('address-refused', `${config.host} is to be used without TLS. Use starttls or implicit, or allow the address with GRAPH_ZOOM_ALLOW_ADDRESSES where the server runs.`);
    const transport = createTransport({
      // The address that was looked up and allowed; the certificate is for the name.
      host: target.addresses[0]?.address as string,
      port: config.port,
      secure: tls === 'implicit',
      requireTLS: tls === 'starttls',
      ignoreTLS: tls === 'none',
      tls: { servername: config.host },
      ...(config.username === undefined ? {} : { auth: { user: config.username, pass: config.password ?? '' } }),
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const stop = () => transport.close();
    signal.addEventListener('abort', stop);
    try {
      const own = textIn(content, 'body');
      await transport.sendMail({
        from: config.from,
        to: recipients,
        subject: shortened((textIn(content, 'subject') ?? (alert ? titleOf(alert) : 'graph-zoom')).replace(/[\r\n]+/g, ' '), SUBJECT),
        ...(own === undefined && alert ? { text: textOf(alert), html: htmlOf(alert) } : own !== undefined && alert ? { html: own } : { text: bodyText(content, alert) }),
      });
    } catch (error) {
      signal.throwIfAborted();
      throw failureOf(error, config.host, secrets);
    } finally {
      signal.removeEventListener('abort', stop);
      transport.close();
    }
  },
});

/** A list, or a text with commas. */
function recipientsOf(given: unknown): string[] {
  const found = (Array.isArray(given) ? given : [given])
    .filter((one): one is string => typeof one === 'string')
    .flatMap((text) => text.split(/[,;\n]/))
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const wrong = found.find((text) => !/^[^\s@]+@[^\s@]+$/.test(text) && !/^[^<>\r\n]*<[^\s@<>]+@[^\s@<>]+>$/.test(text));
  if (wrong !== undefined) throw new ChannelFailure('misconfigured', `${JSON.stringify(shortened(wrong, 100))} is no e-mail address.`);
  if (found.length === 0) throw new ChannelFailure('misconfigured', 'Nobody is named to send the e-mail to: give the action recipients, or the channel `to`.');
  if (found.length > MOST_RECIPIENTS) throw new ChannelFailure('misconfigured', `${found.length} recipients; at most ${MOST_RECIPIENTS} get one e-mail.`);
  return found;
}

/** Answers of 4xx are for now, of 5xx for ever (RFC 5321, section 4.2.1). */
function failureOf(error: unknown, host: string, secrets: readonly string[]): ChannelFailure {
  const { responseCode, code, message } = error as { responseCode?: number; code?: string; message?: string };
  const said = redact(shortened(String(message ?? ''), 300), secrets);
  if (responseCode !== undefined) return new ChannelFailure(responseCode < 500 ? 'busy' : 'refused', `${host} answered ${responseCode}: ${said}`);
  if (code === 'EAUTH') return new ChannelFailure('refused', `${host} does not take the user name and password.`);
  if (code === 'ETLS') return new ChannelFailure('refused', `${host} offers no TLS that can be trusted: ${said}`);
  return new ChannelFailure(code === 'ETIMEDOUT' ? 'timed-out' : 'unreachable', `${host} cannot be reached (${code ?? 'unknown error'}).`);
}
