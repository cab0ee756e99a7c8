import { activeUsers, type Question, shouldBeOff } from './define.ts';

/** What people in a meeting can do to one another: screens, remote control, files, chat. */
export const SHARING: readonly Question[] = [
  {
    id: 'screen-sharing-by-everybody',
    title: 'In whose meetings can everybody share a screen?',
    description: 'Any participant, invited or not, can put pictures in front of all the others.',
    tags: ['sharing', 'meetings', 'security'],
    queries: activeUsers({ good: "inMeetingWhoCanShareScreen = 'host'", bad: "inMeetingWhoCanShareScreen = 'all'", unknown: 'inMeetingWhoCanShareScreen = undefined' }),
  },
  {
    id: 'remote-control',
    title: 'In whose meetings can somebody else take over a shared screen?',
    description: 'Thieves have asked for remote control in a meeting and installed malware. Few people need it.',
    tags: ['sharing', 'security'],
    queries: shouldBeOff('inMeetingRemoteControl'),
  },
  {
    id: 'remote-support',
    title: 'Who can take over the computer of a participant?',
    description: 'Meant for help desks: the host operates the whole computer, not only what is shared.',
    tags: ['sharing', 'security'],
    queries: shouldBeOff('inMeetingRemoteSupport'),
  },
  {
    id: 'file-transfer',
    title: 'In whose meetings can files be sent?',
    description: 'Files in the meeting chat pass no mail filter: malware comes in and documents go out unseen.',
    tags: ['sharing', 'chat', 'security'],
    queries: shouldBeOff('inMeetingFileTransfer'),
  },
  {
    id: 'private-chat',
    title: 'In whose meetings can participants chat in private?',
    description: 'The host does not see these messages. Schools, and companies that must keep records, often do not allow it.',
    tags: ['sharing', 'chat', 'audit'],
    queries: [{ resultsAre: 'INFORMATIVE', query: 'FIND zoom_user WITH active = true AS u RETURN u.inMeetingPrivateChat AS Allowed, count(u) AS Users ORDER BY Users DESC, Allowed' }],
  },
  {
    id: 'chat-saved-by-participants',
    title: 'In whose meetings can participants save the whole chat?',
    description: 'What was written among a few is then a file on the computers of all, guests included.',
    tags: ['sharing', 'chat', 'privacy'],
    queries: activeUsers({ good: 'inMeetingAllowUsersSaveChats < 3', bad: 'inMeetingAllowUsersSaveChats = 3', unknown: 'inMeetingAllowUsersSaveChats = undefined' }),
  },
  {
    id: 'chat-saved-automatically',
    title: "Whose meeting chats are written to the host's disk without asking?",
    description: 'Copies of chats on laptops outlive every rule about how long messages are kept.',
    tags: ['sharing', 'chat', 'privacy'],
    queries: shouldBeOff('inMeetingAutoSavingChat'),
  },
];
