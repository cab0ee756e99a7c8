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
import { type Answer, imGroupsGone, invitation, noAccount, noDivisions, noGroup, noRole, noUser, ok } from './answers.ts';
import { listSource, type PageRequest, type Source } from './pages.ts';
import type { Scopes } from './scopes.ts';
import { SETTINGS_OPTIONS } from './settings.ts';
import type { World } from './world.ts';

export interface RouteCall {
  readonly world: World;
  /** What the path's parameters hold. */
  readonly ids: readonly string[];
  readonly query: URLSearchParams;
  readonly page: (request: Pick<PageRequest, 'items' | 'maxPageSize' | 'onTurn'>, source: Source) => Answer;
}

export interface Route {
  readonly pattern: RegExp;
  /** The path with `{parameters}`, as the reference prints it. */
  readonly path: string;
  readonly label: RateLabel;
  readonly scopes: Scopes;
  /** Answers 400/200 on a Free plan. */
  readonly paid: boolean;
  readonly handle: (call: RouteCall) => Answer;
}

type Served = Pick<Endpoint, 'path' | 'label' | 'scopes'>;

/** A route; path, label and scopes come from the product's table where it has the endpoint. */
const route = ({ path, label, scopes }: Served, handle: Route['handle'], paid = false): Route => ({ path, label, scopes, pattern: new RegExp(`^${path.replace(/\{[^}]+\}/g, '([^/]+)')}$`), paid, handle });

/** An endpoint that the product does not use: label and scopes as documented (reference/zoom-api.md, section 3). */
const other = (path: string, label: RateLabel, classic: readonly string[], granular: readonly string[]): Served => ({ path, label, scopes: { classic, granular } });

const isOwn = (id: string, world: World) => id === 'me' || id === world.org.accountId;
const own = (call: RouteCall, body: unknown): Answer => (isOwn(call.ids[0] as string, call.world) ? ok(body) : noAccount(call.ids[0] as string));
/** A list's record of the id in the path, or the answer that there is none. */
const byId = <T extends { id?: unknown }>(list: readonly T[], id: string | undefined, none: Answer, found: (item: T) => Answer): Answer => {
  const item = list.find((one) => one.id === id);
  return item ? found(item) : none;
};

/** Groups are sent whole, in the recorded shape, while they are few and nobody asks for pages. */
const GROUPS_UNASKED = 30;

export const ROUTES: readonly Route[] = [
  route(listUsers, ({ world, query, page }) => page({ items: 'users', maxPageSize: 2000, onTurn: (position, size) => world.removeAround(position, size) }, world.users(query.get('status'), query.get('role_id')))),
  route(other('/users/summary', 'MEDIUM', ['user:read:admin', 'user:write:admin'], ['user:read:summary:admin']), ({ world }) => ok(world.tally.summary())),
  route(getUser, ({ world, ids: [id = ''] }) => {
    const person = world.find(id);
    return person ? ok(world.finishUser(person, person.detail)) : noUser(id);
  }),
  route(getUserSettings, ({ world, ids: [id = ''], query }) => {
    const person = world.find(id);
    if (!person) return noUser(id);
    if (person.status === 'pending') return invitation;
    return ok(world.settings(person, SETTINGS_OPTIONS.find((option) => option === query.get('option')) ?? ''));
  }),
  route(
    listGroups,
    ({ world, query, page }) => {
      const groups = world.groups();
      return query.has('page_size') || groups.length > GROUPS_UNASKED ? page({ items: 'groups', maxPageSize: 300 }, listSource(groups)) : ok({ total_records: groups.length, groups });
    },
    true,
  ),
  route(
    other('/groups/{groupId}', 'LIGHT', ['group:read:admin', 'group:write:admin'], ['group:read:group:admin']),
    ({ world, ids: [id = ''] }) => byId(world.groups(), id, noGroup(id), ({ name, total_members }) => ok({ id, name, total_members })),
    true,
  ),
  route(
    other('/groups/{groupId}/members', 'MEDIUM', ['group:read:admin', 'group:write:admin'], ['group:read:list_members:admin']),
    ({ world, ids: [id = ''], page }) => byId(world.org.groups, id, noGroup(id), () => page({ items: 'members', maxPageSize: 2000 }, world.groupMembers(id))),
    true,
  ),
  route(listRoles, ({ world }) => ok({ total_records: world.org.roles.length, roles: world.roles().map(({ privileges: _, privilege_scopes: __, ...role }) => role) })),
  route(
    other('/roles/{roleId}/members', 'MEDIUM', ['role:read:admin', 'role:write:admin'], ['role:read:list_members', 'role:read:list_members:admin']),
    ({ world, ids: [id = ''], page }) => byId(world.org.roles, id, noRole, () => page({ items: 'members', maxPageSize: 300 }, world.roleMembers(id))),
    true,
  ),
  route(getRole, ({ world, ids: [id = ''] }) => byId(world.roles(), id, noRole, (role) => ok(role)), true),
  route(getAccount, (call) => own(call, { id: call.world.org.accountId, account_name: 'Example Company', account_type: 'Business', seats: call.world.org.size, owner_email: call.world.org.person(0)?.list.email }), true),
  route(getAccountSettings, (call) => own(call, call.world.finish(accountSettings(call.query.get('option') ?? '', call.world.policy))), true),
  route(getAccountLocks, (call) => own(call, accountLocks(call.query.get('option') ?? '', call.world.policy)), true),
  route(listManagedDomains, (call) => own(call, managedDomains), true),
  route(listTrustedDomains, (call) => own(call, trustedDomains), true),
  route(other('/report/activities', 'HEAVY', ['report:read:admin'], ['report:read:user_activities:admin']), ({ page }) => page({ items: 'activity_logs', maxPageSize: 300 }, listSource([])), true),
  route(other('/phone/users', 'MEDIUM', ['phone:read:admin'], ['phone:read:list_users:admin']), ({ page }) => page({ items: 'users', maxPageSize: 100 }, listSource([]))),
  route(other('/divisions', 'LIGHT', ['division:read:admin'], ['division:read:list_divisions:admin']), () => noDivisions),
  route(other('/im/groups', 'MEDIUM', ['imgroup:read:admin', 'imgroup:write:admin'], ['contact_group:read:list_groups:admin']), () => imGroupsGone),
];
