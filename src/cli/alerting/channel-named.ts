import { GraphZoomError } from '../../lib/errors.ts';
import type { Channel } from '../../notify/delivery.ts';

/** The channel of this name; an error lists those there are. */
export function channelNamed(channels: readonly Channel[], name: string): Channel {
  const found = channels.find((channel) => channel.name === name);
  if (found) return found;
  throw new GraphZoomError('not-found', `There is no channel "${name}".`, {
    hint: channels.length === 0 ? 'There is none yet: `graph-zoom channels add` makes one.' : `There ${channels.length === 1 ? 'is' : 'are'}: ${channels.map((channel) => channel.name).join(', ')}.`,
  });
}
