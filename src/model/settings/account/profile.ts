import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `profile`, as the API documents and live answers name them. */
export const PROFILE_SETTINGS: readonly SettingDef[] = [
  setting('profile.recording_storage_location.allowed_values', 'strings', 'Countries among which the place for recordings can be chosen.'),
  setting('profile.recording_storage_location.value', 'string', 'Country, as a code, where cloud recordings are stored.'),
];
