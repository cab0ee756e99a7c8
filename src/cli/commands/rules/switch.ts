import { type Command, Option } from 'commander';
import { GraphZoomError } from '../../../lib/errors.ts';
import { RULE_INTERVALS, type Rule, type RuleInterval } from '../../../rules/alerting.ts';
import type { DeskSession } from '../../administration/with-desk.ts';
import { print, printJson } from '../../output.ts';
import { safe } from '../../render/table.ts';
import { examples } from '../../with-store.ts';
import { allNamed, atDesk } from './session.ts';

const DEFAULT: RuleInterval = 'ONE_DAY';

interface Options {
  readonly all?: boolean;
  readonly interval?: RuleInterval;
  readonly json?: boolean;
}

/** `rules enable` and `rules disable`. */
export function addSwitches(rules: Command): void {
  rules
    .command('enable')
    .description('evaluate rules again, by an interval and whenever the data changes')
    .argument('[names...]', 'which')
    .option('--all', 'all of them')
    .addOption(new Option('--interval <HOW-OFTEN>', 'default: as its pack says, else ONE_DAY; also changes that of one that is enabled').choices(RULE_INTERVALS.filter((one) => one !== 'DISABLED')))
    .option('--json', 'print one JSON array')
    .addHelpText('after', examples('graph-zoom rules enable new-administrator', 'graph-zoom rules enable --all --interval ONE_HOUR'))
    .action((names: readonly string[], options: Options, command: Command) => atDesk(command, (session) => change(session, names, options, (rule) => intervalOf(rule, options.interval))));
  rules
    .command('disable')
    .description('evaluate rules no longer; their alerts stay')
    .argument('[names...]', 'which')
    .option('--all', 'all of them')
    .option('--json', 'print one JSON array')
    .addHelpText('after', examples('graph-zoom rules disable new-administrator', 'graph-zoom rules disable --all'))
    .action((names: readonly string[], options: Options, command: Command) => atDesk(command, (session) => change(session, names, options, async () => 'DISABLED')));
}

async function change(session: DeskSession, names: readonly string[], { all, json }: Options, wanted: (rule: Rule) => Promise<RuleInterval>): Promise<void> {
  if ((names.length === 0) !== Boolean(all)) throw new GraphZoomError('usage', 'Give the names of rules, or --all.');
  const chosen = all ? await session.desk.rules() : await allNamed(session, names);
  const changed: Rule[] = [];
  for (const rule of chosen) {
    const pollingInterval = await wanted(rule);
    const after = pollingInterval === rule.pollingInterval ? rule : await session.desk.updateRule(rule.id, { pollingInterval }, rule.version);
    changed.push(after);
    if (json) continue;
    const state = pollingInterval === 'DISABLED' ? 'disabled' : `evaluated ${(await import('../../render/rules.ts')).describeInterval(pollingInterval)}`;
    print(`"${safe(rule.name)}" is ${after === rule ? `${state} already` : `${state} from now on`}.`);
  }
  if (json) printJson(changed);
}

/** Of a rule that is enabled it stays, where nothing else is said. */
async function intervalOf({ pollingInterval, origin }: Rule, said: RuleInterval | undefined): Promise<RuleInterval> {
  if (said !== undefined) return said;
  if (pollingInterval !== 'DISABLED') return pollingInterval;
  if (origin === undefined) return DEFAULT;
  const { PACKS, toRuleInput } = await import('../../../rules/packs/index.ts');
  return (
    PACKS.flatMap((pack) => pack.rules)
      .map(toRuleInput)
      .find((input) => input.origin === origin)?.pollingInterval ?? DEFAULT
  );
}
