import type { Command } from 'commander';
import { print, printJson } from '../../output.ts';
import { PROGRAM } from '../../program-name.ts';
import { safe } from '../../render/table.ts';
import { examples } from '../../with-store.ts';
import { atDesk } from '../rules/session.ts';
import { addChannelAdd } from './add.ts';
import { addChannelRemove } from './remove.ts';

/** `channels`: ways to tell somebody. */
export function addChannels(program: Command): void {
  const channels = program
    .command('channels')
    .description('ways to tell somebody of an alert: Slack, Teams, e-mail, webhooks, tickets, files and more')
    .addHelpText('after', examples('graph-zoom channels add soc --kind slack --set-env webhookUrl=SLACK_WEBHOOK_URL', 'graph-zoom channels list', 'graph-zoom channels test soc', 'graph-zoom channels remove soc'));
  channels
    .command('list')
    .description('every channel with its settings; secrets are masked')
    .option('--json', 'print one JSON array')
    .addHelpText('after', examples('graph-zoom channels list'))
    .action((options: { json?: boolean }, command: Command) =>
      atDesk(command, async ({ desk }) => {
        const all = await desk.channels();
        if (options.json) return printJson(all);
        const { renderChannels } = await import('../../render/channels.ts');
        print(all.length === 0 ? `No channels yet. Next: ${PROGRAM} channels add NAME --kind slack --set-env KEY=ENV (docs/channels.md says what each kind needs)` : renderChannels(all, Date.now()));
      }),
    );
  addChannelAdd(channels);
  channels
    .command('test')
    .description('send a word to a channel, now, and say whether it was taken')
    .argument('<name>', 'its name')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples('graph-zoom channels test soc'))
    .action((name: string, options: { json?: boolean }, command: Command) =>
      atDesk(command, async ({ desk }) => {
        const { channelNamed } = await import('../../alerting/channel-named.ts');
        const tested = await desk.testChannel(channelNamed(await desk.channels(), name).name);
        if (options.json) printJson({ sent: true, channel: tested.name });
        else print(`A word was sent to "${safe(tested.name)}".`);
      }),
    );
  addChannelRemove(channels);
}
