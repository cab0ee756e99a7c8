import type { EntityDef, RelationshipDef } from './define.ts';
import { ACCOUNT } from './entities/account.ts';
import { GROUP } from './entities/group.ts';
import { ROLE } from './entities/role.ts';
import { USER } from './entities/user.ts';
import { RELATIONSHIPS } from './relationships.ts';

/** A list of Zoom's that an entity type comes from, with the relationships that are told by it. */
export interface ListDef {
  readonly title: string;
  readonly entity: EntityDef;
  readonly relationships: readonly RelationshipDef[];
  /** Lists whose members its relationships begin at. */
  readonly dependsOn: readonly ListId[];
}

export type ListId = 'fetch-account' | 'fetch-groups' | 'fetch-roles' | 'fetch-users';

/** Every list, by the id of the step that reads it: the ids of JupiterOne's own Zoom integration. A list that was read whole may delete what it no longer has. */
export const LISTS: Readonly<Record<ListId, ListDef>> = {
  'fetch-account': { title: 'Account', entity: ACCOUNT, relationships: [], dependsOn: [] },
  'fetch-groups': { title: 'Groups', entity: GROUP, relationships: [RELATIONSHIPS.accountHasGroup], dependsOn: ['fetch-account'] },
  'fetch-roles': { title: 'Roles', entity: ROLE, relationships: [RELATIONSHIPS.accountHasRole], dependsOn: ['fetch-account'] },
  'fetch-users': { title: 'Users', entity: USER, relationships: [RELATIONSHIPS.accountHasUser, RELATIONSHIPS.groupHasUser, RELATIONSHIPS.userAssignedRole], dependsOn: ['fetch-account'] },
};
export const LIST_IDS = Object.keys(LISTS) as readonly ListId[];

/** The types of a list. */
export const typesOfList = (id: ListId): string[] => [LISTS[id].entity.type, ...LISTS[id].relationships.map(({ type }) => type)];
