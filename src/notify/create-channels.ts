import { z } from 'zod';
import type { Clock } from '../lib/clock.ts';
import { GraphZoomError } from '../lib/errors.ts';
import { nearest } from '../lib/nearest.ts';
import type { Records, StoredRecord } from '../store/store.ts';
import { CHANNEL_TYPES, isSecretSetting } from './channels/index.ts';
import { CHANNEL_KINDS, type Channel, type ChannelKind, type Channels } from './delivery.ts';

const CHANNELS = 'channel';
const MASKED = '***masked***';
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$/u;

/** What encrypts credentials; the part of platform/vault that is needed here. */
export interface Sealing {
  seal(value: unknown, place: { readonly instanceId: string; readonly field: string }): Promise<string>;
  open(sealed: string, place: { readonly instanceId: string; readonly field: string }): Promise<unknown>;
}

interface Kept {
  readonly kind: ChannelKind;
  /** Without secrets. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly sealed: Readonly<Record<string, string>>;
  readonly createdOn: number;
  readonly updatedOn: number;
}

/** Channels with what only the outbox may ask for. */
export interface OpenChannels extends Channels {
  /** A configured channel with its secrets; undefined where there is none. */
  open(name: string): Promise<{ readonly kind: ChannelKind; readonly config: Readonly<Record<string, unknown>>; readonly secrets: readonly string[] } | undefined>;
}

export interface ChannelsOptions {
  readonly records: Records;
  readonly vault: Sealing;
  readonly clock: Clock;
}

/** Configured channels: secrets are encrypted at rest, shown masked, and not sent anywhere else than where they were given for. */
export function createChannels({ records, vault, clock }: ChannelsOptions): OpenChannels {
  const place = (name: string, field: string) => ({ instanceId: `channel:${name}`, field });
  const read = (name: string) => records.get<Kept>(CHANNELS, name);
  const open = async (name: string, { config, sealed }: Kept): Promise<{ config: Record<string, unknown>; secrets: string[] }> => {
    const whole: Record<string, unknown> = { ...config };
    const secrets: string[] = [];
    for (const [field, text] of Object.entries(sealed)) {
      whole[field] = await vault.open(text, place(name, field));
      secrets.push(...[whole[field]].flat().map(String));
    }
    return { config: whole, secrets };
  };
  return {
    list: async () => (await records.list<Kept>(CHANNELS)).map(shown),
    get: async (name) => {
      const found = await read(name);
      return found && shown(found);
    },
    open: async (name) => {
      const found = await read(name);
      return found && { kind: found.value.kind, ...(await open(name, found.value)) };
    },
    async save({ name, kind, config: given }) {
      if (!NAME.test(name)) throw invalid(`${JSON.stringify(name)} is no name of a channel.`, 'Letters, digits, spaces, ".", "_" and "-", at most 100.');
      if (!CHANNEL_KINDS.includes(kind)) throw invalid(`There is no kind of channel ${JSON.stringify(kind)}.`, `There are ${CHANNEL_KINDS.join(', ')}.`);
      const before = (await read(name))?.value;
      const config = check(kind, await unmasked(given, before?.kind === kind ? await open(name, before) : undefined, kind));
      const plain = Object.fromEntries(Object.entries(config).filter(([field]) => !isSecretSetting(kind, field)));
      const sealed: Record<string, string> = {};
      for (const [field, value] of Object.entries(config)) if (isSecretSetting(kind, field)) sealed[field] = await vault.seal(value, place(name, field));
      const now = clock.now();
      const kept: Kept = { kind, config: plain, sealed, createdOn: before?.createdOn ?? now, updatedOn: now };
      await records.write([{ collection: CHANNELS, id: name, on: kept.createdOn, value: kept }]);
      return shown({ id: name, value: kept });
    },
    remove: (name) => records.write([{ collection: CHANNELS, id: name, value: undefined }]),
  };
}

const shown = ({ id, value: { kind, config, sealed, createdOn, updatedOn } }: Pick<StoredRecord<Kept>, 'id' | 'value'>): Channel => ({
  name: id,
  kind,
  config: { ...config, ...Object.fromEntries(Object.keys(sealed).map((field) => [field, MASKED])) },
  createdOn,
  updatedOn,
});

/** Masked secrets as they were; refused where the address is another one by now: whoever may change a channel may not read what it knows. */
async function unmasked(given: Readonly<Record<string, unknown>>, before: { config: Readonly<Record<string, unknown>> } | undefined, kind: ChannelKind): Promise<Record<string, unknown>> {
  const masked = Object.entries(given).filter(([, value]) => value === MASKED);
  if (masked.length === 0) return { ...given };
  const [[first = ''] = []] = masked;
  if (before === undefined) throw invalid(`${first} is masked, and there is no such channel yet that has it.`, 'Give the secret itself.');
  const moved = CHANNEL_TYPES[kind].addresses.filter((field) => !isSecretSetting(kind, field)).find((field) => String(given[field] ?? before.config[field]) !== String(before.config[field]));
  if (moved !== undefined) throw invalid(`${moved} is another one, and ${first} was given for the one before.`, 'Give the secret again: it is not sent to another address by itself.');
  return { ...given, ...Object.fromEntries(masked.map(([field]) => [field, before.config[field]])) };
}

function check(kind: ChannelKind, config: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { settings } = CHANNEL_TYPES[kind];
  const names = settings.map(({ name }) => name);
  try {
    return Object.fromEntries(Object.entries(CHANNEL_TYPES[kind].check(config)).filter(([, value]) => value !== undefined));
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    // A setting that was misspelt is also one that is missing.
    const issue = error.issues.find(({ code }) => code === 'unrecognized_keys') ?? error.issues[0];
    if (issue?.code === 'unrecognized_keys') {
      const [key = ''] = issue.keys;
      const near = nearest(key, names);
      throw invalid(`A channel of the kind ${kind} has no setting ${JSON.stringify(key)}.`, near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `It has ${names.join(', ')}.`);
    }
    const field = String(issue?.path[0] ?? '');
    const about = settings.find(({ name }) => name === field)?.about ?? '';
    // The value is not repeated: it may be a secret in the wrong place.
    throw invalid(config[field] === undefined ? `${field} is missing.` : `${field} cannot be that: ${issue?.message}.`, about === '' ? `It has ${names.join(', ')}.` : `${field}: ${about}`);
  }
}

const invalid = (message: string, hint: string): GraphZoomError => new GraphZoomError('channel-invalid', message, { hint });
