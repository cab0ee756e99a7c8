import type { Environment } from './config.ts';
import type { Clock } from './lib/clock.ts';
import { GraphZoomError } from './lib/errors.ts';
import type { Channels, Outbox } from './notify/delivery.ts';
import type { Vault } from './platform/vault.ts';
import type { Alerting } from './rules/alerting.ts';
import type { Store } from './store/store.ts';

interface AlertingOptions {
  readonly env: Environment;
  readonly store: Store;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly onError: (error: unknown) => void;
}

export interface AlertingParts {
  readonly alerting: Alerting;
  readonly outbox: Outbox;
  readonly channels: Channels;
}

/**
 * Rules, outbox and channels, put together. The one place to wire them: createChannels({ records, vault, clock }),
 * createOutbox({ records, clock, channels, policy, onError }), createAlerting({ store, clock, outbox, webLink, onError }).
 * Until then only what asks for them fails.
 */
export const openAlerting = (_options: AlertingOptions): AlertingParts => ({ alerting: missing<Alerting>(), outbox: missing<Outbox>(), channels: missing<Channels>() });

const missing = <T extends object>(): T =>
  new Proxy<T>({} as T, {
    get() {
      throw new GraphZoomError('bug', 'This build has no alerting.');
    },
  });
