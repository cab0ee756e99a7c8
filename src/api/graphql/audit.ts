import type { Asking } from './domain.ts';

/** Notes who did what, once it is done. */
export const audit = ({ api, caller }: Pick<Asking, 'api' | 'caller'>, action: string, target: string): Promise<void> => api.platform.audit.add({ who: caller.name, role: caller.role, action, target, outcome: 'done' });
