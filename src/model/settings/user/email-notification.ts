import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `email_notification`, as the API documents and live answers name them. */
export const EMAIL_NOTIFICATION_SETTINGS: readonly SettingDef[] = [
  setting('email_notification.alternative_host_reminder', 'boolean', 'E-mail notices: alternative host reminder, switched on.'),
  setting('email_notification.cancel_meeting_reminder', 'boolean', 'E-mail notices: cancel meeting reminder, switched on.'),
  setting('email_notification.cloud_recording_available_reminder', 'boolean', 'E-mail notices: cloud recording available reminder, switched on.'),
  setting('email_notification.jbh_reminder', 'boolean', 'E-mail notices: join before host reminder, switched on.'),
  setting('email_notification.recording_available_reminder_alternative_hosts', 'boolean', 'E-mail notices: recording available reminder alternative hosts, switched on.'),
  setting('email_notification.recording_available_reminder_schedulers', 'boolean', 'E-mail notices: recording available reminder schedulers, switched on.'),
  setting('email_notification.schedule_for_reminder', 'boolean', 'E-mail notices: schedule for reminder, switched on.'),
];
