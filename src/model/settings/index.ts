import type { SettingDef } from '../define.ts';
import { AUDIO_CONFERENCING_SETTINGS as ACCOUNT_AUDIO_CONFERENCING_SETTINGS } from './account/audio-conferencing.ts';
import { AUTHENTICATION_SETTINGS as ACCOUNT_AUTHENTICATION_SETTINGS } from './account/authentication.ts';
import { CHAT_SETTINGS as ACCOUNT_CHAT_SETTINGS } from './account/chat.ts';
import { EMAIL_NOTIFICATION_SETTINGS as ACCOUNT_EMAIL_NOTIFICATION_SETTINGS } from './account/email-notification.ts';
import { FEATURE_SETTINGS as ACCOUNT_FEATURE_SETTINGS } from './account/feature.ts';
import { GENERAL_SETTING_SETTINGS as ACCOUNT_GENERAL_SETTING_SETTINGS } from './account/general-setting.ts';
import { IN_MEETING_SETTINGS as ACCOUNT_IN_MEETING_SETTINGS } from './account/in-meeting.ts';
import { INTEGRATION_SETTINGS as ACCOUNT_INTEGRATION_SETTINGS } from './account/integration.ts';
import { MAIL_CALENDAR_SETTINGS as ACCOUNT_MAIL_CALENDAR_SETTINGS } from './account/mail-calendar.ts';
import { MEETING_SECURITY_SETTINGS as ACCOUNT_MEETING_SECURITY_SETTINGS } from './account/meeting-security.ts';
import { OTHER_OPTIONS_SETTINGS as ACCOUNT_OTHER_OPTIONS_SETTINGS } from './account/other-options.ts';
import { PROFILE_SETTINGS as ACCOUNT_PROFILE_SETTINGS } from './account/profile.ts';
import { RECORDING_SETTINGS as ACCOUNT_RECORDING_SETTINGS } from './account/recording.ts';
import { SCHEDULE_MEETING_SETTINGS as ACCOUNT_SCHEDULE_MEETING_SETTINGS } from './account/schedule-meeting.ts';
import { SECURITY_SETTINGS as ACCOUNT_SECURITY_SETTINGS } from './account/security.ts';
import { SMART_RECOGNITION_SETTINGS as ACCOUNT_SMART_RECOGNITION_SETTINGS } from './account/smart-recognition.ts';
import { TELEPHONY_SETTINGS as ACCOUNT_TELEPHONY_SETTINGS } from './account/telephony.ts';
import { TSP_SETTINGS as ACCOUNT_TSP_SETTINGS } from './account/tsp.ts';
import { ZOOM_ROOMS_SETTINGS as ACCOUNT_ZOOM_ROOMS_SETTINGS } from './account/zoom-rooms.ts';
import { AUDIO_CONFERENCING_SETTINGS as USER_AUDIO_CONFERENCING_SETTINGS } from './user/audio-conferencing.ts';
import { AUTHENTICATION_SETTINGS as USER_AUTHENTICATION_SETTINGS } from './user/authentication.ts';
import { EMAIL_NOTIFICATION_SETTINGS as USER_EMAIL_NOTIFICATION_SETTINGS } from './user/email-notification.ts';
import { FEATURE_SETTINGS as USER_FEATURE_SETTINGS } from './user/feature.ts';
import { IN_MEETING_SETTINGS as USER_IN_MEETING_SETTINGS } from './user/in-meeting.ts';
import { INTEGRATION_SETTINGS as USER_INTEGRATION_SETTINGS } from './user/integration.ts';
import { MEETING_SECURITY_SETTINGS as USER_MEETING_SECURITY_SETTINGS } from './user/meeting-security.ts';
import { PROFILE_SETTINGS as USER_PROFILE_SETTINGS } from './user/profile.ts';
import { RECORDING_SETTINGS as USER_RECORDING_SETTINGS } from './user/recording.ts';
import { SCHEDULE_MEETING_SETTINGS as USER_SCHEDULE_MEETING_SETTINGS } from './user/schedule-meeting.ts';
import { TELEPHONY_SETTINGS as USER_TELEPHONY_SETTINGS } from './user/telephony.ts';
import { TSP_SETTINGS as USER_TSP_SETTINGS } from './user/tsp.ts';
import { WHITEBOARD_SETTINGS as USER_WHITEBOARD_SETTINGS } from './user/whiteboard.ts';

/** Every setting of a user that is known; whatever else Zoom sends is kept as well. */
export const USER_SETTINGS: readonly SettingDef[] = [
  ...USER_AUDIO_CONFERENCING_SETTINGS,
  ...USER_AUTHENTICATION_SETTINGS,
  ...USER_EMAIL_NOTIFICATION_SETTINGS,
  ...USER_FEATURE_SETTINGS,
  ...USER_IN_MEETING_SETTINGS,
  ...USER_INTEGRATION_SETTINGS,
  ...USER_MEETING_SECURITY_SETTINGS,
  ...USER_PROFILE_SETTINGS,
  ...USER_RECORDING_SETTINGS,
  ...USER_SCHEDULE_MEETING_SETTINGS,
  ...USER_TELEPHONY_SETTINGS,
  ...USER_TSP_SETTINGS,
  ...USER_WHITEBOARD_SETTINGS,
];

/** Every setting of the account that is known. */
export const ACCOUNT_SETTINGS: readonly SettingDef[] = [
  ...ACCOUNT_AUDIO_CONFERENCING_SETTINGS,
  ...ACCOUNT_AUTHENTICATION_SETTINGS,
  ...ACCOUNT_CHAT_SETTINGS,
  ...ACCOUNT_EMAIL_NOTIFICATION_SETTINGS,
  ...ACCOUNT_FEATURE_SETTINGS,
  ...ACCOUNT_GENERAL_SETTING_SETTINGS,
  ...ACCOUNT_IN_MEETING_SETTINGS,
  ...ACCOUNT_INTEGRATION_SETTINGS,
  ...ACCOUNT_MAIL_CALENDAR_SETTINGS,
  ...ACCOUNT_MEETING_SECURITY_SETTINGS,
  ...ACCOUNT_OTHER_OPTIONS_SETTINGS,
  ...ACCOUNT_PROFILE_SETTINGS,
  ...ACCOUNT_RECORDING_SETTINGS,
  ...ACCOUNT_SCHEDULE_MEETING_SETTINGS,
  ...ACCOUNT_SECURITY_SETTINGS,
  ...ACCOUNT_SMART_RECOGNITION_SETTINGS,
  ...ACCOUNT_TELEPHONY_SETTINGS,
  ...ACCOUNT_TSP_SETTINGS,
  ...ACCOUNT_ZOOM_ROOMS_SETTINGS,
];
