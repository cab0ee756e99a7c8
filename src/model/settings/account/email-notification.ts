import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `email_notification`, as the API documents and live answers name them. */
export const EMAIL_NOTIFICATION_SETTINGS: readonly SettingDef[] = [
  setting('email_notification.alternative_host_reminder', 'boolean', 'People are mailed when they become or stop being an alternative host.'),
  setting('email_notification.cancel_meeting_reminder', 'boolean', 'Mail goes out when a meeting is called off.'),
  setting('email_notification.cloud_recording_available_reminder', 'boolean', 'The host is mailed once a cloud recording can be watched.'),
  setting('email_notification.jbh_reminder', 'boolean', 'The host is mailed when people enter the meeting first.'),
  setting('email_notification.low_host_count_reminder', 'boolean', 'Mail warns when few host licences are left.'),
  setting('email_notification.recording_available_reminder_alternative_hosts', 'boolean', 'Alternative hosts, too, are mailed once a recording can be watched.'),
  setting('email_notification.recording_available_reminder_schedulers', 'boolean', 'Whoever scheduled the meeting is also mailed once a recording can be watched.'),
  setting('email_notification.schedule_for_reminder', 'boolean', 'The host is mailed when someone else plans, changes or cancels a meeting for them.'),
];
