import { type Command, Option } from 'commander';
import type { PackChoice, PackOutcome } from '../../../api/alerting/desk.ts';
import { GraphZoomError } from '../../../lib/errors.ts';
import { CHANNEL_KINDS, type ChannelKind } from '../../../notify/delivery.ts';
import { RULE_INTERVALS, type RuleInterval } from '../../../rules/alerting.ts';
import { print, printJson } from '../../output.ts';
import { examples } from '../../with-store.ts';
import { atDesk } from './session.ts';

interface EnableOptions {
  readonly all?: boolean;
  readonly interval?: RuleInterval;
  readonly channel?: PackChoice['channel'];
  readonly only?: 'new' | 'every';
  readonly json?: boolean;
}

/** `rules packs`: the rules that ship. */
export function addPacks(rules: Command): void {
  const packs = rules
    .command('packs')
    .description('the ready rules, by topic: list them, show them, and take them over')
    .addHelpText('after', examples('graph-zoom rules packs', 'graph-zoom rules packs show privilege', 'graph-zoom rules packs enable --all --channel soc', 'graph-zoom rules packs disable meetings'));
  packs
    .command('list', { isDefault: true })
    .description('every pack with its rules, and which of them are enabled')
    .option('--json', 'print one JSON array')
    .addHelpText('after', examples('graph-zoom rules packs list'))
    .action((options: { json?: boolean }, command: Command) =>
      atDesk(command, async ({ desk }) => {
        const [{ shippedPacks }, { renderPacks }] = await Promise.all([import('../../alerting/shipped-packs.ts'), import('../../render/packs.ts')]);
        const shipped = shippedPacks(await desk.rules());
        if (options.json) printJson(shipped);
        else print(renderPacks(shipped));
      }),
    );
  packs
    .command('show')
    .description('one pack: what each rule watches for, why, and how it is asked')
    .argument('<pack>', 'id of a pack or of a rule')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples('graph-zoom rules packs show privilege', 'graph-zoom rules packs show new-administrator'))
    .action((id: string, options: { json?: boolean }, command: Command) =>
      atDesk(command, async ({ desk }) => {
        const [{ packOf, shippedPacks }, { renderPack }] = await Promise.all([import('../../alerting/shipped-packs.ts'), import('../../render/packs.ts')]);
        const shown = packOf(shippedPacks(await desk.rules()), id);
        if (options.json) printJson(shown);
        else print(renderPack(shown));
      }),
    );
  packs
    .command('enable')
    .description('make rules of packs, which are yours to change; again: bring them up to date, but for what you changed')
    .argument('[ids...]', 'packs, or rules of packs')
    .option('--all', 'all of them')
    .addOption(new Option('--interval <HOW-OFTEN>', 'how often they are evaluated; default: as each says').choices(RULE_INTERVALS.filter((one) => one !== 'DISABLED')))
    .option('--channel <NAME[=KIND]>', `a channel that is told; with its kind where it is not there yet: ${CHANNEL_KINDS.join(', ')}`, takeChannel)
    .addOption(new Option('--only <WHAT>', 'tell of what is new, or every time that the condition holds; default: as each says').choices(['new', 'every']))
    .option('--json', 'print one JSON array')
    .addHelpText(
      'after',
      examples(
        'graph-zoom rules packs enable --all',
        'graph-zoom rules packs enable privilege leavers --channel soc --interval ONE_HOUR',
        'graph-zoom rules packs enable new-administrator --channel ops=slack --only every',
      ),
    )
    .action((ids: readonly string[], options: EnableOptions, command: Command) =>
      atDesk(command, async ({ desk }) => {
        const { interval, channel, only } = options;
        tell(
          await desk.enablePacks({ rules: chosen(ids, options), ...(interval === undefined ? {} : { interval }), ...(channel === undefined ? {} : { channel }), ...(only === undefined ? {} : { only }) }),
          options,
          (await import('../../render/packs.ts')).renderEnabled,
        );
      }),
    );
  packs
    .command('disable')
    .description('evaluate the rules made of packs no longer; they and their alerts stay')
    .argument('[ids...]', 'packs, or rules of packs')
    .option('--all', 'all of them')
    .option('--json', 'print one JSON array')
    .addHelpText('after', examples('graph-zoom rules packs disable meetings', 'graph-zoom rules packs disable --all'))
    .action((ids: readonly string[], options: { all?: boolean; json?: boolean }, command: Command) =>
      atDesk(command, async ({ desk }) => tell(await desk.disablePacks(chosen(ids, options)), options, (await import('../../render/packs.ts')).renderDisabled)),
    );
}

function chosen(ids: readonly string[], { all }: { all?: boolean }): PackChoice['rules'] {
  if ((ids.length === 0) !== Boolean(all)) throw new GraphZoomError('usage', 'Give ids of packs or rules, or --all.', { hint: 'See them with `graph-zoom rules packs`.' });
  return all ? 'all' : ids;
}

function tell(outcomes: readonly PackOutcome[], { json }: { json?: boolean }, render: (outcomes: readonly PackOutcome[]) => string): void {
  if (json) printJson(outcomes);
  else print(render(outcomes));
}

/** `soc`, or `soc=slack`. */
function takeChannel(text: string): NonNullable<PackChoice['channel']> {
  const [name = '', kind] = text.split('=', 2);
  if (name !== '' && kind === undefined) return { name };
  if (name !== '' && CHANNEL_KINDS.includes(kind as ChannelKind)) return { name, kind: kind as ChannelKind };
  throw new GraphZoomError('usage', `--channel ${text} is no channel.`, { hint: `Write its name, or NAME=KIND; kinds are ${CHANNEL_KINDS.join(', ')}.` });
}
