import type { Readable } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { createGunzip } from 'node:zlib';
import { Agent, buildConnector, type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import { systemClock } from '../lib/clock.ts';
import { GraphZoomError, messageOf } from '../lib/errors.ts';
import { linesOf } from '../lib/lines.ts';
import { isLoopback } from '../lib/loopback.ts';
import { VERSION } from '../version.ts';
import { END, FAILED, failureShape, fromWire, type WireError } from './wire.ts';

/** Longer than this nobody waits for a server to accept a connection. */
const CONNECT_MS = 10_000;
/** Before a repeatable call is made again: a network that hiccups, a proxy that restarts. */
const WAITS_MS = [200, 2000];
/** Answers other than streams are held in memory. */
const MOST_BYTES = 512 * 1024 * 1024;

export interface ServerAddress {
  readonly url: URL;
  readonly key: string;
  /** The certificate that it must have, whoever signed it; without one the system decides. */
  readonly certificate?: string | undefined;
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  /** A body that is JSON already. */
  readonly json?: string;
  readonly signal?: AbortSignal | undefined;
  /** Asks again when the connection breaks: for what does the same when it is done twice. */
  readonly repeatable?: boolean;
  /** The query that is asked, so that an error in it can point at it. */
  readonly text?: string;
}

/** Speaks to a graph-zoom server as one caller. Errors of the server are thrown as it threw them. */
export interface Connection {
  readonly url: URL;
  /** The JSON of an answer. */
  call<T>(path: string, call?: Call): Promise<T>;
  /** Lines of an answer that is written as it is made; an answer without an end is an error. */
  lines<T>(path: string, call?: Call): AsyncGenerator<T>;
  /** An answer as it comes. */
  open(path: string, call?: Call & { accept?: string }): Promise<Readable>;
  close(): Promise<void>;
}

export function connectTo({ url, key, certificate }: ServerAddress): Connection {
  const local = isLoopback(url.hostname);
  // How long an answer takes is for the server to limit: a commit or a query may be slow.
  const options = { headersTimeout: 0, bodyTimeout: 0, connect: certificate === undefined ? { timeout: CONNECT_MS } : pinned(certificate) };
  const dispatcher: Dispatcher = local || certificate !== undefined ? new Agent(options) : new EnvHttpProxyAgent(options);

  const send = async (path: string, { method, body, json, signal, text, accept = 'application/json' }: Call & { accept?: string } = {}) => {
    const payload = json ?? (body === undefined ? undefined : JSON.stringify(body));
    signal?.throwIfAborted();
    let answer: Dispatcher.ResponseData;
    try {
      answer = await request(new URL(url.pathname.replace(/\/$/, '') + path, url), {
        dispatcher,
        method: method ?? (payload === undefined ? 'GET' : 'POST'),
        ...(signal ? { signal } : {}),
        headers: {
          accept,
          authorization: `Bearer ${key}`,
          'user-agent': `graph-zoom/${VERSION}`,
          // On this machine packing costs more than it saves.
          ...(local ? {} : { 'accept-encoding': 'gzip' }),
          ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(payload === undefined ? {} : { body: payload }),
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw unreachable(url, error);
    }
    const stream: Readable = answer.headers['content-encoding'] === 'gzip' ? answer.body.pipe(createGunzip()) : answer.body;
    if (stream !== answer.body) answer.body.on('error', (error) => stream.destroy(error));
    if (answer.statusCode >= 200 && answer.statusCode < 300) return stream;
    throw refusal(url, answer.statusCode, await readAll(stream, url), text);
  };

  return {
    url,
    async call<T>(path: string, call?: Call) {
      for (const wait of call?.repeatable ? WAITS_MS : []) {
        try {
          return parse(await readAll(await send(path, call), url), url) as T;
        } catch (error) {
          if (!(error instanceof GraphZoomError && error.code === 'server-unreachable')) throw error;
        }
        await systemClock.sleep(wait, call?.signal);
      }
      return parse(await readAll(await send(path, call), url), url) as T;
    },
    async *lines<T>(path: string, call?: Call) {
      const stream = await send(path, { ...call, accept: 'application/x-ndjson' });
      try {
        for await (const line of linesOf(stream)) {
          const item = parse(line, url) as Record<string, unknown>;
          if (END in item) return;
          if (FAILED in item) throw fromWire(item[FAILED] as WireError, call?.text);
          yield item as T;
        }
      } catch (error) {
        call?.signal?.throwIfAborted();
        throw error instanceof GraphZoomError ? error : unreachable(url, error);
      } finally {
        stream.destroy(); // which ends the work on the server too
      }
      throw unreachable(url, new Error('the answer was cut off'));
    },
    open: (path, call) => send(path, call),
    close: () => dispatcher.destroy(),
  };
}

/** Connects to whoever has this certificate and to nobody else. */
function pinned(certificate: string): buildConnector.connector {
  const connect = buildConnector({ timeout: CONNECT_MS, rejectUnauthorized: false });
  return (options, callback) =>
    connect(options, (error, socket) => {
      if (error) return callback(error, null);
      if ((socket as TLSSocket).getPeerCertificate?.().fingerprint256 === certificate) return callback(null, socket);
      socket.destroy();
      callback(new Error('it shows another certificate than it told'), null);
    });
}

async function readAll(stream: Readable, url: URL): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      if (bytes > MOST_BYTES) throw new GraphZoomError('server-answer', `${url.origin} answered with more than ${MOST_BYTES / 1024 / 1024} MB.`);
    }
  } catch (error) {
    throw error instanceof GraphZoomError || (error instanceof Error && error.name === 'AbortError') ? error : unreachable(url, error);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string, url: URL): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new GraphZoomError('server-answer', `${url.origin} answered with something that is not JSON.`, { cause: error });
  }
}

/** What a server said no with, as the error it is. */
function refusal(url: URL, status: number, body: string, text: string | undefined): GraphZoomError {
  let told: unknown;
  try {
    told = JSON.parse(body);
  } catch {
    told = undefined; // such as the page of a proxy: the status says enough
  }
  const failure = failureShape.safeParse(told);
  if (status === 401) return new GraphZoomError('server-key', `${url.origin} does not accept the key.`);
  if (!failure.success) return new GraphZoomError('server-answer', `${url.origin} answered with HTTP ${status}.`);
  return status === 403 ? new GraphZoomError('server-role', failure.data.error.message) : fromWire(failure.data.error, text);
}

const unreachable = (url: URL, cause: unknown): GraphZoomError => new GraphZoomError('server-unreachable', `No connection to ${url.origin}: ${reason(cause)}.`, { cause });

/** A connection tried over several addresses fails with one error for each. */
const reason = (thrown: unknown): string => {
  const [first] = thrown instanceof AggregateError ? (thrown.errors as unknown[]) : [];
  return messageOf(first ?? thrown).replace(/\.$/, '');
};
