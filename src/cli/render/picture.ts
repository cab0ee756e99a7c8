import type { Store } from '../../store/store.ts';
import { colors } from '../output.ts';
import { POSTURE, type PostureCheck } from '../posture.ts';
import { type UserColumns, userColumns } from '../user-columns.ts';
import { safe, table } from './table.ts';
import { columnsOf, cut, pad } from './text.ts';

const PRIVILEGED_SHOWN = 15;
const NAME = 28;
/** A name, a count and the space around them. */
const BESIDE_BAR = NAME + 13;

/** The organisation on one screen: users by status, licence and role, who is privileged, which settings are weak. */
export async function renderPicture(store: Store, scope: string): Promise<string> {
  const users = await userColumns(store);
  if (users === undefined) return 'There are no users in the graph.';
  const sections = [
    ['Users by status', await groups(store, users, scope, users.text('status'))],
    ['Users by licence', await groups(store, users, scope, users.text('license'))],
    ['Users by role', await groups(store, users, scope, users.text('roleName'))],
    ['Who holds a privileged role', await privileged(store, users, scope)],
    ['Weak spots among active users', await weakSpots(store, users, scope)],
  ];
  return sections.map(([title, body]) => `${colors.bold(title as string)}\n${body}`).join('\n\n');
}

async function groups(store: Store, users: UserColumns, scope: string, column: string): Promise<string> {
  const rows = await store.sql(`SELECT coalesce(${column}, 'unknown') AS name, CAST(count(*) AS INTEGER) AS n FROM ${users.table} WHERE _scope = $1 GROUP BY 1 ORDER BY n DESC, name`, [scope]);
  const most = Math.max(1, ...rows.map((row) => Number(row.n)));
  const bar = Math.min(30, (columnsOf(process.stdout) ?? 100) - BESIDE_BAR);
  return rows.map((row) => `  ${pad(cut(safe(row.name), NAME), NAME)} ${String(row.n).padStart(7)}  ${colors.cyan('▇'.repeat(Math.max(0, Math.ceil((Number(row.n) / most) * bar))))}`.trimEnd()).join('\n');
}

async function privileged(store: Store, users: UserColumns, scope: string): Promise<string> {
  const rows = await store.sql(
    `SELECT "displayName" AS name, ${users.text('roleName')} AS role, ${users.text('status')} AS status, array_to_string(${users.list('loginMethods')}, ', ') AS signin, CAST(count(*) OVER () AS INTEGER) AS total
     FROM ${users.table} WHERE _scope = $1 AND ${users.flag('isAdmin')} ORDER BY ${users.text('roleId')}, name LIMIT ${PRIVILEGED_SHOWN}`,
    [scope],
  );
  if (rows.length === 0) return '  nobody, as far as the roles could be read';
  const more = Number(rows[0]?.total) - rows.length;
  return (
    table(
      ['  name', 'role', 'status', 'signs in with'],
      rows.map((row) => [`  ${safe(row.name)}`, safe(row.role ?? 'unknown'), safe(row.status ?? 'unknown'), safe(row.signin ?? 'unknown')]),
    ) + (more > 0 ? `\n  and ${more} more` : '')
  );
}

async function weakSpots(store: Store, users: UserColumns, scope: string): Promise<string> {
  const rows = await Promise.all(POSTURE.map((check) => count(store, users, scope, check)));
  return table(
    ['  setting', 'weak', 'of', 'unknown'],
    rows.map(({ title, bad, known, unknown }) => [`  ${title}`, bad > 0 ? colors.yellow(String(bad)) : colors.green('0'), String(known), unknown > 0 ? String(unknown) : '']),
    { right: [1, 2, 3] },
  );
}

/** A value that Zoom did not send is unknown: it counts neither as weak nor as good. */
async function count(store: Store, users: UserColumns, scope: string, check: PostureCheck) {
  const bad = check.bad(users);
  const [row] = await store.sql(
    `SELECT CAST(count(*) FILTER (WHERE (${bad}) IS TRUE) AS INTEGER) AS bad, CAST(count(*) FILTER (WHERE (${bad}) IS NOT NULL) AS INTEGER) AS known, CAST(count(*) AS INTEGER) AS n
     FROM ${users.table} WHERE _scope = $1 AND ${users.text('status')} = 'active'`,
    [scope],
  );
  const known = Number(row?.known ?? 0);
  return { title: check.title, bad: Number(row?.bad ?? 0), known, unknown: Number(row?.n ?? 0) - known };
}
