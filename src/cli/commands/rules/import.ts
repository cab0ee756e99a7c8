import { isDeepStrictEqual } from 'node:util';
import { type Command, Option } from 'commander';
import type { Rule, RuleInput } from '../../../rules/alerting.ts';
import { inputOf } from '../../../rules/pack-copies.ts';
import { RULE_FORMATS, type RuleFormat } from '../../alerting/rule-files.ts';
import { print, printJson } from '../../output.ts';
import { safe } from '../../render/table.ts';
import { examples } from '../../with-store.ts';
import { atDesk } from './session.ts';

/** `rules import`: makes the rules of a file so. */
export function addRuleImport(rules: Command): void {
  rules
    .command('import')
    .description('take over the rules of a file: new ones are made, those of the same name are changed, others stay')
    .argument('<file>', 'YAML, or JSON as JupiterOne writes rules and rule packs; "-" is standard input')
    .addOption(new Option('--format <FORMAT>', 'what the file is, where its extension does not say').choices(RULE_FORMATS))
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples('graph-zoom rules import rules.yaml', 'graph-zoom rules import pack.json', 'graph-zoom rules import - --format jupiterone < pack.json'))
    .action((file: string, options: { format?: RuleFormat; json?: boolean }, command: Command) =>
      atDesk(command, async ({ desk }) => {
        const { readRules } = await import('../../alerting/rule-files.ts');
        const inputs = await readRules(file, options.format);
        const known = new Map((await desk.rules()).map((rule) => [rule.name, rule]));
        const done: { name: string; id: string; outcome: 'created' | 'updated' | 'unchanged' }[] = [];
        for (const input of inputs) {
          const before = known.get(input.name);
          const changes = before && changesTo(before, input);
          if (!before) done.push({ name: input.name, id: (await desk.createRule(input)).id, outcome: 'created' });
          else if (Object.keys(changes as object).length === 0) done.push({ name: input.name, id: before.id, outcome: 'unchanged' });
          else done.push({ name: input.name, id: (await desk.updateRule(before.id, changes as Partial<RuleInput>, before.version)).id, outcome: 'updated' });
        }
        if (options.json) return printJson(done);
        for (const { name, outcome } of done) if (outcome !== 'unchanged') print(`${outcome === 'created' ? 'Created' : 'Changed'} "${safe(name)}".`);
        const count = (outcome: string) => done.filter((one) => one.outcome === outcome).length;
        print(`${count('created')} created, ${count('updated')} changed, ${count('unchanged')} as they were.`);
      }),
    );
}

/** What the file says otherwise. */
function changesTo(rule: Rule, input: RuleInput): Partial<RuleInput> {
  const before = inputOf(rule);
  return Object.fromEntries(Object.entries(input).filter(([field, value]) => value !== undefined && !isDeepStrictEqual(before[field as keyof RuleInput], value)));
}
