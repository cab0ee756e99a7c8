import type { Command } from 'commander';
import { print, printJson } from '../../output.ts';
import { PROGRAM } from '../../program-name.ts';
import { examples } from '../../with-store.ts';
import { atDesk } from './session.ts';

/** `rules list`: every rule with how it stands. */
export function addRuleList(rules: Command): void {
  rules
    .command('list')
    .description('every rule: its level, how often it is evaluated, whether its alert is active')
    .option('--json', 'print one JSON array')
    .addHelpText('after', examples('graph-zoom rules list', 'graph-zoom rules list --json'))
    .action((options: { json?: boolean }, command: Command) =>
      atDesk(command, async ({ desk }) => {
        const all = await desk.rules();
        if (options.json) return printJson(all);
        const { renderRules } = await import('../../render/rules.ts');
        print(all.length === 0 ? `No rules yet. Enable the ready ones: ${PROGRAM} rules packs enable --all` : renderRules(all, Date.now()));
      }),
    );
}
