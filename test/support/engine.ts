import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Clock } from '../../src/lib/clock.ts';
import { systemClock } from '../../src/lib/clock.ts';
import type { Message } from '../../src/notify/delivery.ts';
import type { Alert, Alerting, RuleInput } from '../../src/rules/alerting.ts';
import type { CollectionState } from '../../src/rules/builtin-queries.ts';
import { createAlerting } from '../../src/rules/engine/create-alerting.ts';
import { markCommits } from '../../src/rules/engine/marks.ts';
import { keepTags } from '../../src/rules/engine/tags.ts';
import type { FixtureGraph } from '../../src/rules/packs/fixture.ts';
import { packRule, toRuleInput } from '../../src/rules/packs/index.ts';
import { openDuckdbStore } from '../../src/store/dialects/duckdb/open.ts';
import type { Store } from '../../src/store/store.ts';

export interface RuleBench {
  readonly alerting: Alerting;
  readonly store: Store;
  /** Messages in the outbox, oldest first. */
  messages(): Promise<Message[]>;
  /** Makes the graph this one. */
  hold(graph: FixtureGraph, scope?: string): Promise<void>;
  /** The one alert there is. */
  alert(): Promise<Alert>;
  /** What is known of collections. */
  collected(states: readonly CollectionState[]): void;
  pass(ms: number): void;
  /** Closes the store and opens it again, as after a restart. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

/** Rules over a real store, whose outbox keeps messages and sends none; time goes on by a second with each look at it. */
export async function openRuleBench(): Promise<RuleBench> {
  const directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-rules-'));
  let now = Date.UTC(2026, 10, 25, 12);
  const clock: Clock = { now: () => (now += 1_000), sleep: systemClock.sleep };
  const errors: unknown[] = [];
  let collections: readonly CollectionState[] = [];
  const open = async () => {
    const store = keepTags(markCommits(await openDuckdbStore(directory, { clock: systemClock })));
    const outbox = { put: async (messages: readonly { key: string; message: Message }[]) => messages.map(({ key, message }) => ({ collection: 'test-outbox', id: key, on: now, value: message })), wake: () => undefined };
    const alerting = createAlerting({
      store,
      clock,
      outbox,
      webLink: (id) => `https://zoom.larch.example/alerts/${id}`,
      onError: (error) => errors.push(error),
      question: async () => undefined,
      collections: async () => collections,
    });
    return { store, alerting };
  };
  let opened = await open();
  return {
    get alerting() {
      return opened.alerting;
    },
    get store() {
      return opened.store;
    },
    messages: async () => (await opened.store.records.list<Message>('test-outbox', { order: 'oldest' })).map(({ value }) => value),
    async hold({ entities, relationships }, scope = 'larch') {
      const sync = await opened.store.beginSync({ scope, source: 'api', on: clock.now() });
      await sync.entities(entities);
      await sync.relationships(relationships);
      await sync.commit({ completeTypes: '*' });
    },
    async alert() {
      const { items } = await opened.alerting.alerts.list();
      if (items.length !== 1) throw new Error(`There are ${items.length} alerts.`);
      return (await opened.alerting.alerts.get(items[0]?.id as string)) as Alert;
    },
    collected: (states) => {
      collections = states;
    },
    pass: (ms) => {
      now += ms;
    },
    async reopen() {
      await opened.store.close();
      opened = await open();
    },
    async close() {
      if (errors.length > 0) throw errors[0];
      await opened.store.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A rule that ships, with a message to a webhook. */
export const packed = (id: string, changes: Partial<RuleInput> = {}): RuleInput => {
  const input = toRuleInput(packRule(id));
  return {
    ...input,
    operations: input.operations.map(({ when, actions }) => ({ ...(when === undefined ? {} : { when }), actions: [...actions, { type: 'WEBHOOK', endpoint: 'https://hooks.larch.example/zoom' }] })),
    ...changes,
  };
};
