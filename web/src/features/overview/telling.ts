import type { Schemas } from '../../shared/api.ts';

type Properties = Schemas['Change']['properties'];

/** Properties that change all the time and tell nobody anything. */
const NOISE = /^(?:lastLoginTime|lastClientVersion|totalMembers)$/;

/** What of a change is worth a word; everything, where nothing else changed. */
export function tellingOf(properties: Properties): Properties {
  const told = properties.filter(({ name }) => !NOISE.test(name));
  return told.length > 0 ? told : properties;
}

/** Whether a change says anything to whoever looks after the account. */
export const isTelling = ({ kind, operation, properties }: Schemas['Change']): boolean => kind === 'entity' && (operation !== 'updated' || properties.some(({ name }) => !NOISE.test(name)));
