import { STEPS } from '../../collect/steps.ts';
import { LIST_IDS, type ListId } from '../../model/lists.ts';
import { coverage } from '../../zoom/scopes.ts';
import type { Config } from './config.ts';
import { asSdk, type StartState } from './sdk.ts';
import { PARTS_OF } from './step-defs.ts';

/** The scopes that the configuration names; undefined where it names none, and those of the token count. */
export const configuredScopes = ({ scopes }: Config): ReadonlySet<string> | undefined => {
  const names = (scopes ?? '').split(/[\s,]+/).filter((name) => name !== '');
  return names.length === 0 ? undefined : new Set(names);
};

/** Whether a step is wanted: it is not where the configuration names scopes without one for it. The account needs none. */
export const isWanted = (id: ListId, config: Config): boolean => id === 'fetch-account' || coverage(STEPS[PARTS_OF[id][0]].endpoint, configuredScopes(config)) !== 'missing';

/**
 * Which steps run. One that the token has no scope for does run, and fails: JupiterOne deletes what a disabled step had found,
 * and keeps what a failed one had (reference/jupiterone-platform.md, section 1.3).
 */
export const stepStartStates = (config: Config): Record<ListId, StartState> =>
  Object.fromEntries(LIST_IDS.map((id) => [id, isWanted(id, config) ? { disabled: false } : { disabled: true, disabledReason: asSdk('config') }])) as Record<ListId, StartState>;
