import type { Channel, ChannelKind, Delivery } from '../../notify/delivery.ts';
import type { Alert, Evaluation, Paged, Paging, Rule, RuleInput, RuleInterval, Trial } from '../../rules/alerting.ts';

/** What a person or a program does with rules, alerts, channels and deliveries; the same for a route, a command of the process that owns the store, and a command of one that does not. */
export interface AlertDesk {
  /** By name. */
  rules(): Promise<Rule[]>;
  /** Fails with `not-found`. */
  rule(id: string): Promise<Rule>;
  createRule(input: RuleInput): Promise<Rule>;
  updateRule(id: string, changes: Partial<RuleInput>, version?: number): Promise<Rule>;
  removeRule(id: string): Promise<Rule>;
  runRule(id: string): Promise<Evaluation>;
  /** Evaluates what is due; gives what was evaluated meanwhile. */
  runDue(): Promise<Evaluation[]>;
  testRule(input: RuleInput): Promise<Trial>;
  ruleHistory(id: string, paging: Paging): Promise<Paged<Evaluation>>;
  enablePacks(choice: PackChoice): Promise<PackOutcome[]>;
  disablePacks(rules: PackChoice['rules']): Promise<PackOutcome[]>;

  alerts(options: { status?: Alert['status']; ruleId?: string } & Paging): Promise<Paged<Alert>>;
  /** Fails with `not-found`. */
  alert(id: string): Promise<Alert>;
  dismissAlert(id: string, reason?: string): Promise<Alert>;
  snoozeAlert(id: string, until: number): Promise<Alert>;

  /** Newest first. */
  deliveries(options: { status?: Delivery['status']; limit?: number }): Promise<ToldDelivery[]>;
  retryDelivery(id: string): Promise<ToldDelivery>;

  /** By name. */
  channels(): Promise<Channel[]>;
  /** Fails with `not-found`. */
  channel(name: string): Promise<Channel>;
  saveChannel(input: { name: string; kind: ChannelKind; config: Readonly<Record<string, unknown>> }): Promise<Channel>;
  removeChannel(name: string): Promise<Channel>;
  /** Sends a word to it, now. Fails with the reason. */
  testChannel(name: string): Promise<Channel>;
}

/** Which rules of packs, by ids of packs or rules, and how. */
export interface PackChoice {
  readonly rules: readonly string[] | 'all';
  readonly interval?: RuleInterval;
  /** `kind` is needed where there is no such channel yet. */
  readonly channel?: { readonly name: string; readonly kind?: ChannelKind };
  readonly only?: 'new' | 'every';
}

export interface PackOutcome {
  /** Of the rule in its pack. */
  readonly id: string;
  readonly name: string;
  /** The copy; absent where there is none. */
  readonly ruleId?: string;
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'name-taken' | 'disabled' | 'not-enabled';
  /** What people changed of it, which stays. */
  readonly kept: readonly string[];
}

/** A delivery without the content of its message: that may hold the credentials of whoever wrote the rule. */
export type ToldDelivery = Omit<Delivery, 'message'> & { readonly kind: ChannelKind; readonly channel?: string; readonly alert?: Delivery['message']['alert'] };
