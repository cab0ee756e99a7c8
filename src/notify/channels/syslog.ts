import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { hostname } from 'node:os';
import { connect as connectTls } from 'node:tls';
import { z } from 'zod';
import { findTarget, type Target } from '../address-policy.ts';
import type { AlertSummary } from '../delivery.ts';
import { ChannelFailure } from '../failure.ts';
import { bodyText, linesOf, shortened, titleOf } from '../render.ts';
import { defineChannel, textIn } from './define.ts';

const TIMEOUT_MS = 10_000;
/** What every receiver takes in one datagram (RFC 5424, section 6.1, says 2,048 should be taken). */
const MOST = 2_048;
/** Facility "security" (4), severity by level: RFC 5424, section 6.2.1. */
const FACILITY = 4;
const SEVERITY: Readonly<Record<string, number>> = { CRITICAL: 2, HIGH: 3, MEDIUM: 4, LOW: 5, INFO: 6 };
/** 0 to 10 (CEF). */
const CEF_SEVERITY: Readonly<Record<string, number>> = { CRITICAL: 10, HIGH: 8, MEDIUM: 5, LOW: 3, INFO: 1 };

const schema = z.strictObject({
  host: z.string().min(1),
  port: z.coerce.number().int().min(1).max(65_535).default(514),
  protocol: z.enum(['udp', 'tcp', 'tls']).default('udp'),
  format: z.enum(['cef', 'json']).default('cef'),
});
type Config = z.infer<typeof schema>;

export const syslog = defineChannel<Config>({
  kind: 'syslog',
  about: 'A line to a syslog server (RFC 5424) such as that of a SIEM, as CEF or JSON. Over UDP nobody knows whether it arrived.',
  settings: [
    { name: 'host', about: 'The server.' },
    { name: 'port', about: '514 unless something else is said.' },
    { name: 'protocol', about: '`udp` (default), `tcp` or `tls`.' },
    { name: 'format', about: '`cef` (default) or `json`.' },
  ],
  addresses: ['host', 'port'],
  schema,
  send: async ({ config, content, alert, policy, signal }) => {
    const target = await findTarget(config.host, policy);
    const json = (textIn(content, 'format') ?? config.format) === 'json';
    const message = json ? JSON.stringify({ body: textIn(content, 'body'), alert }) : cefOf(alert, bodyText(content, alert));
    const priority = FACILITY * 8 + (SEVERITY[alert?.level ?? 'INFO'] as number);
    const line = `<${priority}>1 ${new Date(alert?.on ?? Date.now()).toISOString()} ${hostname().replace(/[^\x21-\x7e]/g, '-') || '-'} graph-zoom ${process.pid} alert - ${message.replace(/[\r\n]+/g, ' ')}`;
    await (config.protocol === 'udp' ? sendDatagram(target, config, shortened(line, MOST)) : sendStream(target, config, line, signal));
  },
});

/** Bars and backslashes are escaped in the head, equals signs in the extension (ArcSight Common Event Format). */
function cefOf(alert: AlertSummary | undefined, text: string): string {
  const head = (value: string) => value.replace(/([\\|])/g, '\\$1').replace(/[\r\n]+/g, ' ');
  const field = (value: string) => value.replace(/([\\=])/g, '\\$1').replace(/\r?\n/g, '\\n');
  if (!alert) return `CEF:0|graph-zoom|graph-zoom|1|test|${head(shortened(text, 200))}|1|msg=${field(shortened(text, 1_000))}`;
  const extension: Record<string, string> = {
    externalId: alert.alertId,
    act: alert.transition,
    cnt: String(alert.total),
    rt: String(alert.on),
    msg: linesOf(alert).join(' '),
    ...(alert.link === undefined ? {} : { request: alert.link }),
  };
  return `CEF:0|graph-zoom|graph-zoom|1|${head(alert.ruleId)}|${head(titleOf(alert))}|${CEF_SEVERITY[alert.level]}|${Object.entries(extension)
    .map(([name, value]) => `${name}=${field(value)}`)
    .join(' ')}`;
}

function sendDatagram({ addresses: [first] }: Target, { host, port }: Config, line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(first?.family === 6 ? 'udp6' : 'udp4');
    const done = (error?: Error | null) => {
      socket.close();
      if (error) reject(new ChannelFailure('unreachable', `${host} cannot be reached (${(error as { code?: string }).code ?? 'unknown error'}).`));
      else resolve();
    };
    socket.once('error', done);
    socket.send(Buffer.from(line), port, first?.address as string, done);
  });
}

/** One frame with its length before it (RFC 6587, section 3.4.1; RFC 5425). */
function sendStream({ addresses: [first] }: Target, { host, port, protocol }: Config, line: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const bytes = Buffer.from(line);
    const frame = Buffer.concat([Buffer.from(`${bytes.length} `), bytes]);
    const options = { host: first?.address as string, port };
    const socket = protocol === 'tls' ? connectTls({ ...options, servername: host }, send) : connect(options, send);
    function send(): void {
      socket.end(frame, () => resolve());
    }
    const stop = () => socket.destroy(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' })));
    socket.once('error', (error: Error & { code?: string }) =>
      reject(signal.aborted ? signal.reason : new ChannelFailure(error.code === 'ETIMEDOUT' ? 'timed-out' : 'unreachable', `${host}:${port} cannot be reached (${error.code ?? error.message}).`)),
    );
    socket.once('close', () => signal.removeEventListener('abort', stop));
  });
}
