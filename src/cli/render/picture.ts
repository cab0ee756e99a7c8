import { countPosture } from '../../rules/posture.ts';
import { ask, count } from '../../store/ask.ts';
import type { TableResult } from '../../store/query-result.ts';
import type { Store } from '../../store/store.ts';
import { colors } from '../output.ts';
import { safe, table } from './table.ts';
import { columnsOf, cut, pad } from './text.ts';

const PRIVILEGED_SHOWN = 15;
const NAME = 28;
/** A name, a count and the space around them. */
const BESIDE_BAR = NAME + 13;

/** `scope` in these queries is the instance that is shown. */
const GROUPS = (property: string) => `FIND zoom_user WITH _scope = \${scope} AS u RETURN coalesce(u.${property}, 'unknown') AS name, count(u) AS n ORDER BY n DESC, name`;
const PRIVILEGED = 'FIND zoom_user WITH _scope = ${scope} AND isAdmin = true AS u RETURN u.displayName AS name, u.roleName AS role, u.status AS status, u.loginMethods AS signin ORDER BY u.roleId, u.displayName';

/** The organisation on one screen, asked in J1QL: users by status, licence and role, who is privileged, which settings are weak. */
export async function renderPicture(store: Store, scope: string, now: number): Promise<string> {
  const rows = async (query: string, pageSize?: number) => ((await ask(store, query, { now, variables: { scope }, ...(pageSize === undefined ? {} : { pageSize }) })) as TableResult).data;
  const groups = async (property: string) => bars(await rows(GROUPS(property)));
  const privileged = await rows(PRIVILEGED, PRIVILEGED_SHOWN);
  const sections = [
    ['Users by status', await groups('status')],
    ['Users by licence', await groups('license')],
    ['Users by role', await groups('roleName')],
    ['Who holds a privileged role', renderPrivileged(privileged, await count(store, PRIVILEGED, { now, variables: { scope } }))],
    ['Weak spots', await weakSpots(store, now)],
  ];
  return sections.map(([title, body]) => `${colors.bold(title as string)}\n${body}`).join('\n\n');
}

function bars(rows: TableResult['data']): string {
  const most = Math.max(1, ...rows.map((row) => Number(row.n)));
  const bar = Math.min(30, (columnsOf(process.stdout) ?? 100) - BESIDE_BAR);
  return rows.map((row) => `  ${pad(cut(safe(row.name), NAME), NAME)} ${String(row.n).padStart(7)}  ${colors.cyan('▇'.repeat(Math.max(0, Math.ceil((Number(row.n) / most) * bar))))}`.trimEnd()).join('\n');
}

function renderPrivileged(rows: TableResult['data'], total: number): string {
  if (rows.length === 0) return '  nobody, as far as the roles could be read';
  const cell = (value: unknown) => safe(value === null ? 'unknown' : Array.isArray(value) ? value.join(', ') : value);
  const more = total - rows.length;
  return (
    table(
      ['  name', 'role', 'status', 'signs in with'],
      rows.map((row) => [`  ${safe(row.name)}`, cell(row.role), cell(row.status), cell(row.signin)]),
    ) + (more > 0 ? `\n  and ${more} more` : '')
  );
}

/** A value that Zoom did not send is unknown: it counts neither as weak nor as good. */
async function weakSpots(store: Store, now: number): Promise<string> {
  const rows = (await countPosture(store, now)).map(({ title, good = 0, bad = 0, unknown = 0 }) => [
    `  ${title}`,
    bad > 0 ? colors.yellow(String(bad)) : colors.green('0'),
    String(good + bad),
    unknown > 0 ? String(unknown) : '',
  ]);
  return table(['  question', 'weak', 'of', 'unknown'], rows, { right: [1, 2, 3] });
}
