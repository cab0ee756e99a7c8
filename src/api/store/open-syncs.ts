import { randomUUID } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import { createSerial } from '../../lib/serial.ts';
import { SYNC_IDLE_MS } from '../../remote/wire.ts';
import type { CommitOptions, Store, Sync, SyncOptions, SyncResult } from '../../store/store.ts';

interface OpenSync {
  readonly sync: Sync;
  /** Who began it; nobody else may touch it. */
  readonly owner: string;
  /** What is asked of one sync runs one after the other. */
  readonly inTurn: ReturnType<typeof createSerial>;
  touchedOn: number;
  /** Set by its commit: whoever asks again, for an answer was lost, is told the same. */
  result?: Promise<SyncResult>;
}

/** Syncs that clients have open. One that nobody touches for a while is aborted: its client is gone. */
export class OpenSyncs {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #open = new Map<string, OpenSync>();
  readonly #closing = new AbortController();
  readonly #watching: Promise<void>;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    this.#watching = this.#watch();
  }

  /** Waits until an earlier sync of the subgraph has ended; a client that went away meanwhile leaves none behind. */
  async begin(options: SyncOptions, owner: string, signal: AbortSignal): Promise<string> {
    const sync = await this.#store.beginSync(options);
    if (signal.aborted || this.#closing.signal.aborted) {
      await sync.abort();
      throw new GraphZoomError('interrupted', 'Whoever began the sync has gone away.');
    }
    const id = randomUUID();
    this.#open.set(id, { sync, owner, inTurn: createSerial(), touchedOn: this.#clock.now() });
    return id;
  }

  touch(id: string, owner: string): void {
    this.#find(id, owner).touchedOn = this.#clock.now();
  }

  async add(id: string, owner: string, work: (sync: Sync) => Promise<void>): Promise<void> {
    const open = this.#find(id, owner);
    await open.inTurn(() => work(open.sync));
    open.touchedOn = this.#clock.now();
  }

  async commit(id: string, owner: string, options: CommitOptions): Promise<SyncResult> {
    const open = this.#find(id, owner);
    open.result ??= open.inTurn(() => open.sync.commit(options));
    try {
      return await open.result;
    } finally {
      open.touchedOn = this.#clock.now();
    }
  }

  async abort(id: string, owner: string): Promise<void> {
    const open = this.#find(id, owner);
    this.#open.delete(id);
    await open.inTurn(() => open.sync.abort());
  }

  /** Aborts all that are open. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#watching;
    for (const id of [...this.#open.keys()]) await this.#forget(id);
  }

  #find(id: string, owner: string): OpenSync {
    const open = this.#open.get(id);
    if (open?.owner !== owner) throw new GraphZoomError('not-found', 'The sync was given up because nobody touched it, or it has ended.', { hint: 'Run the command again.' });
    return open;
  }

  async #watch(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await this.#clock.sleep(SYNC_IDLE_MS / 4, this.#closing.signal).catch(() => undefined); // the end of the server ends the wait
      for (const [id, open] of this.#open) if (this.#clock.now() - open.touchedOn > SYNC_IDLE_MS) await this.#forget(id);
    }
  }

  async #forget(id: string): Promise<void> {
    const open = this.#open.get(id);
    this.#open.delete(id);
    // One that is being committed is let to its end; its failure is told to whoever asked for it.
    await open?.result?.catch(() => undefined);
    await open?.inTurn(() => open.sync.abort());
  }
}
