import { LICENSED_SETTINGS, NOT_FOR_BASIC } from './settings-template.ts';

/** Weak spots worth finding, each with the share of users that have it. */
export const WEAKNESSES = { noWaitingRoom: 0.25, noPasscode: 0.08, noE2ee: 0.3, openRecordings: 0.1, anyoneShares: 0.2, joinBeforeHost: 0.15, pmiOpen: 0.05, localRecording: 0.5 } as const;
export type Weakness = keyof typeof WEAKNESSES;
export const ALL_WEAKNESSES = Object.keys(WEAKNESSES) as Weakness[];

export const SETTINGS_OPTIONS = ['', 'meeting_authentication', 'recording_authentication', 'meeting_security'] as const;
export type SettingsOption = (typeof SETTINGS_OPTIONS)[number];

export interface SettingsOf {
  readonly licensed: boolean;
  readonly weaknesses: ReadonlySet<Weakness>;
  /** The six digits that must never leave the client. */
  readonly passcode: string;
}

export interface AccountPolicy {
  readonly accountId: string;
  readonly meetingAuthentication: boolean;
  readonly recordingAuthentication: boolean;
  /** Whether the account offers end-to-end encryption; the small recorded one does not. */
  readonly e2ee: boolean;
}

type Json = Record<string, unknown>;

/** One of the four answers of `GET /users/{id}/settings` (reference/zoom-api.md, section 3.2). */
export function userSettings(option: SettingsOption, user: SettingsOf, policy: AccountPolicy): Json {
  switch (option) {
    case 'meeting_authentication':
      return meetingAuthentication(policy);
    case 'recording_authentication':
      return { recording_authentication: policy.recordingAuthentication };
    case 'meeting_security':
      return { meeting_security: meetingSecurity(user, policy) };
    default:
      return defaultAnswer(user);
  }
}

export const meetingAuthentication = (policy: AccountPolicy): Json => ({
  meeting_authentication: policy.meetingAuthentication,
  allow_authentication_exception: false,
  authentication_options: [{ id: `signIn_${policy.accountId}`, name: 'Sign in to Zoom', type: 'enforce_login', default_option: true, visible: true }],
});

export const meetingSecurity = ({ licensed, weaknesses, passcode }: SettingsOf, policy: AccountPolicy): Json => ({
  auto_security: true,
  waiting_room: !weaknesses.has('noWaitingRoom'),
  waiting_room_settings: { participants_to_place_in_waiting_room: 0 },
  meeting_password: !weaknesses.has('noPasscode'),
  require_password_for_scheduled_meeting: false,
  pmi_password: !weaknesses.has('pmiOpen'),
  ...(licensed ? { password_for_pmi: passcode } : {}),
  phone_password: true,
  ...(policy.e2ee ? { end_to_end_encrypted_meetings: !weaknesses.has('noE2ee'), encryption_type: 'enhanced_encryption' } : {}),
  meeting_password_requirement: { ...LICENSED_SETTINGS.schedule_meeting.meeting_password_requirement },
  embed_password_in_join_link: true,
  approved_or_denied_countries_or_regions: { enable: false },
  block_user_domain: false,
  only_authenticated_can_join_from_webclient: false,
});

function defaultAnswer({ licensed, weaknesses, passcode }: SettingsOf): Json {
  const answer = structuredClone(LICENSED_SETTINGS) as unknown as Record<string, Json>;
  const { schedule_meeting: schedule, in_meeting: meeting, recording, feature } = answer as Record<'schedule_meeting' | 'in_meeting' | 'recording' | 'feature', Json>;
  schedule.pmi_password = passcode;
  schedule.join_before_host = weaknesses.has('joinBeforeHost');
  meeting.who_can_share_screen = weaknesses.has('anyoneShares') ? 'all' : 'host';
  meeting.waiting_room = !weaknesses.has('noWaitingRoom');
  recording.local_recording = weaknesses.has('localRecording');
  recording.required_password_for_shared_cloud_recordings = !weaknesses.has('openRecordings');
  if (!licensed) {
    for (const path of NOT_FOR_BASIC) {
      const [section, key] = path.split('.') as [string, string];
      delete answer[section]?.[key];
    }
    feature.zoom_whiteboard = false;
  }
  return answer;
}
