import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `integration`, as the API documents and live answers name them. */
export const INTEGRATION_SETTINGS: readonly SettingDef[] = [
  setting('integration.box', 'boolean', 'Files from Box can be shown from a phone or tablet.'),
  setting('integration.dropbox', 'boolean', 'Files from Dropbox can be shown from a phone or tablet.'),
  setting('integration.google_calendar', 'boolean', 'Meetings can be planned through Google Calendar.'),
  setting('integration.google_drive', 'boolean', 'Files from Google Drive can be shown from a phone or tablet.'),
  setting('integration.kubi', 'boolean', 'Participants can turn a Kubi robot that holds a tablet.'),
  setting('integration.microsoft_one_drive', 'boolean', 'Files from OneDrive can be shown from a phone or tablet.'),
];
