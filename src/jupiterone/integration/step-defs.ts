import { STEPS, type StepId } from '../../collect/steps.ts';
import type { ListId } from '../../model/lists.ts';

const accountParts = (Object.keys(STEPS) as StepId[]).filter((id) => STEPS[id].optional);

/** A step of the SDK is a list of ours; of which of our steps each is made. The first is what it cannot do without. */
export const PARTS_OF: Readonly<Record<ListId, readonly [StepId, ...StepId[]]>> = {
  'fetch-account': ['fetch-account', ...accountParts],
  'fetch-groups': ['fetch-groups'],
  'fetch-roles': ['fetch-roles', 'fetch-role-privileges'],
  'fetch-users': ['fetch-users', 'fetch-user-details', 'fetch-user-settings'],
};
