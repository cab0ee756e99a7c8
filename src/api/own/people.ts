import { z } from 'zod';
import { GraphZoomError } from '../../lib/errors.ts';
import { FIELD_NAMES, recogniseColumns } from '../../people/columns.ts';
import { countJoins } from '../../people/count-joins.ts';
import { employeesOf, importPeople, previewImport } from '../../people/import-people.ts';
import { PEOPLE } from '../../people/people.ts';
import { readTable } from '../../people/read-employees.ts';
import { auditedBy } from '../alerting/audited.ts';
import type { ApiContext } from '../context.ts';
import type { Answers } from './answers.ts';
import { callerOf } from './instances.ts';
import { createLately } from './lately.ts';
import type { OwnApp } from './register.ts';

/** A file of half a million employees goes by the command line; one of a hundred thousand fits. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Of bad rows, employees and changes the first are shown. */
const SHOWN = 50;

const file = z.strictObject({
  name: z.string().max(255).default('the file').meta({ description: 'What messages call it.' }),
  text: z.string().min(1).max(MOST_BYTES).meta({ description: 'CSV with the names of the columns in its first line, or JSON: a list of objects.' }),
  columns: z.record(z.string().max(100), z.string().max(1000)).default({}).meta({ description: 'Column by field, where its name does not tell; empty where the field has none.' }),
  partial: z.boolean().default(false).meta({ description: 'The file has only some of the employees: nobody is removed.' }),
  scope: z.string().trim().min(1).max(200).default(PEOPLE.scope).meta({ description: 'Whose employees the file has, where there are several such files.' }),
});

/** Employees from a file, and how Zoom's users are joined to them. */
export function peopleRoutes(app: OwnApp, context: ApiContext): void {
  const {
    store,
    clock,
    platform: { audit },
  } = context;
  const lately = createLately(context);
  const readFile = ({ text, name, columns: given }: z.infer<typeof file>, now: number) => {
    const table = readTable(text, name);
    const recognised = recogniseColumns(table.headers, given);
    const { columns, others } = recognised;
    const known = columns.email !== undefined || columns.employeeId !== undefined;
    return { table, recognised, ...(known ? employeesOf(table, columns, others, now) : { employees: [], bad: [...table.bad] }) };
  };

  app.get(
    '/api/people',
    { config: { needs: 'reader' }, schema: { summary: 'How Zoom users and employees are joined, in numbers' } },
    (): Promise<Answers['GET /api/people']> => lately('people', () => countJoins(store, clock.now())),
  );

  app.post(
    '/api/people/preview',
    { config: { needs: 'administrator' }, bodyLimit: MOST_BYTES, schema: { summary: 'What an import of employees would change; which column is taken for what', body: file } },
    async (request): Promise<Answers['POST /api/people/preview']> => {
      const { partial, scope } = request.body;
      const { table, recognised, employees, bad } = readFile(request.body, clock.now());
      const changes = employees.length === 0 ? [] : await previewImport(store, employees, { scope, partial });
      const count = (operation: string) => changes.filter((change) => change.operation === operation).length;
      return {
        ...recognised,
        headers: table.headers,
        fields: FIELD_NAMES,
        rows: table.rows.length + table.bad.length,
        employees: employees.length,
        bad: bad.slice(0, SHOWN),
        badCount: bad.length,
        sample: employees.slice(0, SHOWN).map((employee) => ({ ...employee })),
        counts: { created: count('created'), updated: count('updated'), deleted: count('deleted') },
        changes: changes.slice(0, SHOWN),
      };
    },
  );

  app.post(
    '/api/people/import',
    { config: { needs: 'administrator' }, bodyLimit: MOST_BYTES, schema: { summary: 'Imports employees; Zoom users are joined to them at once', body: file } },
    async (request): Promise<Answers['POST /api/people/import']> => {
      const { partial, scope, name } = request.body;
      const now = clock.now();
      const { recognised, employees, bad } = readFile(request.body, now);
      const [unclear] = recognised.unclear;
      if (unclear) throw new GraphZoomError('file-invalid', `It is not clear which column gives ${unclear.field}: ${unclear.columns.join(' or ')}.`, { hint: 'Say in `columns` which one; empty for none.' });
      if (employees.length === 0)
        throw new GraphZoomError('file-invalid', `${name} has no employee that can be imported.`, {
          hint: bad[0] ? `Line ${bad[0].line}: ${bad[0].reason}.` : 'A column with e-mail addresses or employee ids is needed; say which one it is in `columns`.',
        });
      const changes = await auditedBy(audit, callerOf(request))('people.import', name, () => importPeople(store, employees, { scope, partial, on: now }));
      return { employees: employees.length, badCount: bad.length, changes, joins: await countJoins(store, clock.now()) };
    },
  );
}
