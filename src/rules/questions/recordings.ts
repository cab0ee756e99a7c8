import { activeUsers, type Question, shouldBeOff } from './define.ts';

/** Basic users cannot record to the cloud, and Zoom leaves these settings out for them: that is no gap. */
const NO_CLOUD_ANSWER = "(license = 'Licensed' AND recordingCloudRecording = undefined)";
const CAN_RECORD = '(recordingCloudRecording = true OR recordingLocalRecording = true)';

/** What is kept of meetings, who can see it, and for how long. */
export const RECORDINGS: readonly Question[] = [
  {
    id: 'cloud-recordings-without-passcode',
    title: 'Whose shared cloud recordings open without a passcode?',
    description: 'Users who can record to the cloud and whose recordings, once shared, are open to everybody who has the link.',
    tags: ['recordings', 'security', 'privacy'],
    queries: activeUsers({
      good: 'recordingCloudRecording = true AND recordingRequiredPasswordForSharedCloudRecordings = true',
      bad: 'recordingCloudRecording = true AND recordingRequiredPasswordForSharedCloudRecordings = false',
      unknown: `((recordingCloudRecording = true AND recordingRequiredPasswordForSharedCloudRecordings = undefined) OR ${NO_CLOUD_ANSWER})`,
    }),
  },
  {
    id: 'recordings-without-sign-in',
    title: 'Whose cloud recordings can be watched without signing in?',
    description: 'Users who can record to the cloud and whose viewers need not say who they are.',
    tags: ['recordings', 'security', 'privacy'],
    queries: activeUsers({
      good: 'recordingCloudRecording = true AND recordingAuthentication = true',
      bad: 'recordingCloudRecording = true AND recordingAuthentication = false',
      unknown: `((recordingCloudRecording = true AND recordingAuthentication = undefined) OR ${NO_CLOUD_ANSWER})`,
    }),
  },
  {
    id: 'local-recording',
    title: 'Who can record to their own disk?',
    description: 'Such a recording is out of the control of the account: no passcode, no deletion, no record of who saw it.',
    tags: ['recordings', 'privacy'],
    queries: shouldBeOff('recordingLocalRecording'),
  },
  {
    id: 'automatic-recording',
    title: 'Whose meetings are recorded from the start?',
    description: 'Users by how their meetings are recorded without anybody asking for it: to the cloud, to disk, or not at all.',
    tags: ['recordings', 'privacy'],
    queries: [
      {
        name: 'Recorded automatically',
        resultsAre: 'INFORMATIVE',
        query:
          'FIND zoom_user WITH active = true AND recordingAutoRecording = (\'cloud\' OR \'local\') AS u RETURN u.displayName AS Name, u.email AS "E-mail", u.dept AS Department, u.recordingAutoRecording AS "Recorded to" ORDER BY u.displayName',
      },
      { name: 'In numbers', resultsAre: 'INFORMATIVE', query: 'FIND zoom_user WITH active = true AS u RETURN u.recordingAutoRecording AS Recorded, count(u) AS Users ORDER BY Users DESC, Recorded' },
    ],
  },
  {
    id: 'recording-without-notice',
    title: 'Who can record without telling the participants?',
    description: 'Users who can record and whose participants neither see a notice nor are asked to agree. In many countries recording like that is against the law.',
    tags: ['recordings', 'privacy', 'audit'],
    queries: activeUsers({
      good: `${CAN_RECORD} AND (recordingRecordingDisclaimer = true OR recordingAskParticipantsToConsentDisclaimer = true OR recordingRecordingNotificationForZoomClientDisclaimerToParticipants != (undefined OR 'none'))`,
      bad: `${CAN_RECORD} AND recordingRecordingDisclaimer != true AND recordingAskParticipantsToConsentDisclaimer != true AND recordingRecordingNotificationForZoomClientDisclaimerToParticipants = (undefined OR 'none') AND (recordingRecordingDisclaimer = false OR recordingAskParticipantsToConsentDisclaimer = false OR recordingRecordingNotificationForZoomClientDisclaimerToParticipants = 'none')`,
      unknown: `(recordingCloudRecording = true OR recordingLocalRecording != false) AND recordingRecordingDisclaimer = undefined AND recordingAskParticipantsToConsentDisclaimer = undefined AND recordingRecordingNotificationForZoomClientDisclaimerToParticipants = undefined`,
    }),
  },
  {
    id: 'recording-retention',
    title: 'Whose cloud recordings are kept for ever?',
    description: 'Users who can record to the cloud and whose recordings are not deleted after a number of days. What is kept for ever will be lost some day.',
    tags: ['recordings', 'privacy', 'audit', 'cost'],
    queries: activeUsers(
      {
        good: 'recordingCloudRecording = true AND recordingAutoDeleteCmr = true',
        bad: 'recordingCloudRecording = true AND recordingAutoDeleteCmr = false',
        unknown: `((recordingCloudRecording = true AND recordingAutoDeleteCmr = undefined) OR ${NO_CLOUD_ANSWER})`,
      },
      'u.recordingAutoDeleteCmrDays AS "Deleted after days"',
    ),
  },
  {
    id: 'recordings-deleted-by-host',
    title: 'Who can delete their own cloud recordings?',
    description: 'Where recordings are evidence, the person recorded should not be able to remove them.',
    tags: ['recordings', 'audit'],
    queries: [
      {
        resultsAre: 'INFORMATIVE',
        query: 'FIND zoom_user WITH active = true AND recordingCloudRecording = true AS u RETURN u.recordingHostDeleteCloudRecording AS Deletable, count(u) AS Users ORDER BY Users DESC, Deletable',
      },
    ],
  },
  {
    id: 'recording-passcode-rule',
    title: 'Whose rule for passcodes of recordings is weak?',
    description: 'Passcodes of digits alone, or shorter than eight characters, are guessed in minutes.',
    tags: ['recordings', 'security'],
    queries: activeUsers(
      {
        good: 'recordingRecordingPasswordRequirementOnlyAllowNumeric = false AND recordingRecordingPasswordRequirementLength >= 8',
        bad: '(recordingRecordingPasswordRequirementOnlyAllowNumeric = true OR recordingRecordingPasswordRequirementLength < 8)',
        unknown:
          '((recordingRecordingPasswordRequirementOnlyAllowNumeric = undefined AND (recordingRecordingPasswordRequirementLength = undefined OR recordingRecordingPasswordRequirementLength >= 8)) OR (recordingRecordingPasswordRequirementLength = undefined AND recordingRecordingPasswordRequirementOnlyAllowNumeric = false))',
      },
      'u.recordingRecordingPasswordRequirementLength AS "Fewest characters"',
      'u.recordingRecordingPasswordRequirementOnlyAllowNumeric AS "Digits alone"',
    ),
  },
  {
    id: 'recordings-by-country',
    title: 'In which countries are cloud recordings stored?',
    description: 'Users by the country where Zoom keeps their recordings, for questions of data protection.',
    tags: ['recordings', 'privacy', 'audit'],
    queries: [{ resultsAre: 'INFORMATIVE', query: 'FIND zoom_user WITH active = true AS u RETURN u.profileRecordingStorageLocationValue AS Country, count(u) AS Users ORDER BY Users DESC, Country' }],
  },
];
