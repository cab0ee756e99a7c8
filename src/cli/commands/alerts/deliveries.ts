import { type Command, Option } from 'commander';
import { EXIT } from '../../../lib/errors.ts';
import type { Delivery } from '../../../notify/delivery.ts';
import { wholeNumber } from '../../numbers.ts';
import { print, printJson } from '../../output.ts';
import { examples } from '../../with-store.ts';
import { atDesk } from './session.ts';

/** As many as one looks through for an id. */
const MOST = 1000;

interface ListOptions {
  readonly status?: Delivery['status'];
  readonly limit: number;
  readonly json?: boolean;
}

/** `alerts deliveries`: whether messages arrived. */
export function addDeliveries(alerts: Command): void {
  const deliveries = alerts
    .command('deliveries')
    .description('messages that were delivered, wait, or failed, and why')
    .addHelpText('after', examples('graph-zoom alerts deliveries', 'graph-zoom alerts deliveries --status failed', 'graph-zoom alerts deliveries retry 8c1d'));
  deliveries
    .command('list', { isDefault: true })
    .description('the newest first')
    .addOption(new Option('--status <STATUS>', 'only these').choices(['pending', 'delivered', 'failed']))
    .option('--limit <N>', 'at most so many', wholeNumber(1, MOST), 50)
    .option('--json', 'print one JSON array')
    .addHelpText('after', examples('graph-zoom alerts deliveries list --status failed'))
    .action(({ status, limit, json }: ListOptions, command: Command) =>
      atDesk(command, async ({ desk }) => {
        const found = await desk.deliveries({ limit, ...(status === undefined ? {} : { status }) });
        if (json) return printJson(found);
        const { renderDeliveries } = await import('../../render/deliveries.ts');
        print(found.length === 0 ? (status === undefined ? 'No message was sent yet. Rules send some to channels: see docs/channels.md.' : `No ${status} message.`) : renderDeliveries(found, Date.now()));
      }),
    );
  deliveries
    .command('retry')
    .description('try a message that failed again')
    .argument('<id>', 'its id, or how it begins')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples('graph-zoom alerts deliveries retry 8c1d'))
    .action((text: string, options: { json?: boolean }, command: Command) =>
      atDesk(command, async ({ desk }) => {
        const { byId } = await import('../../alerting/by-id.ts');
        const meant = byId(await desk.deliveries({ limit: MOST }), text, { what: 'delivery', hint: 'Look it up with `graph-zoom alerts deliveries`.' });
        const delivery = await desk.retryDelivery(meant.id);
        if (options.json) printJson(delivery);
        else print(delivery.status === 'delivered' ? 'Delivered.' : delivery.status === 'failed' ? `It failed again: ${delivery.reason ?? 'no reason is known'}` : 'It is tried again.');
        if (delivery.status === 'failed') process.exitCode = EXIT.failed;
      }),
    );
}
