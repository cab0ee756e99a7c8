import type { Audit, Caller } from '../../platform/platform.ts';

/** Does something that the audit log is told of, also when it fails. */
export type Audited = <T>(action: string, target: string, work: () => Promise<T>) => Promise<T>;

export const auditedBy =
  (audit: Audit, by: Caller): Audited =>
  async (action, target, work) => {
    const entry = { who: by.name, role: by.role, action, target };
    try {
      const result = await work();
      await audit.add({ ...entry, outcome: 'done' });
      return result;
    } catch (error) {
      await audit.add({ ...entry, outcome: 'failed' });
      throw error;
    }
  };
