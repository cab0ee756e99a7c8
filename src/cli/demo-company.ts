import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createDesk } from '../api/alerting/create-desk.ts';
import { systemClock } from '../lib/clock.ts';
import { recogniseColumns } from '../people/columns.ts';
import { employeesOf, importPeople } from '../people/import-people.ts';
import { readTable } from '../people/read-employees.ts';
import type { Caller } from '../platform/platform.ts';
import type { Serving } from '../serve.ts';
import { ask } from '../store/ask.ts';
import type { Store } from '../store/store.ts';

const FILE = 'employees.csv';
/** Of so many users one is no employee, one has left, and one works in another department than Zoom says. */
const STRANGER = 23;
const LEFT = 37;
const MOVED = 29;
const DAY_MS = 86_400_000;

/** What a company has besides Zoom: employees, the ready rules, and a file that is told of alerts. Made once; gives where the employees are. */
export async function demoCompany({ store, operation: { alerting, outbox, channels, platform } }: Serving, dataDir: string, by: Caller): Promise<string> {
  const file = path.join(dataDir, FILE);
  const desk = createDesk({ alerting, outbox, channels, records: store.records, audit: platform.audit, settle: () => outbox.wake() }, by);
  if ((await desk.rules()).length > 0) return file;
  const text = await employeesCsv(store);
  await writeFile(file, text, { mode: 0o600 });
  const table = readTable(text, FILE);
  const { columns, others } = recogniseColumns(table.headers);
  const { employees } = employeesOf(table, columns, others, systemClock.now());
  await importPeople(store, employees, { partial: false, on: systemClock.now() });
  await desk.saveChannel({ name: 'log', kind: 'file', config: { path: 'alerts.ndjson' } });
  await desk.enablePacks({ rules: 'all', channel: { name: 'log' } });
  return file;
}

/** Employees as an export of a directory has them, invented from the users. */
async function employeesCsv(store: Store): Promise<string> {
  const lines = ['Employee ID,E-mail,First name,Last name,Department,Title,Manager e-mail,Status,Termination date'];
  const found = await ask(store, 'FIND zoom_user WITH email != undefined AS u RETURN u.email AS email, u.displayName AS name, u.dept AS dept, u.title AS title ORDER BY u._key', { now: systemClock.now() });
  const users = found.type === 'table' ? found.data : [];
  const textOf = (value: unknown): string => String((Array.isArray(value) ? value[0] : value) ?? '');
  const emails = users.map(({ email }) => textOf(email));
  users.forEach(({ name, dept, title }, index) => {
    if (index % STRANGER === STRANGER - 1) return;
    const left = index % LEFT === LEFT - 1;
    const [first = '', ...last] = textOf(name).split(' ');
    const department = index % MOVED === MOVED - 1 ? 'Facilities' : textOf(dept);
    // Everybody reports to one of the first ten, who report to the first.
    const manager = index === 0 ? '' : (emails[index < 10 ? 0 : index % 10] as string);
    const ended = left ? new Date(systemClock.now() - ((index % 5) + 1) * DAY_MS).toISOString().slice(0, 10) : '';
    lines.push([String(1_000 + index), emails[index], first, last.join(' '), department, textOf(title), manager, left ? 'Terminated' : 'Active', ended].map((cell) => quoted(String(cell))).join(','));
  });
  return `${lines.join('\n')}\n`;
}

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
