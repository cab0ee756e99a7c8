import type { Command } from 'commander';
import { print, printJson } from '../../output.ts';
import { safe } from '../../render/table.ts';
import { examples } from '../../with-store.ts';
import { atDesk, named } from './session.ts';

/** `alerts dismiss`: it is known. */
export function addDismiss(alerts: Command): void {
  alerts
    .command('dismiss')
    .description('dismiss an alert: what it tells is known, and no news until something enters')
    .argument('<id>', 'its id, or how it begins')
    .requiredOption('--reason <TEXT>', 'why, for whoever looks at it later')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples('graph-zoom alerts dismiss 3f2a --reason "agreed with HR, ticket 4711"'))
    .action((id: string, options: { reason: string; json?: boolean }, command: Command) =>
      atDesk(command, async (session) => {
        const alert = await session.desk.dismissAlert((await named(session, id)).id, options.reason);
        if (options.json) printJson(alert);
        else print(`Dismissed "${safe(alert.ruleName)}".`);
      }),
    );
}
