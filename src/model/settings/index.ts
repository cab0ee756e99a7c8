import type { SettingDef } from '../define.ts';
export const USER_SETTINGS: readonly SettingDef[] = [];
export const ACCOUNT_SETTINGS: readonly SettingDef[] = [];
