import { USER } from '../../model/entities/user.ts';
import type { Entity } from '../../model/graph.ts';
import { licenseName, loginMethods } from '../../model/logins.ts';
import { flatten, timeOf } from '../flatten.ts';
import { DETAIL_PART, LIST_PART, type Parts, rawDataOf, USER_SETTINGS_PARTS } from '../parts.ts';

/** What other steps know about the role a user holds. */
export interface HeldRole {
  readonly name?: string | undefined;
  readonly admin?: boolean | undefined;
}

/** Keys that Zoom writes as ISO text and the graph keeps as epoch milliseconds. */
const TIMES = ['user_created_at', 'created_at', 'last_login_time'] as const;

/**
 * One user from everything Zoom said about him: the list's record, the detail and the settings answers. What is missing in
 * all of them is missing in the entity. Where list and detail differ, the list wins, for it is read for all users alike.
 */
export function convertUser(key: string, parts: Parts, role: HeldRole | undefined, tags: Readonly<Record<string, string>>): Entity {
  const profile = { ...parts.get(DETAIL_PART), ...definedOnly(parts.get(LIST_PART) ?? {}) };
  const email = text(profile.email);
  const firstName = text(profile.first_name);
  const lastName = text(profile.last_name);
  const name = text(profile.display_name) ?? ([firstName, lastName].filter(Boolean).join(' ') || (email ?? key));
  const status = text(profile.status);
  return {
    ...settingsOf(parts),
    ...flatten(profile),
    ...Object.fromEntries(TIMES.map((at) => [camelTime(at), timeOf(profile[at])])),
    _key: key,
    _type: USER.type,
    _class: USER.classes,
    _rawData: rawDataOf(parts),
    name,
    displayName: name,
    email: email === undefined ? [] : [email],
    emailDomain: email?.includes('@') ? [email.slice(email.lastIndexOf('@') + 1).toLowerCase()] : [],
    username: email === undefined ? [] : [email],
    shortLoginId: [],
    active: status === undefined ? undefined : status === 'active',
    license: typeof profile.type === 'number' ? licenseName(profile.type) : undefined,
    loginMethods: Array.isArray(profile.login_types) ? loginMethods(profile.login_types.filter((type) => typeof type === 'number')) : undefined,
    roleName: role?.name ?? text(profile.role_name),
    isAdmin: role?.admin,
    createdOn: timeOf(profile.user_created_at) ?? timeOf(profile.created_at),
    ...tags,
  };
}

/** The settings answers as properties. Both authentication answers have a key `authentication_options`: they are told apart. */
function settingsOf(parts: Parts) {
  const properties = {};
  for (const [option, part] of USER_SETTINGS_PARTS) {
    const answer = parts.get(part);
    if (answer !== undefined) flatten(tellOptionsApart(option, answer), '', properties);
  }
  return properties;
}

function tellOptionsApart(option: string, answer: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!('authentication_options' in answer) || !option.endsWith('_authentication')) return answer;
  const { authentication_options: options, ...rest } = answer;
  return { ...rest, [`${option}_options`]: options };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const definedOnly = (record: Readonly<Record<string, unknown>>) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined && value !== null));
const camelTime = (key: (typeof TIMES)[number]): string => ({ user_created_at: 'userCreatedAt', created_at: 'createdAt', last_login_time: 'lastLoginTime' })[key];
