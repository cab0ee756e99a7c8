import { type Command, Option } from 'commander';
import { EXIT } from '../../../lib/errors.ts';
import type { Trial } from '../../../rules/alerting.ts';
import { RULE_FORMATS, type RuleFormat } from '../../alerting/rule-files.ts';
import { wholeNumber } from '../../numbers.ts';
import { note, print, printJson } from '../../output.ts';
import { examples } from '../../with-store.ts';
import { atDesk } from './session.ts';

interface Options {
  readonly format?: RuleFormat;
  readonly limit: number;
  readonly failOnFindings?: boolean;
  readonly json?: boolean;
}

/** `rules test`: evaluates without acting. */
export function addRuleTest(rules: Command): void {
  rules
    .command('test')
    .description('evaluate the rules of a file without keeping them and without acting: what is found, whether the condition holds, what would be told')
    .argument('<file>', 'YAML, or JSON as JupiterOne writes rules; "-" is standard input')
    .addOption(new Option('--format <FORMAT>', 'what the file is, where its extension does not say').choices(RULE_FORMATS))
    .option('--limit <N>', 'rows shown of each query', wholeNumber(1), 20)
    .option('--fail-on-findings', 'exit code 3 when a condition holds')
    .option('--json', 'print one JSON array')
    .addHelpText('after', examples('graph-zoom rules test mine.yaml', 'graph-zoom rules test mine.yaml --fail-on-findings --json'))
    .action((file: string, options: Options, command: Command) =>
      atDesk(command, async ({ desk, store }) => {
        const { readRules } = await import('../../alerting/rule-files.ts');
        const inputs = await readRules(file, options.format);
        if ((await store.info()).entities === 0) note('Nothing was collected yet, so every query finds nothing.');
        const trials: { name: string; trial: Trial }[] = [];
        for (const input of inputs) trials.push({ name: input.name, trial: await desk.testRule(input) });
        if (options.json) printJson(trials.map(({ name, trial }) => ({ name, ...trial })));
        else {
          const { renderTrial } = await import('../../render/trial.ts');
          print(trials.map(({ name, trial }) => renderTrial(name, trial, options.limit)).join('\n\n'));
        }
        if (options.failOnFindings && trials.some(({ trial }) => trial.met)) process.exitCode = EXIT.findings;
      }),
    );
}
