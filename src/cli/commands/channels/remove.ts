import type { Command } from 'commander';
import { GraphZoomError } from '../../../lib/errors.ts';
import type { Rule } from '../../../rules/alerting.ts';
import { note, print, printJson } from '../../output.ts';
import { safe } from '../../render/table.ts';
import { examples } from '../../with-store.ts';
import { atDesk } from '../rules/session.ts';

/** `channels remove`: says which rules tell it, and asks. */
export function addChannelRemove(channels: Command): void {
  channels
    .command('remove')
    .description('remove a channel; rules that tell it will fail to')
    .argument('<name>', 'its name')
    .option('--yes', 'do not ask')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples('graph-zoom channels remove soc --yes'))
    .action((name: string, options: { yes?: boolean; json?: boolean }, command: Command) =>
      atDesk(command, async ({ desk }) => {
        const { channelNamed } = await import('../../alerting/channel-named.ts');
        const channel = channelNamed(await desk.channels(), name);
        const users = (await desk.rules()).filter((rule) => tells(rule, channel.name));
        const told = users.length === 0 ? 'No rule tells it.' : `${users.length} ${users.length === 1 ? 'rule tells' : 'rules tell'} it.`;
        if (!options.yes) {
          if (!process.stdin.isTTY || !process.stdout.isTTY) throw new GraphZoomError('usage', `"${channel.name}" would go for good. ${told}`, { hint: 'Add --yes to remove it.' });
          const { confirmed } = await import('../../ask.ts');
          if (!(await confirmed(`Remove "${channel.name}"? ${told}`))) return note('Nothing was removed.');
        }
        await desk.removeChannel(channel.name);
        if (options.json) printJson({ removed: channel });
        else print(`Removed "${safe(channel.name)}".`);
      }),
    );
}

const tells = ({ operations }: Rule, channel: string): boolean => operations.some(({ actions }) => actions.some((action) => action.channel === channel));
