import type { Entity, PropertyValue, Relationship } from '../../../src/model/graph.ts';
import { recogniseColumns } from '../../../src/people/columns.ts';
import { employeesOf } from '../../../src/people/import-people.ts';
import { readTable } from '../../../src/people/read-employees.ts';

/** The time of every example. */
export const EXAMPLE_NOW = Date.UTC(2026, 5, 1, 12);
const ago = (days: number): number => EXAMPLE_NOW - days * 86_400_000;

type Properties = Readonly<Record<string, PropertyValue | undefined>>;
const entity = (_type: string, _class: string, id: string, name: string, properties: Properties): Entity => ({ _key: `${_type}:${id}`, _type, _class: [_class], id, name, displayName: name, ...properties });

const account = entity('zoom_account', 'Account', 'marram', 'Marram Ferries', {
  managedDomains: ['marram.example'],
  trustedDomains: ['partner.example'],
  meetingSecurityWaitingRoom: true,
  lockedMeetingSecurityWaitingRoom: false,
  'tag.AccountName': 'Marram',
});

const roles = [
  entity('zoom_role', 'AccessRole', '0', 'Owner', { admin: true, systemRole: true, privileges: ['User:Edit', 'Role:Edit', 'AccountSetting:Edit', 'Recording:Read'] }),
  entity('zoom_role', 'AccessRole', '1', 'Admin', { admin: true, systemRole: true, privileges: ['User:Edit', 'Role:Edit', 'AccountSetting:Edit'] }),
  entity('zoom_role', 'AccessRole', '2', 'Member', { admin: false, systemRole: true, privileges: [] }),
  entity('zoom_role', 'AccessRole', 'help', 'Help Desk', { admin: true, systemRole: false, privileges: ['User:Read', 'User:Edit'] }),
];
const groups = [
  entity('zoom_group', 'Group', 'crew', 'Crew', { totalMembers: 3 }),
  entity('zoom_group', 'Group', 'office', 'Office', { totalMembers: 3 }),
  entity('zoom_group', 'Group', 'legal', 'Legal Hold', { totalMembers: 0 }),
];

interface Seed {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly groups?: readonly string[];
  readonly domain?: string;
  readonly status?: string;
  readonly properties: Properties;
}
/** Who uses Zoom there. What a line does not say, Zoom has not told. */
const PEOPLE: readonly Seed[] = [
  {
    id: 'ines',
    name: 'Ines Okafor',
    role: '0',
    groups: ['office'],
    properties: { license: 'Licensed', dept: 'Board', loginMethods: ['sso'], lastLoginTime: ago(1), createdOn: ago(900), isAdmin: true, roleName: 'Owner', meetingSecurityWaitingRoom: true },
  },
  {
    id: 'tomas',
    name: 'Tomas Reed',
    role: '1',
    groups: ['office'],
    properties: { license: 'Licensed', dept: 'IT', loginMethods: ['sso', 'password'], lastLoginTime: ago(0.5), createdOn: ago(700), isAdmin: true, roleName: 'Admin', meetingSecurityWaitingRoom: true },
  },
  {
    id: 'yuki',
    name: 'Yuki Brandt',
    role: 'help',
    groups: ['office', 'crew'],
    properties: { license: 'Basic', dept: 'IT', loginMethods: ['password'], lastLoginTime: ago(3), createdOn: ago(200), isAdmin: true, roleName: 'Help Desk', meetingSecurityWaitingRoom: false },
  },
  {
    id: 'leo',
    name: 'Leo Moreau',
    role: '2',
    groups: ['crew'],
    properties: { license: 'Licensed', dept: 'Sales', loginMethods: ['sso'], lastLoginTime: ago(120), createdOn: ago(400), isAdmin: false, roleName: 'Member', meetingSecurityWaitingRoom: false },
  },
  {
    id: 'noor',
    name: 'Noor Haddad',
    role: '2',
    groups: ['crew'],
    status: 'inactive',
    properties: { license: 'Basic', dept: 'Sales', loginMethods: ['sso'], lastLoginTime: ago(300), createdOn: ago(800), isAdmin: false, roleName: 'Member' },
  },
  {
    id: 'sven',
    name: "Sven O'Dell",
    role: '2',
    domain: 'partner.example',
    properties: { license: 'Basic', loginMethods: ['google'], lastLoginTime: ago(20), createdOn: ago(20), isAdmin: false, roleName: 'Member', meetingSecurityWaitingRoom: true },
  },
];
const KAY: Seed = { id: 'kay', name: 'Kay Lund', role: '1', properties: { license: 'Licensed', dept: 'IT', loginMethods: ['password'], lastLoginTime: ago(9), createdOn: ago(600), isAdmin: true, roleName: 'Admin' } };

const user = ({ id, name, domain = 'marram.example', status = 'active', properties }: Seed): Entity =>
  entity('zoom_user', 'User', id, name, { email: [`${id}@${domain}`], emailDomain: [domain], status, active: status === 'active', ...properties });

const edge = (from: string, verb: string, to: string): Relationship => {
  const kind = (key: string) => key.slice(0, key.indexOf(':'));
  const _type = verb === 'ASSIGNED' ? 'zoom_user_assigned_role' : `${kind(from)}_has_${kind(to).replace('zoom_', '')}`;
  return { _key: `${from}|${verb.toLowerCase()}|${to}`, _type, _class: verb, _fromEntityKey: from, _toEntityKey: to, displayName: verb };
};
const edgesOf = ({ id, role, groups: inGroups = [] }: Seed): Relationship[] => [
  edge(account._key, 'HAS', `zoom_user:${id}`),
  edge(`zoom_user:${id}`, 'ASSIGNED', `zoom_role:${role}`),
  ...inGroups.map((group) => edge(`zoom_group:${group}`, 'HAS', `zoom_user:${id}`)),
];
const look = (on: number, people: readonly Seed[]) => ({
  on,
  entities: [account, ...roles, ...groups, ...people.map(user)],
  relationships: [...[...roles, ...groups].map(({ _key }) => edge(account._key, 'HAS', _key)), ...people.flatMap(edgesOf)],
});

/** The company as it was looked at twice: Kay's user is gone the second time, and Sven's is new. */
export const LOOKS = [look(ago(30), [...PEOPLE.filter(({ id }) => id !== 'sven'), KAY]), look(ago(2), PEOPLE)];

/** What its HR system exports: Leo has left; Sven is nobody's employee. */
const FILE = `Employee ID,Full Name,Work Email,Job Title,Department,Manager Email,Employment Status,Termination Date
1,Ines Okafor,ines@marram.example,Chief Executive,Board,,Active,
2,Tomas Reed,tomas@marram.example,Administrator,IT,ines@marram.example,Active,
3,Yuki Brandt,yuki@marram.example,Support,IT,tomas@marram.example,Active,
4,Leo Moreau,leo@marram.example,Seller,Sales,ines@marram.example,Terminated,2026-04-30
5,Noor Haddad,noor@marram.example,Purser,Crew,ines@marram.example,Active,
6,Priya Nair,priya@marram.example,Engineer,Crew,noor@marram.example,Active,
`;
const table = readTable(FILE, 'employees.csv');
const { columns, others } = recogniseColumns(table.headers);
export const EMPLOYEES: readonly Entity[] = employeesOf(table, columns, others, EXAMPLE_NOW).employees;
