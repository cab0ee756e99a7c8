import type { Organisation } from './organisation.ts';
import type { Override } from './overrides.ts';
import { pick } from './random.ts';
import { ALL_WEAKNESSES } from './settings.ts';

export type ChangeKind = 'settings-changed' | 'activated' | 'deactivated' | 'promoted' | 'hired' | 'left' | 'moved' | 'group-joined';
export interface OrganisationChange {
  readonly kind: ChangeKind;
  readonly index: number;
  /** What was overridden of the user before; the webhook's old object follows from it. */
  readonly before?: Override;
}

const KINDS: readonly ChangeKind[] = ['settings-changed', 'deactivated', 'promoted', 'hired', 'settings-changed', 'left', 'moved', 'group-joined'];
/** Owner and admins stay as they are. */
const UNTOUCHED = 3;
const TRIES = 500;

/** Makes the next `count` changes; the same seed makes the same ones in the same order. `made` is how many were made before. */
export function changeOrganisation(org: Organisation, made: number, count: number): OrganisationChange[] {
  return Array.from({ length: count }, (_, i) => makeChange(org, made + i));
}

function makeChange(org: Organisation, n: number): OrganisationChange {
  const kind = KINDS[n % KINDS.length] as ChangeKind;
  const index = kind === 'hired' ? undefined : someActive(org, n);
  if (index === undefined) {
    org.size++;
    org.overrides.set(org.size - 1, { status: 'active' });
    return { kind: 'hired', index: org.size - 1 };
  }
  const before = org.overrides.get(index) ?? {};
  org.overrides.set(index, { ...before, ...change(org, kind, index, n) });
  return { kind, index, before };
}

function change(org: Organisation, kind: ChangeKind, index: number, n: number): Override {
  switch (kind) {
    case 'deactivated':
      return { status: 'inactive' };
    case 'promoted':
      return { roleId: org.roles[3]?.id ?? '1' };
    case 'left':
      return { deleted: true };
    case 'moved':
      return { dept: `Special Projects ${n}` };
    case 'group-joined':
      return { groupIds: [...new Set([...org.groupIds(index), org.groups[pick(org.seed, n, 210, 10)]?.id as string])] };
    default:
      return { flip: ALL_WEAKNESSES[pick(org.seed, n, 211, 3)] ?? 'noWaitingRoom' };
  }
}

/** An active user who is neither owner nor admin, if possible one not changed before, so that changes do not undo each other; undefined where nobody is left. */
function someActive(org: Organisation, n: number): number | undefined {
  for (let tries = 0; tries < TRIES; tries++) {
    const index = UNTOUCHED + pick(org.seed, n * 1000 + tries, 220, Math.max(1, org.size - UNTOUCHED));
    const fresh = !org.overrides.has(index) || tries > 100;
    if (fresh && org.status(index) === 'active') return index;
  }
  return undefined;
}
