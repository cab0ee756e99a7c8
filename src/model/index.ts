import { ACCOUNT } from './entities/account.ts';
import { GROUP } from './entities/group.ts';
import { ROLE } from './entities/role.ts';
import { USER } from './entities/user.ts';
import { RELATIONSHIPS } from './relationships.ts';

/** Every entity type there is; tables, documentation and reports are derived from it. */
export const ENTITY_TYPES = [ACCOUNT, GROUP, ROLE, USER] as const;
export const RELATIONSHIP_TYPES = Object.values(RELATIONSHIPS);
