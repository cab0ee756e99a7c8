import type { Channel } from '../../notify/delivery.ts';
import { safe, table } from './table.ts';
import { ago } from './time.ts';

/** Channels with their settings. */
export const renderChannels = (channels: readonly Channel[], now: number): string =>
  table(
    ['name', 'kind', 'changed', 'settings'],
    channels.map(({ name, kind, updatedOn, config }) => [
      safe(name),
      kind,
      ago(updatedOn, now),
      Object.entries(config)
        .map(([key, value]) => `${safe(key)}=${safe(typeof value === 'string' ? value : JSON.stringify(value))}`)
        .join(' '),
    ]),
    { sentences: true },
  );
