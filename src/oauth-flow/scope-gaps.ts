import { STEPS } from '../collect/steps.ts';
import { ENDPOINTS } from '../zoom/endpoints/index.ts';
import { coverage, scopeToAdd } from '../zoom/scopes.ts';

/** A scope that the app lacks. */
export interface ScopeGap {
  readonly scope: string;
  /** What it opens. */
  readonly purposes: readonly string[];
  /** The graph is whole without it. */
  readonly optional: boolean;
}

const needed = new Set(Object.values(STEPS).flatMap(({ endpoint, optional }) => (optional ? [] : [endpoint.id])));

/** The scopes to add to an app whose token has `scopes`, each once, with what it opens; none where Zoom did not say which it has. */
export function scopeGaps(scopes: ReadonlySet<string> | undefined): ScopeGap[] {
  const gaps = new Map<string, { purposes: string[]; optional: boolean }>();
  for (const endpoint of ENDPOINTS) {
    if (coverage(endpoint, scopes) !== 'missing') continue;
    const scope = scopeToAdd(endpoint, scopes);
    if (scope === undefined) continue;
    const gap = gaps.get(scope) ?? { purposes: [], optional: true };
    gaps.set(scope, { purposes: [...gap.purposes, endpoint.purpose], optional: gap.optional && !needed.has(endpoint.id) });
  }
  return [...gaps].map(([scope, gap]) => ({ scope, ...gap }));
}

/** The scopes that a new app is given, as granular names, with what each opens. */
export const scopesToGrant = (): ScopeGap[] => scopeGaps(new Set());
