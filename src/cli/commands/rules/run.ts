import type { Command } from 'commander';
import { EXIT, GraphZoomError } from '../../../lib/errors.ts';
import type { Evaluation, Rule } from '../../../rules/alerting.ts';
import type { DeskSession } from '../../administration/with-desk.ts';
import { print, printJson } from '../../output.ts';
import { PROGRAM } from '../../program-name.ts';
import { examples } from '../../with-store.ts';
import { allNamed, atDesk } from './session.ts';

interface Options {
  readonly all?: boolean;
  readonly due?: boolean;
  readonly failOnFindings?: boolean;
  readonly json?: boolean;
}

/** `rules run`: evaluates now, and acts. */
export function addRuleRun(rules: Command): void {
  rules
    .command('run')
    .description('evaluate rules now, and act: alerts are opened and cleared, messages are sent')
    .argument('[names...]', 'which')
    .option('--all', 'all that are enabled')
    .option('--due', 'those whose interval has passed, as a server does by itself')
    .option('--fail-on-findings', 'exit code 3 when a condition held')
    .option('--json', 'print one JSON array')
    .addHelpText('after', examples('graph-zoom rules run new-administrator', 'graph-zoom rules run --all --fail-on-findings', 'graph-zoom rules run --due'))
    .action((names: readonly string[], options: Options, command: Command) =>
      atDesk(command, async (session) => {
        if ([names.length > 0, options.all, options.due].filter(Boolean).length !== 1) throw new GraphZoomError('usage', 'Give the names of rules, or --all, or --due.');
        const evaluations = await evaluate(session, names, options);
        if (options.json) printJson(evaluations);
        else if (evaluations.length === 0) print(options.due ? 'No rule is due.' : `No rule is enabled. Enable the ready ones: ${PROGRAM} rules packs enable --all`);
        else {
          const { renderEvaluations } = await import('../../render/evaluations.ts');
          print(renderEvaluations(evaluations, new Map((await session.desk.rules()).map(({ id, name }) => [id, name]))));
        }
        if (evaluations.some(({ status }) => status === 'failed')) process.exitCode = EXIT.failed;
        else if (options.failOnFindings && evaluations.some(({ met }) => met)) process.exitCode = EXIT.findings;
      }),
    );
}

async function evaluate(session: DeskSession, names: readonly string[], { all, due }: Options): Promise<Evaluation[]> {
  if (due) return session.desk.runDue();
  const chosen: readonly Rule[] = all ? (await session.desk.rules()).filter(({ pollingInterval }) => pollingInterval !== 'DISABLED') : await allNamed(session, names);
  const evaluations: Evaluation[] = [];
  for (const { id } of chosen) evaluations.push(await session.desk.runRule(id));
  return evaluations;
}
