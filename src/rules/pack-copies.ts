import { isDeepStrictEqual } from 'node:util';
import { GraphZoomError } from '../lib/errors.ts';
import { nearest } from '../lib/nearest.ts';
import type { Action, Rule, RuleInput, RuleInterval } from './alerting.ts';
import type { PackRule, RulePack } from './packs/define.ts';

/** What somebody wants of the rules they take from a pack; what is not said is as the pack has it. */
export interface CopyWish {
  readonly interval?: RuleInterval;
  /** An action that notifies a channel, beside those of the pack. */
  readonly notify?: Action;
  /** Act on what is new in the result only, or whenever the condition holds. */
  readonly only?: 'new' | 'every';
}

/** What is known of a copy: as it was last wanted of the pack, and as it was then stored. What differs from the latter by now, people changed. */
export interface CopyMark {
  readonly wish: CopyWish;
  readonly wanted: RuleInput;
  readonly stored: RuleInput;
}

export type CopyStep =
  | { readonly kind: 'create' }
  /** Fields that the pack (or the wish) changed and people did not. */
  | { readonly kind: 'update'; readonly changes: Partial<RuleInput>; readonly kept: readonly string[] }
  | { readonly kind: 'none'; readonly reason: 'as-shipped' | 'changed-by-people' | 'name-taken'; readonly kept: readonly string[] };

/** A rule of a pack, as it is wanted. */
export function wantedCopy(input: RuleInput, { interval, notify, only }: CopyWish): RuleInput {
  return {
    ...input,
    ...(interval === undefined ? {} : { pollingInterval: interval }),
    ...(only === undefined ? {} : { triggerActionsOnNewEntitiesOnly: only === 'new' }),
    ...(notify === undefined ? {} : { operations: input.operations.map((operation) => ({ ...operation, actions: [...operation.actions, notify] })) }),
  };
}

/** What is to be done so that there is a copy as wanted, without touching what people changed. `existing` is the copy there is, `namesake` another rule of that name. */
export function decideCopy({ wanted, mark, existing, namesake }: { wanted: RuleInput; mark: CopyMark | undefined; existing: Rule | undefined; namesake: Rule | undefined }): CopyStep {
  if (!existing) return namesake ? { kind: 'none', reason: 'name-taken', kept: [] } : { kind: 'create' };
  const fields = Object.keys(wanted) as (keyof RuleInput)[];
  // Without a mark nobody knows what was theirs, so all of it is.
  const theirs = fields.filter((field) => mark === undefined || !isDeepStrictEqual(inputOf(existing)[field], mark.stored[field]));
  const moved = fields.filter((field) => mark !== undefined && !isDeepStrictEqual(wanted[field], mark.wanted[field]));
  const changes = Object.fromEntries(moved.filter((field) => !theirs.includes(field)).map((field) => [field, wanted[field]])) as Partial<RuleInput>;
  if (Object.keys(changes).length > 0) return { kind: 'update', changes, kept: theirs };
  return theirs.length > 0 && mark !== undefined ? { kind: 'none', reason: 'changed-by-people', kept: theirs } : { kind: 'none', reason: mark ? 'as-shipped' : 'changed-by-people', kept: [] };
}

/** The rules that are meant by ids of packs and of rules; a wrong one is an error that suggests some. */
export function chosenRules(packs: readonly RulePack[], ids: readonly string[] | 'all'): PackRule[] {
  const rules = packs.flatMap((pack) => pack.rules);
  if (ids === 'all') return rules;
  const meant = ids.flatMap((id) => {
    const found = packs.find((pack) => pack.id === id)?.rules ?? rules.filter((rule) => rule.id === id);
    if (found.length > 0) return found;
    const near = nearest(
      id,
      [...packs, ...rules].map((one) => one.id),
    );
    throw new GraphZoomError('usage', `There is no pack and no rule of a pack "${id}".`, { hint: near.length === 0 ? 'See all of them with `graph-zoom rules packs`.' : `Did you mean ${near.join(' or ')}?` });
  });
  return rules.filter((rule) => meant.includes(rule));
}

/** Only what somebody may write of a rule: actions get their ids, which are new with each version, from whoever keeps it. */
export function inputOf(rule: Rule): RuleInput {
  const { id: _id, version: _version, createdOn: _createdOn, createdBy: _createdBy, updatedOn: _updatedOn, updatedBy: _updatedBy, state: _state, ...input } = rule;
  return { ...input, operations: input.operations.map((operation) => ({ ...operation, actions: operation.actions.map(({ id: _action, ...action }): Action => action as Action) })) };
}
