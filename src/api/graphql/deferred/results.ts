import { createHash, randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import type { Clock } from '../../../lib/clock.ts';
import { codedError } from '../codes.ts';

/** Results stay readable for that long: clients read the same address again for as long as they run (section 3.1, trap 8). */
const KEPT_MS = 4 * 3_600_000;
/** Disk that all results may take, and how many there may be; beyond it the oldest go first. */
const MOST_BYTES = 2 * 1024 ** 3;
const MOST_RESULTS = 20_000;
/** Questions that are answered at a time, and how many may wait. */
const AT_ONCE = 4;
const MOST_WAITING = 500;
/** How long a look at a result waits for it. */
const LOOK_MS = 1_000;

export type Found = { readonly kind: 'file'; readonly file: string } | { readonly kind: 'running'; readonly id: string } | { readonly kind: 'unknown' };

interface Result {
  readonly id: string;
  readonly file: string;
  readonly on: number;
  readonly done: Promise<void>;
  bytes: number;
  finished: boolean;
}

/** Answers that are asked for now and fetched later, by whoever has the unguessable token. They lie in files; only where is kept in memory. */
export class DeferredResults {
  readonly #directory: string;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #results = new Map<string, Result>();
  readonly #closing = new AbortController();
  readonly #queue: (() => void)[] = [];
  #running = 0;
  #bytes = 0;

  constructor(options: { directory: string; clock: Clock; log: Logger }) {
    this.#directory = options.directory;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /** Nothing of an earlier process is readable: its tokens are not known any more. */
  async open(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true });
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
  }

  async close(): Promise<void> {
    this.#closing.abort(new DOMException('The server stops.', 'AbortError'));
    for (const next of this.#queue.splice(0)) next();
    await Promise.all([...this.#results.values()].map(({ done }) => done));
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** Begins a work whose result, a JSON document, is found under the token. The work tells its own failures in the document. */
  start(id: string, work: (signal: AbortSignal) => Promise<object>): { token: string; done: Promise<void> } {
    if (this.#queue.length >= MOST_WAITING) throw codedError('TOO_MANY_REQUESTS', `${MOST_WAITING} questions are waiting to be answered; ask again later.`);
    const token = randomBytes(32).toString('base64url');
    const key = hash(token);
    const file = path.join(this.#directory, `${key}.json`);
    const result: Result = { id, file, on: this.#clock.now(), bytes: 0, finished: false, done: this.#inTurn(() => this.#write(key, work)) };
    this.#results.set(key, result);
    return { token, done: result.done };
  }

  /** The file with the result; waits a moment for one that is being made. */
  async look(token: string): Promise<Found> {
    await this.#makeRoom();
    const result = this.#results.get(hash(token));
    if (!result) return { kind: 'unknown' };
    if (!result.finished) {
      const enough = new AbortController();
      await Promise.race([result.done, this.#clock.sleep(LOOK_MS, enough.signal).catch(() => undefined)]);
      enough.abort();
    }
    return result.finished ? { kind: 'file', file: result.file } : { kind: 'running', id: result.id };
  }

  async #write(key: string, work: (signal: AbortSignal) => Promise<object>): Promise<void> {
    const signal = this.#closing.signal;
    if (signal.aborted) return;
    let text: string;
    try {
      text = JSON.stringify(await work(signal));
    } catch (error) {
      if (!signal.aborted) this.#log.error({ err: error }, 'A deferred answer failed');
      text = JSON.stringify({ status: 'FAILED', error: 'Something went wrong in the server; its log has the details.' });
    }
    const result = this.#results.get(key);
    if (!result || signal.aborted) return;
    try {
      await writeFile(result.file, text, { mode: 0o600 });
      result.bytes = Buffer.byteLength(text);
      this.#bytes += result.bytes;
      result.finished = true;
      await this.#makeRoom();
    } catch (error) {
      this.#log.error({ err: error }, 'A deferred answer could not be written');
      this.#results.delete(key);
    }
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    if (this.#running >= AT_ONCE) await new Promise<void>((resolve) => this.#queue.push(resolve));
    this.#running++;
    try {
      // Whoever started it must be able to note it first.
      await Promise.resolve();
      await work();
    } finally {
      this.#running--;
      this.#queue.shift()?.();
    }
  }

  /** Drops what is too old, and the oldest where there is too much. */
  async #makeRoom(): Promise<void> {
    const now = this.#clock.now();
    for (const [key, result] of this.#results) {
      if (!result.finished) continue;
      if (now - result.on < KEPT_MS && this.#bytes <= MOST_BYTES && this.#results.size <= MOST_RESULTS) break;
      this.#bytes -= result.bytes;
      this.#results.delete(key);
      await rm(result.file, { force: true });
    }
  }
}

const hash = (token: string): string => createHash('sha256').update(token).digest('hex');
