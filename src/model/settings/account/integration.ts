import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `integration`, as the API documents and live answers name them. */
export const INTEGRATION_SETTINGS: readonly SettingDef[] = [
  setting('integration.box', 'boolean', 'Integrations: box, switched on.'),
  setting('integration.dropbox', 'boolean', 'Integrations: dropbox, switched on.'),
  setting('integration.google_calendar', 'boolean', 'Integrations: Google calendar, switched on.'),
  setting('integration.google_drive', 'boolean', 'Integrations: Google drive, switched on.'),
  setting('integration.kubi', 'boolean', 'Integrations: kubi, switched on.'),
  setting('integration.microsoft_one_drive', 'boolean', 'Integrations: Microsoft one drive, switched on.'),
];
