import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import pkg from '../../package.json' with { type: 'json' };
import type { BodyKind } from './decision.ts';
import type { Timeouts } from './options.ts';
import { type Headers, header } from './rate-limit-headers.ts';

const USER_AGENT = `graph-zoom/${pkg.version}`;
const MOST_BYTES = 50 * 1024 * 1024;
const DEFAULT_TIMEOUTS: Timeouts = { connectMs: 10_000, headersMs: 30_000, bodyMs: 30_000, totalMs: 90_000 };

export interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly authorization: string;
  /** Form parameters; in the body, so that no proxy logs them. */
  readonly form?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** An answer as it came, or the code of what went wrong with the connection. */
export interface Incoming {
  readonly status: number;
  readonly headers: Headers;
  readonly bodyKind: Exclude<BodyKind, 'failure'>;
  /** Set for `json`. */
  readonly body?: unknown;
  readonly networkError?: string;
}

export interface Transport {
  send(outgoing: Outgoing): Promise<Incoming>;
  close(): Promise<void>;
}

export interface TransportOptions {
  readonly connections: number;
  readonly timeouts?: Partial<Timeouts> | undefined;
  readonly dispatcher?: Dispatcher | undefined;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const createDispatcher = ({ connections, env = process.env }: TransportOptions, timeouts: Timeouts): Dispatcher => {
  const options = { connections, pipelining: 1, keepAliveTimeout: 10_000, headersTimeout: timeouts.headersMs, bodyTimeout: timeouts.bodyMs, connect: { timeout: timeouts.connectMs } };
  const proxied = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].some((name) => env[name]);
  if (!proxied) return new Agent(options);
  const noProxy = [env.NO_PROXY ?? env.no_proxy, 'localhost', '127.0.0.1', '::1'].filter(Boolean).join(',');
  return new EnvHttpProxyAgent({ ...options, noProxy });
};

/** The code of anything that a connection can fail with. */
const networkCode = (thrown: unknown): string => {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    // A connection tried over several addresses fails with one error for each.
    const [first] = error instanceof AggregateError ? error.errors : [];
    const { code } = (first ?? error) as { code?: unknown };
    if (typeof code === 'string' && code !== '') return code;
  }
  return thrown instanceof Error ? thrown.name : 'UNKNOWN';
};

const parse = (text: string, contentType: string): Pick<Incoming, 'bodyKind' | 'body'> => {
  if (text.trim() === '') return { bodyKind: 'empty' };
  try {
    return { bodyKind: 'json', body: JSON.parse(text) };
  } catch {
    return { bodyKind: contentType.includes('html') || text.trimStart().startsWith('<') ? 'html' : 'invalid' };
  }
};

const readText = async (body: Dispatcher.ResponseData['body']): Promise<string | undefined> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    // Leaving the loop destroys the stream and its connection.
    if (bytes > MOST_BYTES) return undefined;
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** Sends requests: one pool of kept-alive connections, a timeout for each phase, no cookies, no redirects. Never throws for the network. */
export const createTransport = (options: TransportOptions): Transport => {
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  const dispatcher = options.dispatcher ?? createDispatcher(options, timeouts);

  const exchange = async (outgoing: Outgoing, signal: AbortSignal): Promise<Incoming> => {
    const { form } = outgoing;
    const answer = await request(outgoing.url, {
      dispatcher,
      method: outgoing.method,
      signal,
      headers: {
        accept: 'application/json',
        'user-agent': USER_AGENT,
        authorization: outgoing.authorization,
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(form ? { body: new URLSearchParams(form).toString() } : {}),
    });
    const text = await readText(answer.body);
    if (text === undefined) return { status: answer.statusCode, headers: answer.headers, bodyKind: 'invalid', networkError: 'ANSWER_TOO_LARGE' };
    return { status: answer.statusCode, headers: answer.headers, ...parse(text, header(answer.headers, 'content-type') ?? '') };
  };

  const send = async (outgoing: Outgoing): Promise<Incoming> => {
    // One controller a request, cleaned up by hand: AbortSignal.any keeps every signal alive as long as the process's own.
    const abort = new AbortController();
    const giveUp = () => abort.abort(outgoing.signal?.reason);
    outgoing.signal?.throwIfAborted();
    outgoing.signal?.addEventListener('abort', giveUp, { once: true });
    const timer = setTimeout(() => abort.abort(Object.assign(new Error('timeout'), { code: 'TOTAL_TIMEOUT' })), timeouts.totalMs);
    try {
      return await exchange(outgoing, abort.signal);
    } catch (error) {
      outgoing.signal?.throwIfAborted();
      return { status: 0, headers: {}, bodyKind: 'empty', networkError: networkCode(error) };
    } finally {
      clearTimeout(timer);
      outgoing.signal?.removeEventListener('abort', giveUp);
    }
  };

  // Someone else's dispatcher is someone else's to close.
  return { send, close: async () => (options.dispatcher ? undefined : dispatcher.destroy()) };
};
