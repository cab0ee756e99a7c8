import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `mail_calendar`, as the API documents and live answers name them. */
export const MAIL_CALENDAR_SETTINGS: readonly SettingDef[] = [
  setting('mail_calendar.email_calendar_management', 'boolean', 'Mail and calendar: email calendar management, switched on.'),
  setting('mail_calendar.email_management', 'boolean', 'Mail and calendar: email management, switched on.'),
  setting('mail_calendar.zoom_email_provider', 'boolean', 'Mail and calendar: Zoom email provider, switched on.'),
];
