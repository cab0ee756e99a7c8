import type { ToldDelivery } from '../../api/alerting/desk.ts';
import { colors } from '../output.ts';
import { safe, table } from './table.ts';
import { ago } from './time.ts';

const COLOURS: Readonly<Record<ToldDelivery['status'], (text: string) => string>> = { delivered: colors.green, pending: colors.yellow, failed: colors.red };

/** One line a message, the last why it is not delivered. */
export const renderDeliveries = (deliveries: readonly ToldDelivery[], now: number): string =>
  table(
    ['id', 'made', 'to', 'alert', 'status', 'tries', 'why'],
    deliveries.map(({ id, createdOn, kind, channel, alert, status, attempts, nextOn, reason }) => [
      id,
      ago(createdOn, now),
      channel === undefined ? kind : `${safe(channel)} (${kind})`,
      alert ? `${safe(alert.ruleName)}, ${alert.transition}` : '',
      COLOURS[status](status),
      String(attempts),
      `${reason === undefined ? '' : safe(reason)}${status === 'pending' && nextOn !== undefined && attempts > 0 ? `; again ${ago(nextOn, now)}` : ''}`,
    ]),
    { right: [5], sentences: true },
  );
