/** A rule by which a user and a person are the same (reference/jupiterone-platform.md, section 4.4), the surest first. */
export const MATCH_RULES = ['employee-id', 'email', 'alias', 'user-id', 'username', 'name', 'display-name'] as const;
export type MatchRule = (typeof MATCH_RULES)[number];

/** The subgraph of employees that were imported, where no other scope is named. */
export const PEOPLE = { source: 'api', scope: 'people' } as const;
/** The subgraph of what joins users and persons. */
export const JOINS = { source: 'system-mapper', scope: 'people' } as const;

/** Who a user or person is, as far as it tells users and persons apart. Texts are as the graph has them; a list has every value. */
interface Somebody {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  /** Source and scope: namesakes of different systems are expected, of one system they are two. */
  readonly subgraph: string;
  readonly emails: readonly string[];
  readonly usernames: readonly string[];
  readonly names: readonly string[];
  readonly displayNames: readonly string[];
  readonly employeeIds: readonly string[];
}
export interface UserRow extends Somebody {}
export interface PersonRow extends Somebody {
  readonly aliases: readonly string[];
  readonly userIds: readonly string[];
  readonly managerIds: readonly string[];
  readonly managerEmails: readonly string[];
  readonly managerNames: readonly string[];
}

export interface Join {
  readonly user: UserRow;
  readonly person: PersonRow;
  readonly matchedBy: MatchRule;
  /** The user agrees with several persons of one system: a shared mailbox, or a mistake in it. */
  readonly ambiguous: boolean;
}
