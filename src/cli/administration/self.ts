import type { Caller } from '../../platform/platform.ts';

/** The same name as a command has that a server knows by the key of this machine. */
export const SELF: Caller = { kind: 'system', id: 'local', name: 'this machine', role: 'administrator' };
