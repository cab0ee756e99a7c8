import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `feature`, as the API documents and live answers name them. */
export const FEATURE_SETTINGS: readonly SettingDef[] = [setting('feature.meeting_capacity', 'number', 'How many people one meeting can hold.')];
