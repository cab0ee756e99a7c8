/** Zoom's numbers for ways to sign in (reference/zoom-api.md, section 3.1). */
const LOGIN_TYPES: Readonly<Record<number, string>> = {
  0: 'facebook',
  1: 'google',
  11: 'phone',
  21: 'wechat',
  23: 'alipay',
  24: 'apple',
  27: 'microsoft',
  97: 'mobile',
  98: 'ringcentral',
  99: 'api',
  100: 'password',
  101: 'sso',
};

/** Names of sign-in types; a number that is not known stays a number's text. */
export const loginMethods = (types: readonly number[]): string[] => types.map((type) => LOGIN_TYPES[type] ?? `type-${type}`);

/** Zoom's user types. */
const LICENSES: Readonly<Record<number, string>> = { 1: 'Basic', 2: 'Licensed', 3: 'On-premise', 4: 'Unassigned', 99: 'None' };
export const licenseName = (type: number): string => LICENSES[type] ?? `type-${type}`;
