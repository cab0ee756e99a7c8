import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiContext } from '../context.ts';
import { SECURITY_HEADERS } from '../security/headers.ts';

/** Something is sent at least so often, for proxies end what is silent. */
const ALIVE_MS = 20_000;

export interface EventStream {
  /** Sends an event with its data as JSON. */
  write(event: string, data: unknown, id?: string): void;
  /** Keeps the connection until the stream ends. */
  alive(): Promise<void>;
  /** What is done when it ends. */
  onEnd(...offs: readonly (() => void)[]): void;
  end(): void;
}

export const wantsStream = ({ headers }: FastifyRequest): boolean => /\btext\/event-stream\b/.test(headers.accept ?? '');

/** Answers with a stream of events, which is in `open` until whoever asked goes, or `end` is called. */
export function openStream(reply: FastifyReply, { clock }: Pick<ApiContext, 'clock'>, open: Set<() => void>): EventStream {
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries({ ...SECURITY_HEADERS, ...reply.getHeaders() })) if (value !== undefined) raw.setHeader(name, value);
  raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  const ended = new AbortController();
  const atEnd: (() => void)[] = [];
  const end = () => {
    if (ended.signal.aborted) return;
    ended.abort();
    open.delete(end);
    for (const off of atEnd) off();
    raw.end();
  };
  open.add(end);
  raw.on('close', end);
  return {
    write: (event, data, id) => void raw.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    async alive() {
      while (!ended.signal.aborted) {
        await clock.sleep(ALIVE_MS, ended.signal).catch(() => undefined); // ended
        if (!ended.signal.aborted) raw.write(': alive\n\n');
      }
    },
    onEnd: (...offs) => void atEnd.push(...offs),
    end,
  };
}
