import { activeUsers, type Question, shouldBeOff, shouldBeOn } from './define.ts';

/** Who can get into a meeting, and who can listen. */
export const MEETINGS: readonly Question[] = [
  {
    id: 'passcode-for-scheduled-meetings',
    title: 'Do meetings that are already scheduled need a passcode?',
    description: 'Active users whose scheduled meetings need a passcode, and those whose meetings anybody with the number can join.',
    tags: ['meetings', 'security'],
    queries: shouldBeOn('meetingSecurityRequirePasswordForScheduledMeeting'),
  },
  {
    id: 'end-to-end-encryption',
    title: 'Can meetings be end-to-end encrypted?',
    description: 'Whether users can choose end-to-end encryption, which keeps also Zoom from listening. The older switch is another thing: it demands encryption of SIP and H.323 room systems, and is listed beside it.',
    tags: ['meetings', 'security', 'privacy'],
    queries: [
      ...shouldBeOn('meetingSecurityEndToEndEncryptedMeetings', 'u.meetingSecurityEncryptionType AS "Encryption of new meetings"'),
      {
        name: 'Encryption demanded of SIP and H.323 room systems',
        resultsAre: 'INFORMATIVE',
        query: 'FIND zoom_user WITH active = true AS u RETURN u.inMeetingE2eEncryption AS Demanded, count(u) AS Users ORDER BY Users DESC, Demanded',
      },
    ],
  },
  {
    id: 'no-waiting-room-and-no-passcode',
    title: 'Whose meetings have neither a waiting room nor a passcode?',
    description: 'Anybody who learns or guesses the number of such a meeting is in it at once. This is how meetings are disturbed and overheard.',
    tags: ['meetings', 'security'],
    queries: activeUsers({
      good: '(meetingSecurityWaitingRoom = true OR meetingSecurityMeetingPassword = true)',
      bad: 'meetingSecurityWaitingRoom = false AND meetingSecurityMeetingPassword = false',
      unknown: '((meetingSecurityWaitingRoom = undefined AND meetingSecurityMeetingPassword != true) OR (meetingSecurityMeetingPassword = undefined AND meetingSecurityWaitingRoom != true))',
    }),
  },
  {
    id: 'waiting-room-off',
    title: 'Whose meetings have no waiting room?',
    description: 'Without a waiting room nobody sees who is coming before they are in.',
    tags: ['meetings', 'security'],
    queries: shouldBeOn('meetingSecurityWaitingRoom'),
  },
  {
    id: 'passcode-off',
    title: 'Whose meetings need no passcode?',
    description: 'The number of a meeting can be guessed; a passcode makes the guess useless.',
    tags: ['meetings', 'security'],
    queries: shouldBeOn('meetingSecurityMeetingPassword'),
  },
  {
    id: 'personal-meeting-without-passcode',
    title: 'Whose personal meeting room has no passcode?',
    description: 'The personal number never changes, so whoever was once invited can come back at any time.',
    tags: ['meetings', 'security'],
    queries: shouldBeOn('meetingSecurityPmiPassword'),
  },
  {
    id: 'personal-meeting-id-for-meetings',
    title: 'Who uses the personal meeting number for ordinary meetings?',
    description: 'Every guest of every meeting then knows the number of the next one.',
    tags: ['meetings', 'security'],
    queries: activeUsers({
      good: 'scheduleMeetingUsePmiForScheduledMeetings = false AND scheduleMeetingUsePmiForInstantMeetings = false',
      bad: '(scheduleMeetingUsePmiForScheduledMeetings = true OR scheduleMeetingUsePmiForInstantMeetings = true)',
      unknown:
        '((scheduleMeetingUsePmiForScheduledMeetings = undefined AND scheduleMeetingUsePmiForInstantMeetings != true) OR (scheduleMeetingUsePmiForInstantMeetings = undefined AND scheduleMeetingUsePmiForScheduledMeetings != true))',
    }),
  },
  {
    id: 'join-before-host',
    title: 'Whose meetings can be entered before the host is there?',
    description: 'People can talk in a meeting that nobody looks after, and use its link for themselves.',
    tags: ['meetings', 'security'],
    queries: shouldBeOff('scheduleMeetingJoinBeforeHost'),
  },
  {
    id: 'join-before-host-without-waiting-room',
    title: 'Whose meetings can be entered before the host, past no waiting room?',
    description: 'Both together leave the door open and nobody at it. It is the first of the two to repair.',
    tags: ['meetings', 'security'],
    queries: activeUsers({
      good: '(scheduleMeetingJoinBeforeHost = false OR meetingSecurityWaitingRoom = true)',
      bad: 'scheduleMeetingJoinBeforeHost = true AND meetingSecurityWaitingRoom = false',
      unknown: '((scheduleMeetingJoinBeforeHost = undefined AND meetingSecurityWaitingRoom != true) OR (meetingSecurityWaitingRoom = undefined AND scheduleMeetingJoinBeforeHost != false))',
    }),
  },
  {
    id: 'participants-not-signed-in',
    title: 'Whose meetings let people in who have not signed in?',
    description: 'Without it nobody can be sure who is behind a name. Where outsiders are welcome a waiting room does instead.',
    tags: ['meetings', 'security'],
    queries: shouldBeOn('meetingAuthentication'),
  },
  {
    id: 'no-protection-enforced',
    title: 'Who may hold a meeting without any protection?',
    description: 'Zoom can insist that every meeting has a passcode, a waiting room or sign-in. Where it does not, one careless click leaves a meeting open.',
    tags: ['meetings', 'security'],
    queries: shouldBeOn('meetingSecurityAutoSecurity'),
  },
  {
    id: 'passcode-in-join-link',
    title: 'Whose meeting links carry the passcode?',
    description: 'Whoever gets hold of the link needs no passcode. Convenient, and for many companies right; where meetings are confidential it is not.',
    tags: ['meetings', 'security'],
    queries: [{ resultsAre: 'INFORMATIVE', query: 'FIND zoom_user WITH active = true AS u RETURN u.meetingSecurityEmbedPasswordInJoinLink AS Embedded, count(u) AS Users ORDER BY Users DESC, Embedded' }],
  },
  {
    id: 'live-streaming',
    title: 'Who can stream meetings to the public?',
    description: 'A stream leaves the control of Zoom: passcode, waiting room and sign-in do not hold there.',
    tags: ['meetings', 'privacy'],
    queries: shouldBeOff('inMeetingAllowLiveStreaming'),
  },
  {
    id: 'participants-can-rename',
    title: 'In whose meetings can participants change their name?',
    description: 'A stranger can take the name of a colleague. Schools and support desks often want it off.',
    tags: ['meetings', 'security'],
    queries: shouldBeOff('inMeetingAllowParticipantsToRename'),
  },
  {
    id: 'ai-meeting-summaries',
    title: 'Whose meetings does the AI summarise by itself?',
    description: 'Where it begins by itself, what was said is written down in every meeting, also in those that should not be.',
    tags: ['meetings', 'privacy'],
    queries: shouldBeOff('inMeetingMeetingSummaryWithAiCompanionAutoEnable', 'u.inMeetingMeetingSummaryWithAiCompanionWhoWillReceiveSummary AS "Who gets it"'),
  },
];
