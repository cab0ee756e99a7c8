import { writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { RULE_FORMATS, type RuleFormat } from '../../alerting/rule-files.ts';
import { note } from '../../output.ts';
import { examples } from '../../with-store.ts';
import { allNamed, atDesk } from './session.ts';

/** `rules export`: rules as a file. */
export function addRuleExport(rules: Command): void {
  rules
    .command('export')
    .description('write rules to a file that `rules import` reads, here or elsewhere')
    .argument('[names...]', 'which; default: all')
    .addOption(new Option('--format <FORMAT>', 'yaml, or JSON as JupiterOne writes rules; default: what the extension says, else yaml').choices(RULE_FORMATS))
    .option('--out <FILE>', 'default: standard output')
    .addHelpText('after', examples('graph-zoom rules export --out rules.yaml', 'graph-zoom rules export --format jupiterone --out rules.json', 'graph-zoom rules export new-administrator'))
    .action((names: readonly string[], options: { format?: RuleFormat; out?: string }, command: Command) =>
      atDesk(command, async (session) => {
        const { formatOf, writeRules } = await import('../../alerting/rule-files.ts');
        const chosen = names.length === 0 ? await session.desk.rules() : await allNamed(session, names);
        const text = await writeRules(chosen, formatOf(options.out, options.format));
        if (options.out === undefined) process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
        else {
          await writeFile(options.out, text);
          note(`Wrote ${chosen.length} ${chosen.length === 1 ? 'rule' : 'rules'} to ${options.out}.`);
        }
      }),
    );
}
