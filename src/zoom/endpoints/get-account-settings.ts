import { defineEndpoint } from '../define-endpoint.ts';
import { settingsAnswer } from '../schemas.ts';

/** `security` exists for accounts only (3.5). */
export const ACCOUNT_SETTINGS_OPTIONS = ['', 'meeting_authentication', 'recording_authentication', 'security', 'meeting_security'] as const;

export const getAccountSettings = defineEndpoint({
  id: 'get-account-settings',
  path: '/accounts/{accountId}/settings',
  query: ['option'],
  label: 'MEDIUM',
  scopes: { classic: ['account:read:admin', 'account:write:admin', 'account:master'], granular: ['account:read:settings:admin', 'account:read:settings:master'] },
  response: settingsAnswer,
  secrets: [
    'chat.send_data_to_third_party_archiving_service.authorized_channel_token',
    'chat.send_data_to_third_party_archiving_service.passcode',
    'chat.send_data_to_third_party_archiving_service.smtp_delivery_address',
    'chat.send_data_to_third_party_archiving_service.user_name',
    'schedule_meeting.default_password_for_scheduled_meetings',
    'schedule_meeting.pmi_password',
    'meeting_security.password_for_pmi',
  ],
  purpose: "the account's own settings and sign-in policy",
});
