import { type Command, Option } from 'commander';
import { CHANNEL_KINDS, type ChannelKind } from '../../../notify/delivery.ts';
import { commandOf } from '../../alerting/command-of.ts';
import { print, printJson } from '../../output.ts';
import { safe } from '../../render/table.ts';
import { examples } from '../../with-store.ts';
import { atDesk } from '../rules/session.ts';

interface Options {
  readonly kind: ChannelKind;
  readonly set?: readonly string[];
  readonly setEnv?: readonly string[];
  readonly json?: boolean;
}

const collected = (text: string, before: readonly string[] = []): string[] => [...before, text];

/** `channels add`: a way to tell somebody; secrets come from the environment or are asked for. */
export function addChannelAdd(channels: Command): void {
  channels
    .command('add')
    .description('make a channel, or replace the one of this name; secrets come from the environment, or are asked for')
    .argument('<name>', 'what rules call it')
    .addOption(new Option('--kind <KIND>', 'how it is told').choices(CHANNEL_KINDS).makeOptionMandatory())
    .option('--set <KEY=VALUE>', 'a setting; may be repeated; a secret is asked for where VALUE is left out', collected)
    .option('--set-env <KEY=VARIABLE>', 'a setting from a variable of the environment, for secrets; may be repeated', collected)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      examples(
        'graph-zoom channels add soc --kind slack --set-env url=SLACK_WEBHOOK_URL',
        'graph-zoom channels add tickets --kind webhook --set url=https://tickets.example.com/hook --set-env secret=HOOK_SECRET',
        'graph-zoom channels add log --kind file --set path=alerts.ndjson',
      ),
    )
    .action(async (name: string, { kind, json, set = [], setEnv = [] }: Options, command: Command) => {
      const { readSettings } = await import('../../alerting/channel-settings.ts');
      const hidden = process.stdin.isTTY && process.stdout.isTTY ? (await import('../../ask.ts')).askHidden : undefined;
      const config = await readSettings(kind, { set, setEnv }, process.env, hidden);
      await atDesk(command, async ({ desk }) => {
        const channel = await desk.saveChannel({ name, kind, config });
        if (json) printJson(channel);
        else print(`Saved "${safe(channel.name)}". Try it: ${commandOf('channels test', channel.name)}`);
      });
    });
}
