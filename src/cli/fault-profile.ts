import { parseFaults } from '../fake-zoom/fault-text.ts';
import type { Faults } from '../fake-zoom/faults.ts';

/** What a person wrote after `--faults`: profiles and single faults, separated by commas. */
export const faultProfile = (text: string): Partial<Faults> => parseFaults(text, '--faults');
