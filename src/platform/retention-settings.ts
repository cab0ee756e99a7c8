import type { Records } from '../store/store.ts';

/** How long what is past is kept, in days. */
export interface Retention {
  /** Runs and what they said. */
  readonly jobDays: number;
  /** Who did what. */
  readonly auditDays: number;
  /** The data of a removed instance, until all traces go: JupiterOne's seven (reference/jupiterone-platform.md, section 4.2). */
  readonly removedInstanceDays: number;
}

/** As JupiterOne keeps jobs (reference/jupiterone-platform.md, section 4.3); auditors ask for a year. */
const DEFAULTS: Retention = { jobDays: 30, auditDays: 365, removedInstanceDays: 7 };
const SETTINGS = 'setting';
const ID = 'retention';

/** How long is kept what is past: as somebody has set it, else as usual. */
export async function readRetention(records: Pick<Records, 'get'>): Promise<Retention> {
  const kept = await records.get<Partial<Retention>>(SETTINGS, ID);
  return { ...DEFAULTS, ...kept?.value, removedInstanceDays: DEFAULTS.removedInstanceDays };
}

/** Changes some of it, for good. */
export async function keepRetention(records: Pick<Records, 'get' | 'write'>, changes: { readonly jobDays?: number; readonly auditDays?: number }): Promise<Retention> {
  const { jobDays, auditDays } = { ...(await readRetention(records)), ...changes };
  await records.write([{ collection: SETTINGS, id: ID, value: { jobDays, auditDays } }]);
  return readRetention(records);
}
