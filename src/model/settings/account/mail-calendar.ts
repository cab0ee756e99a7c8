import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `mail_calendar`, as the API documents and live answers name them. */
export const MAIL_CALENDAR_SETTINGS: readonly SettingDef[] = [
  setting('mail_calendar.email_calendar_management', 'boolean', "The app can show and manage users' mail and calendar."),
  setting('mail_calendar.email_management', 'boolean', "The app can show and manage users' mail."),
  setting('mail_calendar.zoom_email_provider', 'boolean', 'Users can pick Zoom as their mail provider.'),
];
