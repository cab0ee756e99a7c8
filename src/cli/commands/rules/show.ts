import type { Command } from 'commander';
import { print, printJson } from '../../output.ts';
import { examples } from '../../with-store.ts';
import { atDesk, named } from './session.ts';

/** `rules show`: one rule with all that is known of it. */
export function addRuleShow(rules: Command): void {
  rules
    .command('show')
    .description('one rule: why it is there, its queries, its conditions and actions, what to do')
    .argument('<name>', 'its name, how it begins, words of it, its id, or the id its pack knows it by')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples('graph-zoom rules show new-administrator', 'graph-zoom rules show "Somebody became" --json'))
    .action((name: string, options: { json?: boolean }, command: Command) =>
      atDesk(command, async (session) => {
        const rule = await named(session, name);
        if (options.json) return printJson(rule);
        const { renderRule } = await import('../../render/rules.ts');
        print(renderRule(rule, Date.now()));
      }),
    );
}
