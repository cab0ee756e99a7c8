import type { z } from 'zod';
import type { Policy } from '../address-policy.ts';
import type { AlertSummary, ChannelKind } from '../delivery.ts';

/** A setting of a channel, for pages and forms. */
export interface Setting {
  readonly name: string;
  readonly about: string;
  /** Kept encrypted, shown masked. */
  readonly secret?: true;
}

/** What is sent, and with what. */
export interface Sending<Config> {
  readonly config: Config;
  readonly content: Readonly<Record<string, unknown>>;
  readonly alert: AlertSummary | undefined;
  /** Of the delivery: the same when it is tried again. */
  readonly id: string;
  readonly policy: Policy;
  readonly signal: AbortSignal;
  /** Texts that no error may hold. */
  readonly secrets: readonly string[];
}

interface Definition<Config> {
  readonly kind: ChannelKind;
  readonly about: string;
  readonly settings: readonly Setting[];
  readonly schema: z.ZodType<Config>;
  /** Settings that say where messages go: a secret is not sent anywhere else than where it was given for. */
  readonly addresses: readonly string[];
  /** Reads where to from an action itself, so that no configured channel is needed. */
  readonly direct?: (content: Readonly<Record<string, unknown>>) => Config | undefined;
  readonly send: (sending: Sending<Config>) => Promise<void>;
}

/** A kind of channel. `send` takes a configuration, resolves when the message was taken, and fails with a `ChannelFailure`. */
export interface ChannelType extends Pick<Definition<unknown>, 'kind' | 'about' | 'settings' | 'addresses'> {
  /** A configuration with its defaults; fails with what zod says. */
  check(config: unknown): Readonly<Record<string, unknown>>;
  direct(content: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | undefined;
  send(sending: Sending<unknown>): Promise<void>;
}

export const defineChannel = <Config extends object>({ schema, direct, send, ...about }: Definition<Config>): ChannelType => ({
  ...about,
  check: (config) => schema.parse(config) as Readonly<Record<string, unknown>>,
  direct: (content) => direct?.(content) as Readonly<Record<string, unknown>> | undefined,
  send: (sending) => send({ ...sending, config: schema.parse(sending.config) }),
});

export const textIn = (content: Readonly<Record<string, unknown>>, name: string): string | undefined => (typeof content[name] === 'string' && content[name] !== '' ? content[name] : undefined);
