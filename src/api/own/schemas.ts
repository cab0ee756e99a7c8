import { z } from 'zod';
import { POLLING_INTERVALS } from '../../platform/platform.ts';

/** What callers send to the routes under `/api`. */

/** The last moment that a date can say (ECMAScript). */
const LAST_TIME = 8.64e15;

const name = z.string().trim().min(1).max(200);

export const polling = z.strictObject({
  interval: z.enum(POLLING_INTERVALS).meta({ description: 'DISABLED runs only when asked.' }),
  hour: z.int().min(0).max(23).optional().meta({ description: 'Of ONE_DAY and ONE_WEEK.' }),
  dayOfWeek: z.int().min(0).max(6).optional().meta({ description: 'Of ONE_WEEK; 0 is Sunday.' }),
  timeZone: z.string().max(100).optional().meta({ description: 'IANA name; default is the server’s.' }),
});

const config = z
  .record(z.string().max(100), z.unknown())
  .meta({ description: 'By field of the definition. `@tag` holds {"AccountName": true, "Production": true}. Secrets are shown as ***masked***, which given back means "as it was".' });

export const newInstance = z.strictObject({
  name: name.meta({ description: 'The Account Name.' }),
  definitionId: z.string().min(1).max(100),
  description: z.string().max(2000).optional(),
  polling: polling.optional(),
  config: config.optional(),
});
export const instanceChanges = z.strictObject({ name, description: z.string().max(2000), polling, config }).partial();
export const testInput = z.strictObject({ config, instanceId: z.string().max(100).optional().meta({ description: 'The instance whose stored secrets ***masked*** stands for.' }) });
export const newKey = z.strictObject({
  name,
  role: z.enum(['reader', 'operator', 'administrator']),
  instanceId: z.string().max(100).optional().meta({ description: 'A key that may upload to this instance only.' }),
  expiresOn: z.number().max(LAST_TIME).optional().meta({ description: 'Epoch milliseconds.' }),
});
export const newLogin = z.strictObject({ role: z.enum(['reader', 'operator', 'administrator']).default('administrator'), name: name.optional() });

export const pageQuery = z.object({ limit: z.coerce.number().int().min(1).max(1000).default(100), cursor: z.string().max(500).optional() });
export const jobsQuery = pageQuery.extend({ status: z.enum(['IN_PROGRESS', 'PERSISTING_DATA', 'COMPLETED', 'FAILED']).optional(), instanceId: z.string().max(100).optional() });
export const idParams = z.object({ id: z.string().max(100) });

const scalar = z.union([z.string().max(10_000), z.number(), z.boolean()]);
/** Values for the parameters of a query, by name. */
export const variables = z.record(z.string().max(255), z.union([scalar, z.array(scalar).max(10_000)]));

/** Without what is undefined: the platform's inputs tell apart what is absent. */
export const given = <T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never;
