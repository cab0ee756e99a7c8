import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `authentication`, as the API documents and live answers name them. */
export const AUTHENTICATION_SETTINGS: readonly SettingDef[] = [
  setting('allow_authentication_exception', 'boolean', 'Hosts may let chosen guests in without signing in although authentication is required.'),
  setting('meeting_authentication', 'boolean', 'People must sign in before they can join a meeting.'),
  setting('meeting_authentication_options', 'objects', 'Sign-in profiles offered for meetings: name, type, domains, and which one is preselected.'),
  setting('recording_authentication', 'boolean', 'People must sign in before they can watch a cloud recording.'),
  setting('recording_authentication_options', 'objects', 'Sign-in profiles offered for viewing cloud recordings: name, type, domains, and which one is preselected.'),
];
