import { defineEndpoint } from '../define-endpoint.ts';
import { settingsAnswer } from '../schemas.ts';

/** The values of `option` that give the four answers; the empty one is the default answer (3.2). */
export const USER_SETTINGS_OPTIONS = ['', 'meeting_authentication', 'recording_authentication', 'meeting_security'] as const;
export type UserSettingsOption = (typeof USER_SETTINGS_OPTIONS)[number];

export const getUserSettings = defineEndpoint({
  id: 'get-user-settings',
  path: '/users/{userId}/settings',
  query: ['option'],
  label: 'MEDIUM',
  scopes: { classic: ['user:read:admin', 'user:write:admin', 'user:master'], granular: ['user:read:settings:admin', 'user:read:settings:master'] },
  response: settingsAnswer,
  secrets: ['schedule_meeting.pmi_password', 'schedule_meeting.default_password_for_scheduled_meetings', 'meeting_security.password_for_pmi'],
  purpose: 'every setting of every user',
});
