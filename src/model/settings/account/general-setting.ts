import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `general_setting`, as the API documents and live answers name them. */
export const GENERAL_SETTING_SETTINGS: readonly SettingDef[] = [
  setting('general_setting.auto_zoom_room_proximity_connect', 'boolean', 'The app finds a nearby Zoom Room by ultrasound and connects by itself.'),
  setting('general_setting.show_zoom_room_feature', 'boolean', 'The desktop app offers its Zoom Rooms functions.'),
];
