import type { Command } from 'commander';
import { examples } from '../../with-store.ts';
import { addCreate } from './create.ts';
import { addRuleExport } from './export.ts';
import { addRuleHistory } from './history.ts';
import { addRuleImport } from './import.ts';
import { addRuleList } from './list.ts';
import { addPacks } from './packs.ts';
import { addRuleRemove } from './remove.ts';
import { addRuleRun } from './run.ts';
import { addRuleShow } from './show.ts';
import { addSwitches } from './switch.ts';
import { addRuleTest } from './test.ts';

/** `rules`: what is watched, and what is done when it happens. */
export function addRules(program: Command): void {
  const rules = program
    .command('rules')
    .description('what is watched for, how often, and who is told: the ready rules and your own')
    .addHelpText('after', examples('graph-zoom rules packs enable --all', 'graph-zoom rules list', 'graph-zoom rules test mine.yaml', 'graph-zoom rules create mine.yaml', 'graph-zoom rules help packs'));
  for (const add of [addRuleList, addRuleShow, addCreate, addRuleImport, addRuleExport, addSwitches, addRuleRemove, addRuleRun, addRuleTest, addRuleHistory, addPacks]) add(rules);
}
