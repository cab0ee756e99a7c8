import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `general_setting`, as the API documents and live answers name them. */
export const GENERAL_SETTING_SETTINGS: readonly SettingDef[] = [
  setting('general_setting.auto_zoom_room_proximity_connect', 'boolean', 'General: auto Zoom room proximity connect, switched on.'),
  setting('general_setting.show_zoom_room_feature', 'boolean', 'General: show Zoom room feature, switched on.'),
];
