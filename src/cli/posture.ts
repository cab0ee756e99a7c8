import type { UserColumns } from './user-columns.ts';

const DAY = 86_400_000;
const QUIET_DAYS = 180;

export interface PostureCheck {
  readonly title: string;
  /** SQL that is true where the user is weak, false where not, NULL where it cannot be known. */
  readonly bad: (users: UserColumns) => string;
}

/** What an administrator looks at first. The questions library of the query language will take this over. */
export const POSTURE: readonly PostureCheck[] = [
  { title: 'Waiting room off', bad: (u) => `NOT ${u.flag('meetingSecurityWaitingRoom')}` },
  { title: 'Waiting room off and no passcode', bad: (u) => `NOT ${u.flag('meetingSecurityWaitingRoom')} AND NOT ${u.flag('meetingSecurityMeetingPassword')}` },
  { title: 'Personal meeting without passcode', bad: (u) => `NOT ${u.flag('meetingSecurityPmiPassword')}` },
  { title: 'Others may start the meeting', bad: (u) => u.flag('scheduleMeetingJoinBeforeHost') },
  { title: 'Everybody may share the screen', bad: (u) => `${u.text('inMeetingWhoCanShareScreen')} = 'all'` },
  { title: 'End-to-end encryption not offered', bad: (u) => `NOT ${u.flag('meetingSecurityEndToEndEncryptedMeetings')}` },
  { title: 'Cloud recordings shared without passcode', bad: (u) => `${u.flag('recordingCloudRecording')} AND NOT ${u.flag('recordingRequiredPasswordForSharedCloudRecordings')}` },
  { title: 'Signs in with a password', bad: (u) => `list_contains(${u.list('loginMethods')}, 'password')` },
  { title: `No sign-in for ${QUIET_DAYS} days`, bad: (u) => `${u.number('lastLoginTime')} < ${Date.now() - QUIET_DAYS * DAY}` },
];
