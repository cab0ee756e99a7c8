import type { JoinCounts } from '../../people/count-joins.ts';
import type { BadRow, EmployeeChange } from '../../people/import-people.ts';
import type { Tally } from '../../store/store.ts';
import { colors } from '../output.ts';
import { PROGRAM } from '../program-name.ts';
import { table } from './table.ts';
import { paragraph } from './text.ts';

interface Told {
  readonly columns: Readonly<Record<string, string | undefined>>;
  readonly otherColumns: readonly string[];
  readonly droppedColumns: readonly string[];
  readonly employees: number;
  readonly bad: readonly BadRow[];
}

/** Changes of a dry run that are shown one by one. */
const SHOWN = 20;
const many = (n: number, one: string, more = `${one}s`): string => `${n} ${n === 1 ? one : more}`;

/** What an import did. */
export function renderImport(told: Told, { created, updated, deleted }: Tally, joins: JoinCounts): string {
  const nothing = created + updated + deleted === 0;
  return [paragraph(`${many(told.employees, 'employee')} imported: ${nothing ? 'nothing changed' : `${created} created, ${updated} updated, ${deleted} removed`}.`), renderColumns(told), renderJoins(joins)].join('\n\n');
}

/** What an import would do. */
export function renderPreview(told: Told, changes: readonly EmployeeChange[]): string {
  const count = (operation: EmployeeChange['operation']) => changes.filter((change) => change.operation === operation).length;
  const head =
    changes.length === 0 ? 'Nothing would change.' : `It would create ${count('created')}, update ${count('updated')} and remove ${count('deleted')} of ${many(told.employees, 'employee')}; nothing was written.`;
  const rows = changes.slice(0, SHOWN).map(({ operation, name, properties }) => [operation, name, properties.map(({ name: property, old, new: now }) => `${property}: ${shown(old)} -> ${shown(now)}`).join('; ')]);
  const more = changes.length > SHOWN ? [`... and ${changes.length - SHOWN} more; --json tells all of them.`] : [];
  return [renderColumns(told), paragraph(head), ...(rows.length > 0 ? [table(['change', 'employee', 'properties'], rows, { sentences: true })] : []), ...more].join('\n\n');
}

const shown = (value: unknown): string => (value === undefined ? '(none)' : Array.isArray(value) ? value.join(', ') : String(value));

function renderColumns({ columns, otherColumns, droppedColumns }: Told): string {
  const rows = Object.entries(columns).map(([field, column]) => [field, String(column)]);
  const also = [
    ...(otherColumns.length > 0 ? [`Kept under their own names: ${otherColumns.join(', ')}.`] : []),
    ...(droppedColumns.length > 0 ? [`Left out, for no security graph should hold them: ${droppedColumns.join(', ')}.`] : []),
  ];
  return [table(['field', 'column'], rows), ...also.map((line) => paragraph(line))].join('\n');
}

/** How users and persons are joined, and where to look next. */
export function renderJoins({ users, persons, joined, byRule, strangers, leavers }: JoinCounts): string {
  if (persons === 0) return paragraph(`No employees are known yet. Next: ${PROGRAM} people import employees.csv.`);
  if (users === 0) return paragraph(`${many(persons, 'person', 'persons')}, and no Zoom users yet. Next: ${PROGRAM} collect.`);
  const rules = Object.entries(byRule)
    .sort(([, a], [, b]) => b - a)
    .map(([rule, n]) => `${n} by ${rule}`);
  const line = (n: number, text: string, question: string) => `${colors.bold(String(n).padStart(6))}  ${text}${n > 0 ? colors.dim(`  (${question})`) : ''}`;
  return [
    paragraph(`${joined} of ${many(users, 'Zoom user')} are one of ${many(persons, 'person', 'persons')}${rules.length > 0 ? `: ${rules.join(', ')}` : ''}.`),
    line(leavers, 'have left and are still active', 'questions leavers-active'),
    line(strangers, 'are active and nobody known', 'questions users-no-employee'),
  ].join('\n');
}
