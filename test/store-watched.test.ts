import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../src/lib/clock.ts';
import type { Entity } from '../src/model/graph.ts';
import { openDuckdbStore } from '../src/store/dialects/duckdb/open.ts';
import type { Store } from '../src/store/store.ts';
import { type Committed, watchCommits } from '../src/store/watched.ts';

const person = { _key: 'ada', _type: 'person', _class: ['Person'], displayName: 'Ada Lovelace' } as unknown as Entity;

describe('a store that is watched', () => {
  let directory: string;
  let store: Store;
  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-watched-'));
    store = await openDuckdbStore(directory, { clock: systemClock });
  });
  afterAll(async () => {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  });

  const add = async (to: Store, on: number) => {
    const sync = await to.beginSync({ source: 'api', scope: 'hr', on });
    await sync.entities([person]);
    return sync.commit({ completeTypes: '*' });
  };

  it('tells of a commit before whoever committed goes on, and when the graph has it', async () => {
    const told: (Committed & { people: number | undefined })[] = [];
    const watched = watchCommits(store, async (commit) => {
      told.push({ ...commit, people: (await store.counts()).entities.person });
    });
    const result = await add(watched, 1);
    expect(told).toEqual([{ source: 'api', scope: 'hr', on: 1, result, people: 1 }]);
  });

  it('does not tell of what was aborted', async () => {
    const watched = watchCommits(store, () => Promise.reject(new Error('it told')));
    const sync = await watched.beginSync({ source: 'api', scope: 'hr', on: 2 });
    await sync.abort();
    expect(await store.counts()).toMatchObject({ entities: { person: 1 } });
  });

  it('keeps a commit whose watcher fails, and says so to whoever committed', async () => {
    const watched = watchCommits(store, () => Promise.reject(new Error('the watcher failed')));
    const sync = await watched.beginSync({ source: 'api', scope: 'hr', on: 3 });
    await expect(sync.commit({ completeTypes: '*' })).rejects.toThrow('the watcher failed');
    expect(await store.counts()).toMatchObject({ entities: {} });
  });
});
