import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `authentication`, as the API documents and live answers name them. */
export const AUTHENTICATION_SETTINGS: readonly SettingDef[] = [
  setting('allow_authentication_exception', 'boolean', 'Sign-in to join or watch: allow authentication exception, switched on.'),
  setting('meeting_authentication', 'boolean', 'Sign-in to join or watch: meeting authentication, switched on.'),
  setting('meeting_authentication_options', 'objects', 'Sign-in to join or watch: meeting authentication options.'),
  setting('other_options', 'objects', 'Sign-in to join or watch: other options.'),
  setting('recording_authentication', 'boolean', 'Sign-in to join or watch: recording authentication, switched on.'),
  setting('recording_authentication_options', 'objects', 'Sign-in to join or watch: recording authentication options.'),
];
