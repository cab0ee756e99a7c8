import type { Alert } from '../../../rules/alerting.ts';
import type { DeskSession } from '../../administration/with-desk.ts';

export { atDesk } from '../rules/session.ts';

const PAGE = 1000;

/** All alerts of a status, the newest first, at most `limit`. */
export async function alertsOf({ desk }: DeskSession, { status, limit }: { status?: Alert['status']; limit: number }): Promise<Alert[]> {
  const found: Alert[] = [];
  let cursor: string | undefined;
  do {
    const page = await desk.alerts({ limit: Math.min(PAGE, limit - found.length), ...(status === undefined ? {} : { status }), ...(cursor === undefined ? {} : { cursor }) });
    found.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined && found.length < limit);
  return found;
}

/** The alert that a person means by its id, how that begins, or the name of its rule where that has one alert only that is not over. */
export async function named(session: DeskSession, text: string): Promise<Alert> {
  const all = await alertsOf(session, { limit: Number.MAX_SAFE_INTEGER });
  const active = all.filter(({ status, ruleName }) => status === 'ACTIVE' && ruleName.toLowerCase() === text.trim().toLowerCase());
  const [only] = active;
  if (only && active.length === 1) return only;
  const { byId } = await import('../../alerting/by-id.ts');
  return byId(all, text, { what: 'alert', hint: 'Look it up with `graph-zoom alerts list --status all`.' });
}
