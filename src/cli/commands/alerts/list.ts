import { type Command, Option } from 'commander';
import { EXIT } from '../../../lib/errors.ts';
import { wholeNumber } from '../../numbers.ts';
import { print, printJson } from '../../output.ts';
import { PROGRAM } from '../../program-name.ts';
import { examples } from '../../with-store.ts';
import { alertsOf, atDesk } from './session.ts';

const STATUSES = { active: 'ACTIVE', inactive: 'INACTIVE', dismissed: 'DISMISSED' } as const;

interface Options {
  readonly status: keyof typeof STATUSES | 'all';
  readonly limit: number;
  readonly failOnFindings?: boolean;
  readonly json?: boolean;
}

/** `alerts list`: the newest first. */
export function addAlertList(alerts: Command): void {
  alerts
    .command('list')
    .description('alerts, the newest first')
    .addOption(new Option('--status <STATUS>', 'which').choices([...Object.keys(STATUSES), 'all']).default('active'))
    .option('--limit <N>', 'at most so many', wholeNumber(1, 100_000), 100)
    .option('--fail-on-findings', 'exit code 3 when there is one')
    .option('--json', 'print one JSON array')
    .addHelpText('after', examples('graph-zoom alerts list', 'graph-zoom alerts list --status all --json', 'graph-zoom alerts list --fail-on-findings'))
    .action((options: Options, command: Command) =>
      atDesk(command, async (session) => {
        const { status, limit } = options;
        const found = await alertsOf(session, { limit, ...(status === 'all' ? {} : { status: STATUSES[status] }) });
        if (options.failOnFindings && found.length > 0) process.exitCode = EXIT.findings;
        if (options.json) return printJson(found);
        const { renderAlerts } = await import('../../render/alerts.ts');
        print(
          found.length === 0
            ? nothing(
                status,
                (await session.desk.rules()).map(({ state }) => state.lastEvaluationEndOn),
              )
            : renderAlerts(found, Date.now()),
        );
      }),
    );
}

/** Why there is none, and what to do. */
function nothing(status: Options['status'], evaluated: readonly (number | undefined)[]): string {
  if (evaluated.length === 0) return `No alerts, for there are no rules yet. Enable the ready ones: ${PROGRAM} rules packs enable --all`;
  if (evaluated.every((time) => time === undefined)) return `No alerts, for no rule was evaluated yet. Next: ${PROGRAM} rules run --all (a server does it by itself: ${PROGRAM} serve)`;
  return status === 'all' ? 'No alerts so far.' : `No ${status} alerts. All there were: ${PROGRAM} alerts list --status all`;
}
