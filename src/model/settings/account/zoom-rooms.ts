import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `zoom_rooms`, as the API documents and live answers name them. */
export const ZOOM_ROOMS_SETTINGS: readonly SettingDef[] = [
  setting('zoom_rooms.auto_start_stop_scheduled_meetings', 'boolean', 'Rooms begin and end their planned meetings without anyone touching them.'),
  setting('zoom_rooms.cmr_for_instant_meeting', 'boolean', 'Meetings started in a room are recorded to the cloud.'),
  setting('zoom_rooms.force_private_meeting', 'boolean', 'Rooms treat all meetings as private.'),
  setting('zoom_rooms.hide_host_information', 'boolean', 'Rooms show neither host nor number of private meetings.'),
  setting('zoom_rooms.list_meetings_with_calendar', 'boolean', 'Rooms list the meetings of their calendar.'),
  setting('zoom_rooms.start_airplay_manually', 'boolean', 'AirPlay sharing in a room has to be started by hand.'),
  setting('zoom_rooms.ultrasonic', 'boolean', 'Rooms send out ultrasound so that laptops nearby can share directly.'),
  setting('zoom_rooms.upcoming_meeting_alert', 'boolean', 'Rooms announce the next meeting shortly before it begins.'),
  setting('zoom_rooms.weekly_system_restart', 'boolean', 'Room computers restart once a week.'),
  setting('zoom_rooms.zr_post_meeting_feedback', 'boolean', 'Rooms ask how the meeting went when it ends.'),
];
