import { type AccountPolicy, meetingAuthentication, meetingSecurity, userSettings } from './settings.ts';

type Json = Record<string, unknown>;
const NOBODY = { licensed: true, weaknesses: new Set<never>(), passcode: '000000' };

/** `GET /accounts/{id}/settings` in its five answers (reference/zoom-api.md, section 3.5). */
export function accountSettings(option: string, policy: AccountPolicy): Json {
  switch (option) {
    case 'meeting_authentication':
      return meetingAuthentication(policy);
    case 'recording_authentication':
      return { recording_authentication: policy.recordingAuthentication };
    case 'security':
      return { security: { sign_in_with_two_factor_auth: 'none', sso_domains: ['example.com'], hide_billing_info: false, password_requirement: { minimum_password_length: 8, have_special_character: true } } };
    case 'meeting_security': {
      const { password_for_pmi: _, ...rest } = meetingSecurity(NOBODY, policy);
      return { meeting_security: rest };
    }
    default: {
      const answer = userSettings('', NOBODY, policy);
      return {
        ...answer,
        chat: {
          send_data_to_third_party_archiving_service: {
            enable: true,
            type: 'smtp',
            smtp_delivery_address: 'archive-4711@archive.example.com',
            user_name: 'archiver',
            passcode: 'arch1ve',
            authorized_channel_token: 'chan-tok',
          },
        },
      };
    }
  }
}

/** `GET /accounts/{id}/lock_settings`: the settings' paths with true where nobody may change them. */
export const accountLocks = (option: string, locks: { meetingAuthentication: boolean; recordingAuthentication: boolean }): Json =>
  option === 'meeting_security'
    ? { meeting_security: { waiting_room: false, meeting_password: true, pmi_password: false } }
    : {
        schedule_meeting: { host_video: false, meeting_authentication: locks.meetingAuthentication, join_before_host: false },
        in_meeting: { chat: false, screen_sharing: false },
        recording: { cloud_recording: false, recording_authentication: locks.recordingAuthentication },
      };

export const managedDomains = {
  domains: [
    { domain: 'example.com', status: 'verified' },
    { domain: 'labs.example.com', status: 'pending' },
  ],
  total_records: 2,
};
export const trustedDomains = { trusted_domains: ['partner.example.net'] };
