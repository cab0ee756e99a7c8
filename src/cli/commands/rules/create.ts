import { type Command, Option } from 'commander';
import { GraphZoomError } from '../../../lib/errors.ts';
import type { Rule } from '../../../rules/alerting.ts';
import { RULE_FORMATS, type RuleFormat } from '../../alerting/rule-files.ts';
import { print, printJson } from '../../output.ts';
import { PROGRAM } from '../../program-name.ts';
import { safe } from '../../render/table.ts';
import { examples } from '../../with-store.ts';
import { atDesk } from './session.ts';

/** `rules create`: new rules from a file. */
export function addCreate(rules: Command): void {
  rules
    .command('create')
    .description('make rules from a file; one whose name is taken is an error, and then none is made')
    .argument('<file>', 'YAML, or JSON as JupiterOne writes rules; "-" is standard input')
    .addOption(new Option('--format <FORMAT>', 'what the file is, where its extension does not say').choices(RULE_FORMATS))
    .option('--json', 'print one JSON array')
    .addHelpText('after', examples('graph-zoom rules create mine.yaml', 'graph-zoom rules create - < mine.yaml'))
    .action((file: string, options: { format?: RuleFormat; json?: boolean }, command: Command) =>
      atDesk(command, async ({ desk }) => {
        const { readRules } = await import('../../alerting/rule-files.ts');
        const inputs = await readRules(file, options.format);
        const names = new Set((await desk.rules()).map(({ name }) => name));
        const taken = inputs.find(({ name }) => names.has(name));
        if (taken) throw new GraphZoomError('rule-conflict', `There is a rule "${taken.name}" already.`, { hint: `\`graph-zoom rules import ${file}\` changes it.` });
        const made: Rule[] = [];
        for (const input of inputs) made.push(await desk.createRule(input));
        if (options.json) return printJson(made);
        for (const { name } of made) print(`Created "${safe(name)}".`);
        print(`Next: ${PROGRAM} rules run --all`);
      }),
    );
}
