import type { RecordWrite } from '../store/store.ts';

/** Ways to tell somebody. Each is a file in `notify/channels/`. */
export const CHANNEL_KINDS = ['webhook', 'slack', 'teams', 'email', 'jira', 'servicenow', 'pagerduty', 'syslog', 'file', 'command'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** What is to be told, with everything rendered; what kind of channel reads which keys is said in its file. */
export interface Message {
  readonly kind: ChannelKind;
  /** A configured channel by name, which has the address and the credentials; absent where `content` has the address itself. */
  readonly channel?: string;
  /** The action's own fields, rendered: `endpoint`, `method`, `headers`, `body`, `recipients`, `subject`, ... */
  readonly content: Readonly<Record<string, unknown>>;
  /** What channels that know alerts show: absent of a test message. */
  readonly alert?: AlertSummary;
}

/** An alert as channels tell it. */
export interface AlertSummary {
  readonly alertId: string;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly description: string;
  readonly level: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | 'INFO';
  readonly transition: 'opened' | 'refreshed' | 'escalated' | 'cleared' | 'dismissed';
  /** Members of the result now, and of how many, where the rule says what the population is. */
  readonly total: number;
  readonly population?: number;
  /** The first of what entered, left or changed, in sentences that name who, and what from what to what. */
  readonly lines: readonly string[];
  /** How many more there are than `lines`. */
  readonly more: number;
  readonly why?: string;
  /** What to do. */
  readonly remediation?: string;
  readonly link?: string;
  readonly on: number;
}

export interface Delivery {
  readonly id: string;
  /** Two deliveries with the same key are one. */
  readonly key: string;
  readonly message: Message;
  readonly status: 'pending' | 'delivered' | 'failed';
  readonly attempts: number;
  readonly createdOn: number;
  /** When it is tried next; of a pending one. */
  readonly nextOn?: number;
  readonly endedOn?: number;
  /** Why it is not delivered (yet): the last refusal, without secrets. */
  readonly reason?: string;
}

/** The outbox: what was decided is delivered, also after a restart, once. */
export interface Outbox {
  /** Records that put messages into the outbox, to be written with the decision itself. A key that was there before is no new delivery. */
  put(messages: readonly { readonly key: string; readonly message: Message }[]): Promise<readonly RecordWrite[]>;
  /** Delivers what is due, then goes on as time passes and `wake` is called. */
  start(): void;
  wake(): void;
  /** Delivers all that is due now, and resolves when each was tried once. */
  flush(): Promise<void>;
  /** Sends one message at once, without keeping it: for tests of a channel. Fails with the reason. */
  send(message: Message): Promise<void>;
  list(options?: { status?: Delivery['status']; limit?: number }): Promise<Delivery[]>;
  /** Tries a failed one again. */
  retry(id: string): Promise<void>;
  stop(): Promise<void>;
}

/** A configured way to tell somebody: address and credentials, kept encrypted, shown masked. */
export interface Channel {
  readonly name: string;
  readonly kind: ChannelKind;
  /** Secrets as `***masked***`. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly createdOn: number;
  readonly updatedOn: number;
}

export interface Channels {
  list(): Promise<Channel[]>;
  get(name: string): Promise<Channel | undefined>;
  /** Creates or replaces; a masked secret stays as it was. Fails with `channel-invalid`. */
  save(input: { name: string; kind: ChannelKind; config: Readonly<Record<string, unknown>> }): Promise<Channel>;
  remove(name: string): Promise<void>;
}
