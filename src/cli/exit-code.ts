import type { CollectReport } from '../collect/report.ts';
import { EXIT } from '../lib/errors.ts';

/** How a command ends that collected. */
export const exitCodeOf = (report: CollectReport): number => (report.status === 'complete' ? EXIT.done : EXIT.incomplete);
