import { createHash } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import { GraphZoomError, messageOf } from '../lib/errors.ts';
import type { Records, RecordWrite, StoredRecord } from '../store/store.ts';
import type { Policy } from './address-policy.ts';
import { CHANNEL_TYPES } from './channels/index.ts';
import type { OpenChannels } from './create-channels.ts';
import type { Delivery, Message, Outbox } from './delivery.ts';
import { ChannelFailure } from './failure.ts';
import { redact, textsIn } from './redact.ts';
import { decideRetry } from './retry.ts';

const DELIVERIES = 'delivery';
/** Finished ones are kept as long as jobs are (platform/). */
const KEPT_MS = 30 * 86_400_000;
/** Messages to different places at the same time. */
const AT_ONCE = 4;
/** Pending messages that one look finds; the next look finds the others. */
const LOOK = 500;
/** Without anything pending it is looked again after this time: somebody may have written to the store. */
const LOOK_AGAIN_MS = 60_000;

export interface OutboxOptions {
  readonly records: Records;
  readonly clock: Clock;
  readonly channels: Pick<OpenChannels, 'open' | 'list'>;
  readonly policy: Policy;
  /** What the outbox itself could not do, such as read the store. */
  readonly onError: (error: unknown) => void;
  readonly random?: () => number;
}

/**
 * Messages that were decided, kept until they are delivered or given up. A process that is killed after a decision delivers it once
 * when it runs again; one that is killed while a message is under way sends it again, with the same delivery id.
 */
export function createOutbox({ records, clock, channels, policy, onError, random = Math.random }: OutboxOptions): Outbox {
  const stopping = new AbortController();
  let woken = new AbortController();
  let turning: Promise<void> | undefined;
  const busy = new Set<string>();

  const write = (delivery: Delivery): RecordWrite => ({ collection: DELIVERIES, id: delivery.id, parent: delivery.status, on: delivery.createdOn, value: delivery });
  const pending = async (): Promise<Delivery[]> => (await records.list<Delivery>(DELIVERIES, { parent: 'pending', order: 'oldest', limit: LOOK })).map(({ value }) => value);

  /** Sends one, and says how it went. */
  const attempt = async (delivery: Delivery): Promise<void> => {
    let next: Delivery;
    try {
      await post(delivery.message, delivery.id);
      const { nextOn: _nextOn, reason: _reason, ...rest } = delivery;
      next = { ...rest, status: 'delivered', attempts: delivery.attempts + 1, endedOn: clock.now() };
    } catch (error) {
      // Under way when the process stops: it stays as it was.
      if (stopping.signal.aborted) return;
      next = after(delivery, error);
    }
    await records.write([write(next)]);
  };

  const after = (delivery: Delivery, error: unknown): Delivery => {
    const now = clock.now();
    const attempts = delivery.attempts + 1;
    const failure = error instanceof ChannelFailure ? error : new ChannelFailure('misconfigured', messageOf(error));
    const again = decideRetry({ failure: failure.reason, retryAfterMs: failure.more.retryAfterMs, attempts, ageMs: now - delivery.createdOn, random: random() });
    const { nextOn: _nextOn, ...rest } = delivery;
    if (again.again) return { ...rest, attempts, nextOn: now + again.afterMs, reason: failure.message };
    return { ...rest, status: 'failed', attempts, endedOn: now, reason: again.reason === 'too-old' ? `${failure.message} It was tried ${attempts} times in a day and given up.` : failure.message };
  };

  const post = async (message: Message, id: string): Promise<void> => {
    const type = CHANNEL_TYPES[message.kind];
    const target = await targetOf(message);
    const secrets = [...target.secrets, ...(message.channel === undefined ? textsIn(message.content.headers) : [])];
    try {
      await type.send({ config: target.config, content: message.content, alert: message.alert, id, policy, signal: stopping.signal, secrets });
    } catch (error) {
      if (stopping.signal.aborted || error instanceof ChannelFailure) throw error;
      throw new ChannelFailure('misconfigured', redact(messageOf(error), secrets));
    }
  };

  /** A configured channel by name; else what the action itself says; else the only channel of its kind. */
  const targetOf = async ({ kind, channel, content }: Message): Promise<{ config: Readonly<Record<string, unknown>>; secrets: readonly string[] }> => {
    const direct = channel === undefined ? CHANNEL_TYPES[kind].direct(content) : undefined;
    if (direct !== undefined) return { config: direct, secrets: kind === 'slack' || kind === 'teams' ? textsIn(direct) : [] };
    const named = channel ?? (await onlyOf(kind));
    const found = await channels.open(named);
    if (found === undefined) throw new ChannelFailure('misconfigured', `There is no channel ${JSON.stringify(named)}. Make it with \`graph-zoom channels add\`.`);
    if (found.kind !== kind) throw new ChannelFailure('misconfigured', `The channel ${JSON.stringify(named)} is of the kind ${found.kind}, not ${kind}.`);
    return found;
  };
  const onlyOf = async (kind: Message['kind']): Promise<string> => {
    const fit = (await channels.list()).filter((one) => one.kind === kind);
    if (fit.length === 1) return fit[0]?.name as string;
    throw new ChannelFailure('misconfigured', `The action names no channel, and there ${fit.length === 0 ? 'is none' : `are ${fit.length}`} of the kind ${kind}. Give the action a channel.`);
  };

  /** Messages to one place go one after another, in their order. */
  const placeOf = ({ message: { kind, channel, content } }: Delivery): string => `${kind}/${channel ?? String(content.endpoint ?? content.webhookUrl ?? content.path ?? content.command ?? '')}`;

  /** Tries all that are due, and gives when the next one is. */
  const round = async (): Promise<number | undefined> => {
    const all = await pending();
    const due = all.filter(({ id, nextOn }) => (nextOn ?? 0) <= clock.now() && !busy.has(id));
    const places = new Map<string, Delivery[]>();
    for (const delivery of due) places.set(placeOf(delivery), [...(places.get(placeOf(delivery)) ?? []), delivery]);
    const queues = [...places.values()];
    for (const { id } of due) busy.add(id);
    try {
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (let queue = queues.shift(); queue !== undefined; queue = queues.shift()) for (const delivery of queue) if (!stopping.signal.aborted) await attempt(delivery);
        }),
      );
    } finally {
      for (const { id } of due) busy.delete(id);
    }
    if (due.length > 0) await pruneFinished();
    const later = await pending();
    return later.length === 0 ? undefined : Math.min(...later.map(({ nextOn }) => nextOn ?? 0));
  };
  const pruneFinished = () => records.removeOlder(DELIVERIES, clock.now() - KEPT_MS);

  const turn = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      woken = new AbortController();
      const wakes = AbortSignal.any([woken.signal, stopping.signal]);
      const next = await round().catch((error: unknown) => {
        onError(error);
        return undefined;
      });
      const ms = next === undefined ? LOOK_AGAIN_MS : Math.min(LOOK_AGAIN_MS, Math.max(0, next - clock.now()));
      await clock.sleep(ms, wakes).catch((reason: unknown) => {
        if (!wakes.aborted) throw reason;
      });
    }
  };

  return {
    async put(messages) {
      const writes: RecordWrite[] = [];
      const now = clock.now();
      for (const { key, message } of messages) {
        const id = createHash('sha256').update(key).digest('hex').slice(0, 32);
        if ((await records.get(DELIVERIES, id)) === undefined) writes.push(write({ id, key, message, status: 'pending', attempts: 0, createdOn: now }));
      }
      return writes;
    },
    start: () => {
      turning ??= turn().catch(onError);
    },
    wake: () => woken.abort(),
    async flush() {
      await round();
    },
    async send(message) {
      try {
        await post(message, createHash('sha256').update(`test/${clock.now()}/${random()}`).digest('hex').slice(0, 32));
      } catch (error) {
        if (!(error instanceof ChannelFailure)) throw error;
        throw new GraphZoomError(error.reason === 'address-refused' ? 'address-refused' : 'delivery-failed', error.message, { cause: error });
      }
    },
    async list({ status, limit = 100 } = {}) {
      const found: StoredRecord<Delivery>[] = await records.list<Delivery>(DELIVERIES, { ...(status === undefined ? {} : { parent: status }), limit });
      return found.map(({ value }) => value);
    },
    async retry(id) {
      const found = await records.get<Delivery>(DELIVERIES, id);
      if (found === undefined) throw new GraphZoomError('not-found', `There is no delivery ${JSON.stringify(id)}.`, { hint: 'Look it up with `graph-zoom alerts deliveries`.' });
      if (found.value.status === 'delivered') throw new GraphZoomError('usage', 'It is delivered already.', { hint: 'Nothing is left to be done.' });
      const { endedOn: _endedOn, nextOn: _nextOn, reason: _reason, ...rest } = found.value;
      await records.write([write({ ...rest, status: 'pending', attempts: 0, createdOn: clock.now() })]);
      woken.abort();
    },
    async stop() {
      stopping.abort();
      await turning;
    },
  };
}
