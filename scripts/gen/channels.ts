import { CHANNEL_TYPES } from '../../src/notify/channels/index.ts';
import { HEAD, row } from './markdown.ts';

/** The page on the kinds of channels. */
export const channelsPage = () =>
  `${HEAD}# Channels\n\n[How to use them](../channels.md). Settings are given with \`graph-zoom channels add NAME --kind KIND --set name=value\`, secrets with \`--set-env name=VARIABLE\`.\n\n${Object.values(
    CHANNEL_TYPES,
  )
    .map(
      ({ kind, about, settings }) => `## ${kind}\n\n${about}\n\n| setting | meaning |\n|---|---|\n${settings.map((setting) => row(`\`${setting.name}\`${setting.secret ? ' (secret)' : ''}`, setting.about)).join('\n')}\n`,
    )
    .join('\n')}`;
