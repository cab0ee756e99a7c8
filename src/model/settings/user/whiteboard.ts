import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `whiteboard`, as the API documents and live answers name them. */
export const WHITEBOARD_SETTINGS: readonly SettingDef[] = [
  setting('whiteboard.in_meeting_advanced_whiteboard', 'boolean', 'Zoom Whiteboard can be used during meetings.'),
  setting('whiteboard.out_meeting_advanced_whiteboard', 'boolean', 'Zoom Whiteboard can be used outside meetings.'),
];
