import type { Weakness } from './settings.ts';

export const STATUSES = ['active', 'inactive', 'pending'] as const;
export type Status = (typeof STATUSES)[number];

/** What a change has overridden of a user that was derived. */
export interface Override {
  status?: Status;
  roleId?: string;
  groupIds?: readonly string[];
  dept?: string;
  /** Weaknesses switched over. */
  flip?: Weakness;
  deleted?: boolean;
}

/** The users that are no longer as they were derived; counts its own changes, so that totals know when they are out of date. */
export class Overrides extends Map<number, Override> {
  revision = 0;

  override set(index: number, override: Override): this {
    this.revision++;
    return super.set(index, override);
  }
}
