import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `zoom_rooms`, as the API documents and live answers name them. */
export const ZOOM_ROOMS_SETTINGS: readonly SettingDef[] = [
  setting('zoom_rooms.auto_start_stop_scheduled_meetings', 'boolean', 'Zoom Rooms: auto start stop scheduled meetings, switched on.'),
  setting('zoom_rooms.cmr_for_instant_meeting', 'boolean', 'Zoom Rooms: cloud recordings for instant meeting, switched on.'),
  setting('zoom_rooms.force_private_meeting', 'boolean', 'Zoom Rooms: force private meeting, switched on.'),
  setting('zoom_rooms.hide_host_information', 'boolean', 'Zoom Rooms: hide host information, switched on.'),
  setting('zoom_rooms.list_meetings_with_calendar', 'boolean', 'Zoom Rooms: list meetings with calendar, switched on.'),
  setting('zoom_rooms.start_airplay_manually', 'boolean', 'Zoom Rooms: start airplay manually, switched on.'),
  setting('zoom_rooms.ultrasonic', 'boolean', 'Zoom Rooms: ultrasonic, switched on.'),
  setting('zoom_rooms.upcoming_meeting_alert', 'boolean', 'Zoom Rooms: upcoming meeting alert, switched on.'),
  setting('zoom_rooms.weekly_system_restart', 'boolean', 'Zoom Rooms: weekly system restart, switched on.'),
  setting('zoom_rooms.zr_post_meeting_feedback', 'boolean', 'Zoom Rooms: zr post meeting feedback, switched on.'),
];
