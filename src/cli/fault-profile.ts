import { FAULT_PROFILES, type FaultProfileName } from '../fake-zoom/faults.ts';
import { GraphZoomError } from '../lib/errors.ts';

/** The profile a person named; an unknown one is a usage error that lists those there are. */
export function faultProfile(name: string): FaultProfileName {
  if (name in FAULT_PROFILES) return name as FaultProfileName;
  throw new GraphZoomError('usage', `--faults "${name}" is not a profile.`, { hint: `Choose one of: ${Object.keys(FAULT_PROFILES).join(', ')}.` });
}
