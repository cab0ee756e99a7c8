import type { Command } from 'commander';
import { commandOf } from '../../alerting/command-of.ts';
import { wholeNumber } from '../../numbers.ts';
import { print, printJson } from '../../output.ts';
import { examples } from '../../with-store.ts';
import { atDesk, named } from './session.ts';

/** `rules history`: evaluations of a rule. */
export function addRuleHistory(rules: Command): void {
  rules
    .command('history')
    .description('when a rule was evaluated, why, what it found and did')
    .argument('<name>', 'name or id')
    .option('--limit <N>', 'at most so many', wholeNumber(1, 1000), 20)
    .option('--json', 'print one JSON array')
    .addHelpText('after', examples('graph-zoom rules history new-administrator'))
    .action((name: string, options: { limit: number; json?: boolean }, command: Command) =>
      atDesk(command, async (session) => {
        const rule = await named(session, name);
        const { items } = await session.desk.ruleHistory(rule.id, { limit: options.limit });
        if (options.json) return printJson(items);
        const { renderHistory } = await import('../../render/evaluations.ts');
        print(items.length === 0 ? `It was never evaluated. Next: ${commandOf('rules run', rule.name)}` : renderHistory(items));
      }),
    );
}
