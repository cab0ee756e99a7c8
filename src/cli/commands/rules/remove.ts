import type { Command } from 'commander';
import { GraphZoomError } from '../../../lib/errors.ts';
import { note, print, printJson } from '../../output.ts';
import { safe } from '../../render/table.ts';
import { examples } from '../../with-store.ts';
import { atDesk, named } from './session.ts';

/** `rules remove`: asks first. */
export function addRuleRemove(rules: Command): void {
  rules
    .command('remove')
    .description('remove a rule for good; its alerts stay')
    .argument('<name>', 'name or id')
    .option('--yes', 'do not ask')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples('graph-zoom rules remove "My rule" --yes'))
    .action((name: string, options: { yes?: boolean; json?: boolean }, command: Command) =>
      atDesk(command, async (session) => {
        const rule = await named(session, name);
        if (!options.yes) {
          if (!process.stdin.isTTY || !process.stdout.isTTY)
            throw new GraphZoomError('usage', `"${rule.name}" would go for good.`, { hint: 'Add --yes to remove it, or only disable it: `graph-zoom rules disable NAME`.' });
          const { confirmed } = await import('../../ask.ts');
          if (!(await confirmed(`Remove "${rule.name}"?`))) return note('Nothing was removed.');
        }
        await session.desk.removeRule(rule.id);
        if (options.json) printJson({ removed: rule });
        else print(`Removed "${safe(rule.name)}".`);
      }),
    );
}
