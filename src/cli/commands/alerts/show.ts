import type { Command } from 'commander';
import { GraphZoomError } from '../../../lib/errors.ts';
import type { Alert, Evaluation } from '../../../rules/alerting.ts';
import type { DeskSession } from '../../administration/with-desk.ts';
import { print, printJson } from '../../output.ts';
import { examples } from '../../with-store.ts';
import { atDesk, named } from './session.ts';

const HISTORY_SHOWN = 10;

/** `alerts show`: who it is about, and what to do. */
export function addAlertShow(alerts: Command): void {
  alerts
    .command('show')
    .description('one alert: who entered, left and changed, from what to what and since when; what to do; what was found before')
    .argument('<id>', 'its id, or how it begins')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples('graph-zoom alerts show 3f2a', 'graph-zoom alerts show 3f2a --json'))
    .action((id: string, options: { json?: boolean }, command: Command) =>
      atDesk(command, async (session) => {
        const alert = await named(session, id);
        const { why, history } = await ruleOf(session, alert);
        if (options.json) return printJson({ alert, ...(why === undefined ? {} : { why }), history });
        const { renderAlert } = await import('../../render/alerts.ts');
        print(renderAlert(alert, { why, history }, Date.now()));
      }),
    );
}

/** Why the rule is there, and what it found lately; nothing where it was removed, for its alerts stay. */
async function ruleOf({ desk }: DeskSession, { ruleId }: Alert): Promise<{ why?: string | undefined; history: Evaluation[] }> {
  try {
    const [{ why }, { items }] = await Promise.all([desk.rule(ruleId), desk.ruleHistory(ruleId, { limit: HISTORY_SHOWN })]);
    return { why, history: items };
  } catch (error) {
    if (error instanceof GraphZoomError && error.code === 'not-found') return { history: [] };
    throw error;
  }
}
