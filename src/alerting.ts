import path from 'node:path';
import type { Environment } from './config.ts';
import type { Clock } from './lib/clock.ts';
import { createChannels, type Sealing } from './notify/create-channels.ts';
import { createOutbox } from './notify/create-outbox.ts';
import type { Channels, Outbox } from './notify/delivery.ts';
import { type AccountQuestions, createAccountQuestions } from './rules/account-questions.ts';
import type { Alerting } from './rules/alerting.ts';
import type { CollectionState } from './rules/builtin-queries.ts';
import { createAlerting } from './rules/engine/create-alerting.ts';
import type { ReferredQuestion } from './rules/engine/parts.ts';
import { type RuleWatch, watchRules } from './rules/watch-rules.ts';
import type { Store } from './store/store.ts';

interface AlertingOptions {
  readonly env: Pick<Environment, 'GRAPH_ZOOM_ALLOW_ADDRESSES' | 'GRAPH_ZOOM_ALLOW_COMMANDS'>;
  readonly store: Store;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly vault: Sealing;
  /** Where people look at an alert; undefined where nothing serves it. */
  readonly webLink?: (alertId: string) => string | undefined;
  readonly onError: (error: unknown) => void;
  /** Accounts with their last collections, for built-in queries. */
  readonly collections: () => Promise<readonly CollectionState[]>;
}

export interface AlertingParts {
  readonly alerting: Alerting;
  readonly questions: AccountQuestions;
  readonly outbox: Outbox;
  readonly channels: Channels;
  readonly watch: RuleWatch;
}

/** Rules, outbox and channels of a store, put together; nothing happens by itself before `watch` and `outbox` are started. */
export function openAlerting({ env, store, dataDir, clock, vault, webLink = () => undefined, onError, collections }: AlertingOptions): AlertingParts {
  const channels = createChannels({ records: store.records, vault, clock });
  const policy = { allowAddresses: env.GRAPH_ZOOM_ALLOW_ADDRESSES, allowCommands: env.GRAPH_ZOOM_ALLOW_COMMANDS, fileRoot: path.join(dataDir, 'alerts') };
  const outbox = createOutbox({ records: store.records, clock, channels, policy, onError });
  const questions = createAccountQuestions({ records: store.records, clock });
  const alerting = createAlerting({ store, clock, outbox, webLink, onError, collections, question: (idOrName) => questions.find(idOrName) as Promise<ReferredQuestion | undefined> });
  return { alerting, questions, outbox, channels, watch: watchRules({ alerting, clock, onError }) };
}
