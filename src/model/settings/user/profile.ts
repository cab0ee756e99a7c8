import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `profile`, as the API documents and live answers name them. */
export const PROFILE_SETTINGS: readonly SettingDef[] = [
  setting('profile.recording_storage_location.allowed_values', 'strings', 'Profile: recording storage location, allowed values.'),
  setting('profile.recording_storage_location.value', 'string', 'Profile: recording storage location, value.'),
];
