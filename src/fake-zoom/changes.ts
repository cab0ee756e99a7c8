import type { Organisation, Override } from './organisation.ts';
import { pick } from './random.ts';
import { ALL_WEAKNESSES } from './settings.ts';

export type ChangeKind = 'settings-changed' | 'deactivated' | 'promoted' | 'hired' | 'left' | 'moved' | 'group-joined';
export interface OrganisationChange {
  readonly kind: ChangeKind;
  readonly index: number;
}

const KINDS: readonly ChangeKind[] = ['settings-changed', 'deactivated', 'promoted', 'hired', 'settings-changed', 'left', 'moved', 'group-joined'];

/** Makes the next `count` changes; the same seed makes the same ones in the same order. `made` is how many were made before. */
export function changeOrganisation(org: Organisation, made: number, count: number): OrganisationChange[] {
  return Array.from({ length: count }, (_, i) => makeChange(org, made + i));
}

function makeChange(org: Organisation, n: number): OrganisationChange {
  const kind = KINDS[n % KINDS.length] as ChangeKind;
  if (kind === 'hired') {
    org.size++;
    org.overrides.set(org.size - 1, { status: 'active' });
    return { kind, index: org.size - 1 };
  }
  const index = someActive(org, n);
  const before = org.overrides.get(index) ?? {};
  org.overrides.set(index, { ...before, ...change(org, kind, index, n) });
  return { kind, index };
}

function change(org: Organisation, kind: ChangeKind, index: number, n: number): Override {
  const groups = org.person(index)?.groupIds ?? [];
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
      return { groupIds: [...new Set([...groups, org.groups[pick(org.seed, n, 210, 10)]?.id as string])] };
    default:
      return { flip: ALL_WEAKNESSES[pick(org.seed, n, 211, 3)] ?? 'noWaitingRoom' };
  }
}

/** An active user who is neither owner nor admin and was not changed before, so that changes do not undo each other. */
function someActive(org: Organisation, n: number): number {
  for (let tries = 0; ; tries++) {
    const index = 3 + pick(org.seed, n * 1000 + tries, 220, Math.max(1, org.size - 3));
    const fresh = !org.overrides.has(index) || tries > 100;
    if (index < org.size && fresh && (org.status(index) === 'active' || tries > 500)) return Math.min(index, org.size - 1);
  }
}
