import { accounts, type Question } from './define.ts';

/** Team Chat, which Zoom sets for the whole account. */
export const CHAT: readonly Question[] = [
  {
    id: 'chat-with-outsiders',
    title: 'With whom can users chat?',
    description: 'Option 1 lets users chat with anybody in the world, by which data leave and strangers come in. 2 is the own organisation, 3 and 4 add listed domains or addresses.',
    tags: ['chat', 'account', 'security'],
    queries: accounts(
      {
        good: 'chatAllowUsersToChatWithOthersEnable = false OR chatAllowUsersToChatWithOthersSelectedOption > 1',
        bad: 'chatAllowUsersToChatWithOthersSelectedOption = 1 AND chatAllowUsersToChatWithOthersEnable != false',
        unknown: 'chatAllowUsersToChatWithOthersSelectedOption = undefined AND chatAllowUsersToChatWithOthersEnable != false',
      },
      'a.chatAllowUsersToChatWithOthersSelectedOption AS Option',
    ),
  },
  {
    id: 'chat-retention',
    title: "Are chat messages removed from Zoom's cloud after a time?",
    description: 'Without a period messages are kept for ever, and everything ever written can be asked for in a lawsuit or stolen.',
    tags: ['chat', 'account', 'privacy', 'audit'],
    queries: accounts(
      { good: 'chatSetRetentionPeriodInCloudEnable = true', bad: 'chatSetRetentionPeriodInCloudEnable = false', unknown: 'chatSetRetentionPeriodInCloudEnable = undefined' },
      'a.chatSetRetentionPeriodInCloudRetentionPeriodOfChannels AS Channels',
      'a.chatSetRetentionPeriodInCloudRetentionPeriodOfDirectMessagesAndGroupConversation AS "Direct messages"',
    ),
  },
  {
    id: 'chat-archiving',
    title: 'Are chat messages copied to an outside archive?',
    description: 'Whether somebody else keeps a copy of all chats. Regulated companies need it; for others it is a place where data leak.',
    tags: ['chat', 'account', 'audit'],
    queries: [
      {
        resultsAre: 'INFORMATIVE',
        query:
          'FIND zoom_account WITH chatSendDataToThirdPartyArchivingServiceEnable != undefined AS a RETURN a.displayName AS Account, a.chatSendDataToThirdPartyArchivingServiceEnable AS Archived, a.chatSendDataToThirdPartyArchivingServiceType AS Archive ORDER BY a.displayName',
      },
      { resultsAre: 'UNKNOWN', query: 'FIND zoom_account WITH chatSendDataToThirdPartyArchivingServiceEnable = undefined AS a RETURN a.displayName AS Account' },
    ],
  },
  {
    id: 'chat-file-sharing',
    title: 'To whom can users send files in Team Chat?',
    description: 'Files to anybody pass no mail filter and no check for confidential contents.',
    tags: ['chat', 'sharing', 'account', 'security'],
    queries: accounts(
      {
        good: "chatShareFilesEnable = false OR chatShareFilesShareOption = ('account' OR 'organization' OR 'disable')",
        bad: "chatShareFilesShareOption = 'anyone' AND chatShareFilesEnable != false",
        unknown: 'chatShareFilesShareOption = undefined AND chatShareFilesEnable != false',
      },
      'a.chatShareFilesShareOption AS "Files to"',
    ),
  },
];
