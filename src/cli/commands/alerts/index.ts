import type { Command } from 'commander';
import { examples } from '../../with-store.ts';
import { addDeliveries } from './deliveries.ts';
import { addDismiss } from './dismiss.ts';
import { addAlertList } from './list.ts';
import { addAlertShow } from './show.ts';
import { addSnooze } from './snooze.ts';

/** `alerts`: what rules found, and what became of it. */
export function addAlerts(program: Command): void {
  const alerts = program
    .command('alerts')
    .description('what rules found: list, look at, dismiss, snooze; and whether the messages arrived')
    .addHelpText('after', examples('graph-zoom alerts list', 'graph-zoom alerts show 3f2a', 'graph-zoom alerts dismiss 3f2a --reason "agreed with HR"', 'graph-zoom alerts deliveries --status failed'));
  for (const add of [addAlertList, addAlertShow, addDismiss, addSnooze, addDeliveries]) add(alerts);
}
