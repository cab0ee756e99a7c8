import type { Endpoint, RateLabel } from '../zoom/define-endpoint.ts';
import { getAccount } from '../zoom/endpoints/get-account.ts';
import { getAccountLocks } from '../zoom/endpoints/get-account-locks.ts';
import { getAccountSettings } from '../zoom/endpoints/get-account-settings.ts';
import { getRole } from '../zoom/endpoints/get-role.ts';
import { getUser } from '../zoom/endpoints/get-user.ts';
import { getUserSettings } from '../zoom/endpoints/get-user-settings.ts';
import { listGroups } from '../zoom/endpoints/list-groups.ts';
import { listManagedDomains } from '../zoom/endpoints/list-managed-domains.ts';
import { listRoles } from '../zoom/endpoints/list-roles.ts';
import { listTrustedDomains } from '../zoom/endpoints/list-trusted-domains.ts';
import { listUsers } from '../zoom/endpoints/list-users.ts';
import { accountLocks, accountSettings, managedDomains, trustedDomains } from './account.ts';
import { type Answer, failure, invitation, noGroup, noRole, noUser, ok } from './answers.ts';
import { listSource, type PageRequest } from './pages.ts';
import { SETTINGS_OPTIONS, type SettingsOption, userSettings } from './settings.ts';
import type { World } from './world.ts';

export interface RouteCall {
  readonly world: World;
  /** What the path's parameters hold. */
  readonly ids: readonly string[];
  readonly query: URLSearchParams;
  readonly page: (request: Pick<PageRequest, 'items' | 'maxPageSize'>, source: Parameters<World['pages']['answer']>[0]) => Answer;
}

export interface Route {
  readonly pattern: RegExp;
  /** The endpoint's path, where the product's table has it. */
  readonly path?: string;
  readonly label: RateLabel;
  readonly scopes: Endpoint['scopes'];
  /** Answers 400/200 on a Free plan. */
  readonly paid: boolean;
  readonly handle: (call: RouteCall) => Answer;
}

/** A route for an endpoint of the product's table: path, label and scopes come from there. */
const route = (endpoint: Endpoint, handle: Route['handle'], paid = false): Route => ({ ...endpoint, pattern: new RegExp(`^${endpoint.path.replace(/\{[^}]+\}/g, '([^/]+)')}$`), paid, handle });

const memberScopes = (kind: string): Endpoint['scopes'] => ({ classic: [`${kind}:read:admin`], granular: [`${kind}:read:list_members:admin`] });
const isOwn = (id: string, world: World) => id === 'me' || id === world.org.accountId;
const own = (call: RouteCall, body: unknown): Answer => (isOwn(call.ids[0] as string, call.world) ? ok(body) : failure(404, 2001, `Account does not exist: ${call.ids[0]}.`));

export const ROUTES: readonly Route[] = [
  route(listUsers, ({ world, query, page }) => page({ items: 'users', maxPageSize: 2000 }, world.users(query.get('status'), query.get('role_id')))),
  { pattern: /^\/users\/summary$/, label: 'MEDIUM', scopes: { classic: ['user:read:admin'], granular: ['user:read:summary:admin'] }, paid: false, handle: ({ world }) => ok(world.summary()) },
  route(getUser, ({ world, ids }) => {
    const person = world.find(ids[0] as string);
    if (!person) return noUser(ids[0] as string);
    return ok(world.finishUser(person, person.detail));
  }),
  route(getUserSettings, ({ world, ids, query }) => {
    const person = world.find(ids[0] as string);
    if (!person) return noUser(ids[0] as string);
    if (person.status === 'pending') return invitation;
    const option = (query.get('option') ?? '') as SettingsOption;
    return ok(world.finishSettings(person, userSettings(SETTINGS_OPTIONS.includes(option) ? option : '', { ...person, passcode: world.passcode(person) }, world.policy)));
  }),
  route(
    listGroups,
    ({ world, query, page }) =>
      query.has('page_size') || world.org.groups.length > 30 ? page({ items: 'groups', maxPageSize: 300 }, listSource(world.groups())) : ok({ total_records: world.org.groups.length, groups: world.groups() }),
    true,
  ),
  {
    pattern: /^\/groups\/([^/]+)\/members$/,
    label: 'MEDIUM',
    scopes: memberScopes('group'),
    paid: true,
    handle: ({ world, ids, page }) =>
      world.org.groups.some((g) => g.id === ids[0])
        ? page(
            { items: 'members', maxPageSize: 2000 },
            world.members((p) => p.groupIds.includes(ids[0] as string), 'group'),
          )
        : noGroup(ids[0] as string),
  },
  route(listRoles, ({ world }) => ok({ total_records: world.org.roles.length, roles: world.roles().map(({ privileges: _, privilege_scopes: __, ...role }) => role) })),
  {
    pattern: /^\/roles\/([^/]+)\/members$/,
    label: 'MEDIUM',
    scopes: memberScopes('role'),
    paid: true,
    handle: ({ world, ids, page }) =>
      world.org.roles.some((r) => r.id === ids[0])
        ? page(
            { items: 'members', maxPageSize: 300 },
            world.members((p) => p.roleId === ids[0], 'role'),
          )
        : noRole,
  },
  route(
    getRole,
    ({ world, ids }) => {
      const role = world.roles().find((r) => r.id === ids[0]);
      return role ? ok(role) : noRole;
    },
    true,
  ),
  route(getAccount, (call) => own(call, { id: call.world.org.accountId, account_name: 'Example Company', account_type: 'Business', seats: call.world.org.size, owner_email: call.world.org.person(0)?.list.email }), true),
  route(getAccountSettings, (call) => own(call, call.world.finish(accountSettings(call.query.get('option') ?? '', call.world.policy))), true),
  route(getAccountLocks, (call) => own(call, accountLocks(call.query.get('option') ?? '', call.world.policy)), true),
  route(listManagedDomains, (call) => own(call, managedDomains), true),
  route(listTrustedDomains, (call) => own(call, trustedDomains), true),
  {
    pattern: /^\/divisions$/,
    label: 'LIGHT',
    scopes: { classic: ['division:read:admin'], granular: ['division:read:list_divisions:admin'] },
    paid: false,
    handle: () => failure(401, 30031002, 'Divisions are not available for this account.'),
  },
  { pattern: /^\/im\/groups$/, label: 'MEDIUM', scopes: { classic: ['imgroup:read:admin'], granular: [] }, paid: false, handle: () => failure(410, 4137, 'The IM Group APIs are no longer available.') },
];
