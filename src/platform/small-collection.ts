import { createSerial } from '../lib/serial.ts';
import type { Records, RecordWrite } from '../store/store.ts';

/** A collection that is small enough to be held: one process owns the store, so what it read once stays true. */
export interface SmallCollection<T> {
  all(): Promise<T[]>;
  get(id: string): Promise<T | undefined>;
  /** Reads and writes in turn with all other changes. `work` gives what is to be written; undefined removes. */
  change<R>(work: (held: ReadonlyMap<string, T>, put: (id: string, value: T | undefined) => void) => R | Promise<R>): Promise<R>;
}

const PAGE = 1_000;

/** `onOf` is the time that the record is listed and aged by. */
export function createSmallCollection<T>(records: Records, name: string, onOf: (value: T) => number): SmallCollection<T> {
  const inTurn = createSerial();
  let loading: Promise<Map<string, T>> | undefined;
  const load = async (): Promise<Map<string, T>> => {
    const held = new Map<string, T>();
    let after: { on: number; id: string } | undefined;
    do {
      const page = await records.list<T>(name, { order: 'oldest', limit: PAGE, ...(after ? { after } : {}) });
      for (const { id, value } of page) held.set(id, value);
      const last = page.at(-1);
      after = page.length === PAGE && last ? { on: last.on, id: last.id } : undefined;
    } while (after);
    return held;
  };
  const held = (): Promise<Map<string, T>> => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  return {
    all: async () => [...(await held()).values()],
    get: async (id) => (await held()).get(id),
    change: (work) =>
      inTurn(async () => {
        const map = await held();
        const changed = new Map<string, T | undefined>();
        const result = await work(map, (id, value) => changed.set(id, value));
        const writes = [...changed].map(([id, value]): RecordWrite => ({ collection: name, id, value, ...(value === undefined ? {} : { on: onOf(value) }) }));
        if (writes.length > 0) await records.write(writes);
        for (const [id, value] of changed) {
          if (value === undefined) map.delete(id);
          else map.set(id, value);
        }
        return result;
      }),
  };
}
