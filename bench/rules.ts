import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../src/lib/clock.ts';
import { createAlerting } from '../src/rules/engine/create-alerting.ts';
import { markCommits } from '../src/rules/engine/marks.ts';
import { PACKS, toRuleInput } from '../src/rules/packs/index.ts';
import { openDuckdbStore } from '../src/store/dialects/duckdb/open.ts';
import type { Store, StoredEntity } from '../src/store/store.ts';
import { bigStore } from './big-store.ts';
import type { Row } from './rows.ts';

const RULES = 200;
const CHANGED = 100;

/** 200 rules at 100,000 users: all of them at first, those that shipped one by one, and what a change of 100 users costs. */
export async function* benchRules(): AsyncGenerator<Row> {
  const directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-bench-rules-'));
  await copyFile(path.join(await bigStore(), 'graph.duckdb'), path.join(directory, 'graph.duckdb'));
  const store = markCommits(await openDuckdbStore(directory, { clock: systemClock }));
  try {
    const alerting = createAlerting({
      store,
      clock: systemClock,
      outbox: { put: async () => [], wake: () => undefined },
      webLink: () => undefined,
      onError: (error) => {
        throw error;
      },
      question: async () => undefined,
      collections: async () => [],
    });
    const shipped = PACKS.flatMap(({ rules }) => rules);
    for (let n = 0; n < RULES; n++) {
      const input = toRuleInput(shipped[n % shipped.length] as (typeof shipped)[number]);
      await alerting.rules.create(n < shipped.length ? input : { ...input, name: `${input.name} (${n})` }, 'bench');
    }
    const first = performance.now();
    await alerting.rules.tick();
    yield { what: `${RULES} rules at 100,000 users, evaluated for the first time (s)`, value: (performance.now() - first) / 1_000, atMost: 60 };

    const times: { name: string; ms: number }[] = [];
    for (const rule of (await alerting.rules.list()).slice(0, shipped.length)) {
      const start = performance.now();
      await alerting.rules.run(rule.id);
      times.push({ name: rule.name, ms: performance.now() - start });
    }
    times.sort((a, b) => a.ms - b.ms);
    yield { what: `a rule that ships, evaluated again: median of ${times.length} (ms)`, value: times[Math.floor(times.length / 2)]?.ms ?? 0, atMost: 50 };
    yield { what: `a rule that ships, evaluated again: the slowest, ${times.at(-1)?.name} (ms)`, value: times.at(-1)?.ms ?? 0, atMost: 250 };

    for (const [property, value] of [
      ['dept', 'Another department'],
      ['isAdmin', true],
    ] as const) {
      await change(store, property, value);
      let skipped = 0;
      const off = alerting.events.on('rule-decision', ({ run }) => {
        if (!run) skipped++;
      });
      const start = performance.now();
      await alerting.rules.tick();
      off();
      yield { what: `${RULES} rules after ${property} of ${CHANGED} users changed: ${skipped} see nothing of it; the others take (s)`, value: (performance.now() - start) / 1_000, atMost: 10 };
    }
  } finally {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Changes one property of some users, as a collection would find it. */
async function change(store: Store, property: string, value: string | boolean): Promise<void> {
  const { items } = await store.page('entity', { limit: 5_000 });
  const users = items
    .map(({ object }) => object)
    .filter(({ _type }) => _type === 'zoom_user')
    .slice(0, CHANGED);
  const [first] = users as [StoredEntity];
  const sync = await store.beginSync({ source: first._source as 'integration-managed', scope: first._scope, on: Date.now() });
  await sync.entities(users.map(({ _id, _version, _createdOn, _beginOn, _scope, _source, ...entity }) => ({ ...entity, [property]: value })));
  await sync.commit({ completeTypes: [] });
}
