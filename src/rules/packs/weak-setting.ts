import type { PropertyValue } from '../../model/graph.ts';
import { ACCOUNTS, ACTIVE_USERS, change, moreThan, type PackRule, state } from './define.ts';
import { accountTurns, tooMany, userTurns } from './fixture.ts';

type Properties = Readonly<Record<string, PropertyValue>>;
interface WeakSetting extends Pick<PackRule, 'id' | 'name' | 'level' | 'description' | 'why' | 'remediation'> {
  /** What is weak, as J1QL after WITH: it must hold of what is known only. */
  readonly weak: string;
  /** Properties of a fixture for which it does not hold, and for which it does. */
  readonly good: Properties;
  readonly bad: Properties;
}

/**
 * A setting that is weak for any active user who was not among those before. Where the account's own default is weak this is
 * every new user as well: repair the default first, or take the rule for many.
 */
export const weakForAnyone = ({ weak, good, bad, ...texts }: WeakSetting): PackRule =>
  change({
    ...texts,
    description: `${texts.description} It tells of each user for whom this was not so at the evaluation before.`,
    query: `FIND zoom_user WITH active = true AND ${weak}`,
    population: ACTIVE_USERS,
    fixtures: userTurns(good, bad),
  });

/** A setting that is weak for more active users than a limit, also when it always was. */
export const weakForMany = (limit: number, { weak, good, bad, ...texts }: WeakSetting): PackRule =>
  state({ ...texts, query: `FIND zoom_user WITH active = true AND ${weak}`, population: ACTIVE_USERS, condition: moreThan(limit), fixtures: tooMany(limit, bad, good) });

/** A setting of the account that became weak: the default for everybody. */
export const weakForAccount = ({ weak, good, bad, ...texts }: WeakSetting): PackRule => change({ ...texts, query: `FIND zoom_account WITH ${weak}`, population: ACCOUNTS, fixtures: accountTurns(good, bad) });
