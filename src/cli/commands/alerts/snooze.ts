import type { Command } from 'commander';
import { GraphZoomError } from '../../../lib/errors.ts';
import { print, printJson } from '../../output.ts';
import { safe } from '../../render/table.ts';
import { moment } from '../../render/time.ts';
import { examples } from '../../with-store.ts';
import { atDesk, named } from './session.ts';

interface Options {
  readonly for?: string;
  readonly until?: string;
  readonly json?: boolean;
}

/** `alerts snooze`: not now. */
export function addSnooze(alerts: Command): void {
  alerts
    .command('snooze')
    .description('tell nobody of an alert for a while; it stays active')
    .argument('<id>', 'its id, or how it begins')
    .option('--for <SPAN>', 'for how long: 90m, 2h, 7d, 2w')
    .option('--until <TIME>', 'a date such as 2026-12-24, or 2026-12-24T08:00Z')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples('graph-zoom alerts snooze 3f2a --for 2h', 'graph-zoom alerts snooze 3f2a --until 2026-12-24'))
    .action(async (id: string, options: Options, command: Command) => {
      const { parseFor, parseUntil } = await import('../../until.ts');
      if ((options.for === undefined) === (options.until === undefined)) throw new GraphZoomError('usage', 'Say for how long: --for or --until.', { hint: 'For example --for 2h.' });
      const now = Date.now();
      const until = options.for === undefined ? parseUntil(options.until as string, now) : parseFor(options.for, now);
      await atDesk(command, async (session) => {
        const alert = await session.desk.snoozeAlert((await named(session, id)).id, until);
        if (options.json) printJson(alert);
        else print(`Nobody is told of "${safe(alert.ruleName)}" until ${moment(until)}.`);
      });
    });
}
