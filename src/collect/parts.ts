import type { RawData } from '../model/graph.ts';
import { USER_SETTINGS_OPTIONS, type UserSettingsOption } from '../zoom/endpoints/get-user-settings.ts';

/** The answers one entity is made of, by name. `default` is the record of the list. */
export type Parts = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

export const LIST_PART = 'default';
export const DETAIL_PART = 'detail';

/** Name of the part that holds one settings answer. */
export const settingsPart = (option: string): string => (option === '' ? 'settings' : `settings:${option}`);

export const USER_SETTINGS_PARTS: ReadonlyMap<UserSettingsOption, string> = new Map(USER_SETTINGS_OPTIONS.map((option) => [option, settingsPart(option)]));

/** Raw data as JupiterOne keeps it, in a fixed order. */
export const rawDataOf = (parts: Parts): RawData[] => [...parts].sort(([a], [b]) => (a === LIST_PART ? -1 : b === LIST_PART ? 1 : a < b ? -1 : 1)).map(([name, rawData]) => ({ name, rawData }));
