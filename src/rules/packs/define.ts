import type { Level, RuleInterval } from '../alerting.ts';
import type { Fixture } from './fixture.ts';

/** A rule that ships. Whoever takes it gets a copy that is theirs to change (`toRuleInput`). */
export interface PackRule {
  /** Stable, kebab-case: `origin` of copies refers to it. */
  readonly id: string;
  readonly name: string;
  readonly level: Level;
  /** What it tells, in a sentence or two. */
  readonly description: string;
  readonly why: string;
  readonly remediation: string;
  /** The picture: J1QL, whole entities wherever one entity is one finding, so that what changed of it is known. */
  readonly query: string;
  /** Further queries that the condition looks at, by name. */
  readonly beside?: Readonly<Record<string, string>>;
  /** J1QL whose number of rows is "of how many". */
  readonly population?: string;
  /** Columns that tell the rows of a table apart. */
  readonly identity?: readonly string[];
  /** Act on what is new in the result, or each time that the condition holds. */
  readonly only: 'new' | 'every';
  /** What the first evaluation finds is no news. */
  readonly baseline: boolean;
  readonly interval: RuleInterval;
  /** A template; default `ANY`. */
  readonly condition: string;
  /** One small graph, or one turning into another, in which it fires, and one in which it does not. */
  readonly fixtures: { readonly fires: Fixture; readonly quiet: Fixture };
}

/** Rules of one topic. */
export interface RulePack {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly rules: readonly PackRule[];
}

const ANY = '{{queries.query0.total > 0}}';
/** More rows than so many. */
export const moreThan = (limit: number): string => `{{queries.query0.total > ${limit}}}`;

export const ALL_USERS = 'FIND zoom_user';
export const ACTIVE_USERS = 'FIND zoom_user WITH active = true';
export const ACTIVE_ADMINISTRATORS = 'FIND zoom_user WITH isAdmin = true AND active = true';
export const ACCOUNTS = 'FIND zoom_account';

type Behaviour = 'only' | 'baseline' | 'interval' | 'condition';
type Told = Omit<PackRule, Behaviour> & Partial<Pick<PackRule, Behaviour>>;

/** Fires when something joins the result; what was in it at the first evaluation is how things are. */
export const change = (rule: Told): PackRule => ({ only: 'new', baseline: true, interval: 'ONE_DAY', condition: ANY, ...rule });
/** Fires for whatever is in the result, also the first time, and again only when more joins. */
export const finding = (rule: Told): PackRule => ({ only: 'new', baseline: false, interval: 'ONE_DAY', condition: ANY, ...rule });
/** Holds or does not hold, as a whole: each evaluation refreshes its alert. */
export const state = (rule: Told): PackRule => ({ only: 'every', baseline: false, interval: 'ONE_DAY', condition: ANY, ...rule });
