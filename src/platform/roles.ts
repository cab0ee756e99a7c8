import type { Role } from './platform.ts';

/** Each may do what those before it may. */
export const ROLES: readonly Role[] = ['reader', 'operator', 'administrator'];

/** The one place that decides what a role may do: whether it has what a route or resolver needs. */
export const mayDo = (role: Role | undefined, needs: Role | 'public'): boolean => needs === 'public' || (role !== undefined && ROLES.indexOf(role) >= ROLES.indexOf(needs));
