import type { ApiContext } from '../../src/api/context.ts';

/** For servers of which only routes are asked that have nothing to do with alerts. */
export const NO_ALERTING = {} as Pick<ApiContext, 'alerting' | 'questions' | 'outbox' | 'channels'>;
