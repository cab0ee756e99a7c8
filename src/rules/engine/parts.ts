import type { Clock } from '../../lib/clock.ts';
import type { Emitter } from '../../lib/events.ts';
import type { Outbox } from '../../notify/delivery.ts';
import type { Store } from '../../store/store.ts';
import type { AlertingEvents, RuleQuery } from '../alerting.ts';
import type { CollectionState } from '../builtin-queries.ts';

/** A question that a rule names in place of queries. */
export interface ReferredQuestion {
  readonly queries: readonly { readonly name?: string; readonly query: string; readonly includeDeleted?: boolean }[];
}

export interface AlertingOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly outbox: Pick<Outbox, 'put' | 'wake'>;
  /** Where people look at an alert; undefined where nothing serves it. */
  readonly webLink: (alertId: string) => string | undefined;
  /** What could not even be noted with the rule. */
  readonly onError: (error: unknown) => void;
  /** Accounts with their last collections, for built-in queries. */
  readonly collections: () => Promise<readonly CollectionState[]>;
  /** The question with this id or name; undefined where there is none. */
  readonly question: (idOrName: string) => Promise<ReferredQuestion | undefined>;
}

/** What every part of the engine is given. */
export interface Engine extends AlertingOptions {
  readonly events: Emitter<AlertingEvents>;
  readonly stopping: AbortSignal;
}

export type NamedQuery = Required<Pick<RuleQuery, 'name' | 'query'>> & Pick<RuleQuery, 'includeDeleted'>;
