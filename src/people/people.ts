import type { Tally } from '../store/store.ts';

/** A rule by which a user and a person are the same (reference/jupiterone-platform.md, section 4.4), the surest first. */
export const MATCH_RULES = ['employee-id', 'email', 'alias', 'user-id', 'username', 'name', 'display-name'] as const;
export type MatchRule = (typeof MATCH_RULES)[number];

/** The subgraph of employees that were imported, and the one of the joins. */
export const PEOPLE = { source: 'api', scope: 'people' } as const;
export const JOINS = { source: 'system-mapper', scope: 'people' } as const;

/** An employee as a file has it. */
export interface Employee {
  readonly email?: string;
  readonly employeeId?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly name?: string;
  readonly username?: string;
  readonly aliases?: readonly string[];
  readonly title?: string;
  readonly department?: string;
  readonly manager?: string;
  readonly managerEmail?: string;
  readonly managerId?: string;
  readonly status?: string;
  readonly active?: boolean;
  readonly startDate?: number;
  readonly endDate?: number;
}

export interface PeopleImport {
  /** Which column of the file gives which field. */
  readonly columns: Readonly<Partial<Record<keyof Employee, string>>>;
  /** Columns that nothing was made of: they are kept as properties. */
  readonly otherColumns: readonly string[];
  readonly rows: number;
  readonly bad: readonly { readonly line: number; readonly reason: string }[];
  readonly employees: Tally;
  readonly joins: Tally;
  readonly dryRun: boolean;
}
