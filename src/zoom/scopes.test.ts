import { describe, expect, it } from 'vitest';
import { getUserSettings } from './endpoints/get-user-settings.ts';
import { coverage, missingScopeMessage } from './scopes.ts';

describe('scopes', () => {
  it('cover an endpoint by a classic or a granular name, are missing, or unknown', () => {
    expect(coverage(getUserSettings, new Set(['user:read:admin']))).toBe('covered');
    expect(coverage(getUserSettings, new Set(['user:read:settings:admin']))).toBe('covered');
    expect(coverage(getUserSettings, new Set(['group:read:admin']))).toBe('missing');
    expect(coverage(getUserSettings, new Set())).toBe('missing');
    expect(coverage(getUserSettings, undefined)).toBe('unknown');
  });

  it('are asked for in the names that the app already uses', () => {
    expect(missingScopeMessage(getUserSettings, new Set(['group:read:admin']))).toBe('Add the scope user:read:admin to the app: it opens every setting of every user.');
    expect(missingScopeMessage(getUserSettings, new Set(['group:read:list_groups:admin']))).toContain('user:read:settings:admin to');
    expect(missingScopeMessage(getUserSettings)).toContain('user:read:settings:admin (or, in an older app, user:read:admin)');
  });
});
