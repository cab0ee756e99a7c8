import { accounts, type Question, type QuestionQuery } from './define.ts';

const account = (name: string, filter: string): QuestionQuery => ({ name, resultsAre: 'BAD', query: `FIND zoom_account WITH ${filter} AS a RETURN a.displayName AS Account` });
const lockable = (name: string, setting: string, on: boolean): QuestionQuery[] => {
  const lock = `locked${setting.charAt(0).toUpperCase()}${setting.slice(1)}`;
  const query = (locked: string) => `FIND zoom_account WITH ${setting} = ${on} AND ${lock} = ${locked} AS a RETURN a.displayName AS Account`;
  return [
    { name: `${name}, locked`, resultsAre: 'GOOD', query: query('true') },
    { name: `${name}, not locked`, resultsAre: 'BAD', query: query('false') },
    { name: `${name}, not known whether locked`, resultsAre: 'UNKNOWN', query: query('undefined') },
  ];
};
/** Users for whom a switch is on or off where the account's own is the other way round. */
const weaker = (name: string, property: string, accountHas: string, userHas: string): QuestionQuery => ({
  name,
  resultsAre: 'BAD',
  query: `FIND zoom_account WITH ${property} = ${accountHas} AS a THAT HAS >> zoom_user WITH active = true AND ${property} = ${userHas} AS u RETURN u.displayName AS Name, u.email AS "E-mail", u.roleName AS Role, u.dept AS Department, a.displayName AS Account ORDER BY u.displayName`,
});

/** What holds for everybody unless a group or user has it otherwise. */
export const ACCOUNT_QUESTIONS: readonly Question[] = [
  {
    id: 'account-meeting-defaults',
    title: "Which of the account's settings for meetings are weak?",
    description: 'Each weak default holds for every new user. A setting that is repaired here is repaired for all who have not chosen otherwise.',
    tags: ['account', 'meetings', 'security'],
    queries: [
      account('No waiting room', 'meetingSecurityWaitingRoom = false'),
      account('No passcode', 'meetingSecurityMeetingPassword = false'),
      account('No passcode for personal meetings', 'meetingSecurityPmiPassword = false'),
      account('People may join before the host', 'scheduleMeetingJoinBeforeHost = true'),
      account('Everybody may share a screen', "inMeetingWhoCanShareScreen = 'all'"),
      account('Remote control is possible', 'inMeetingRemoteControl = true'),
      account('End-to-end encryption cannot be chosen', 'meetingSecurityEndToEndEncryptedMeetings = false'),
      {
        name: 'Settings could not be read',
        resultsAre: 'UNKNOWN',
        query: 'FIND zoom_account WITH meetingSecurityWaitingRoom = undefined OR scheduleMeetingJoinBeforeHost = undefined AS a RETURN a.displayName AS Account, a.lacks AS Lacks',
      },
    ],
  },
  {
    id: 'account-recording-defaults',
    title: "Which of the account's settings for recordings are weak?",
    description: 'Shared recordings that open without a passcode, are kept for ever or lie on private disks, as the default for everybody.',
    tags: ['account', 'recordings', 'security', 'privacy'],
    queries: [
      account('Shared recordings need no passcode', 'recordingRequiredPasswordForSharedCloudRecordings = false'),
      account('Recordings are kept for ever', 'recordingAutoDeleteCmr = false'),
      account('People may record to their own disk', 'recordingLocalRecording = true'),
      account('Viewers need not sign in', 'recordingAuthentication = false'),
      {
        name: 'Settings could not be read',
        resultsAre: 'UNKNOWN',
        query:
          'FIND zoom_account WITH recordingRequiredPasswordForSharedCloudRecordings = undefined OR recordingAutoDeleteCmr = undefined OR recordingLocalRecording = undefined OR recordingAuthentication = undefined AS a RETURN a.displayName AS Account, a.lacks AS Lacks',
      },
    ],
  },
  {
    id: 'account-locks',
    title: 'Which safe settings can users switch off?',
    description: 'A setting that is not locked is only advice: everybody can change it for their own meetings.',
    tags: ['account', 'meetings', 'security'],
    queries: [
      ...lockable('Waiting room', 'meetingSecurityWaitingRoom', true),
      ...lockable('Passcode', 'meetingSecurityMeetingPassword', true),
      ...lockable('Passcode for personal meetings', 'meetingSecurityPmiPassword', true),
      ...lockable('Nobody before the host', 'scheduleMeetingJoinBeforeHost', false),
    ],
  },
  {
    id: 'weaker-than-account',
    title: "Whose settings are weaker than the account's?",
    description: "Active users for whom a protection is off that the account has on, because they or one of their groups changed it. It is what the account's own page does not show.",
    tags: ['account', 'meetings', 'recordings', 'security'],
    queries: [
      weaker('Waiting room', 'meetingSecurityWaitingRoom', 'true', 'false'),
      weaker('Passcode', 'meetingSecurityMeetingPassword', 'true', 'false'),
      weaker('Passcode for personal meetings', 'meetingSecurityPmiPassword', 'true', 'false'),
      weaker('Nobody before the host', 'scheduleMeetingJoinBeforeHost', 'false', 'true'),
      weaker('Screen sharing', 'inMeetingWhoCanShareScreen', "'host'", "'all'"),
      weaker('Passcode for shared recordings', 'recordingRequiredPasswordForSharedCloudRecordings', 'true', 'false'),
      weaker('No recording to own disk', 'recordingLocalRecording', 'false', 'true'),
      weaker('End-to-end encryption', 'meetingSecurityEndToEndEncryptedMeetings', 'true', 'false'),
      {
        name: "The account's settings could not be read",
        resultsAre: 'UNKNOWN',
        query: 'FIND zoom_account WITH meetingSecurityWaitingRoom = undefined OR scheduleMeetingJoinBeforeHost = undefined AS a RETURN a.displayName AS Account, a.lacks AS Lacks',
      },
    ],
  },
  {
    id: 'account-room-system-encryption',
    title: 'Must SIP and H.323 room systems encrypt?',
    description: 'A meeting-room system of another maker may send picture and sound in the clear unless the account demands encryption.',
    tags: ['account', 'meetings', 'security'],
    queries: accounts({ good: 'inMeetingE2eEncryption = true', bad: 'inMeetingE2eEncryption = false', unknown: 'inMeetingE2eEncryption = undefined' }),
  },
  {
    id: 'account-authentication-exceptions',
    title: 'May hosts let guests in who have not signed in, where signing in is required?',
    description: 'An exception for a guest is made by the host alone, and nobody sees it.',
    tags: ['account', 'meetings', 'security'],
    queries: accounts({ good: 'allowAuthenticationException = false', bad: 'allowAuthenticationException = true', unknown: 'allowAuthenticationException = undefined' }),
  },
  {
    id: 'account-data-regions',
    title: 'Which data centres may meeting traffic go through, and where are recordings kept?',
    description: 'Without a choice of regions Zoom takes whichever data centre is near, also outside the countries that a contract allows.',
    tags: ['account', 'privacy', 'audit'],
    queries: [
      {
        resultsAre: 'INFORMATIVE',
        query:
          'FIND zoom_account AS a RETURN a.displayName AS Account, a.inMeetingCustomDataCenterRegions AS "Regions chosen", a.inMeetingDataCenterRegions AS Regions, a.profileRecordingStorageLocationValue AS "Recordings kept in" ORDER BY a.displayName',
      },
    ],
  },
];
