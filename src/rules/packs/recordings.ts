import type { RulePack } from './define.ts';
import { weakForAccount, weakForAnyone, weakForMany } from './weak-setting.ts';

/** Our judgement: recordings are read by many, so fewer exceptions than of meetings. Change it in your copy. */
const MOST_EXCEPTIONS = 10;

/** A switch that matters only to those who can record to the cloud. */
const cloudOn = (property: string) => ({
  weak: `recordingCloudRecording = true AND ${property} = false`,
  good: { recordingCloudRecording: true, [property]: true },
  bad: { recordingCloudRecording: true, [property]: false },
});
const PUT_BACK = 'Switch it on again for the user or group, and lock it in the account settings so that it stays on.';

/** What is kept of meetings, and who can see it. */
export const RECORDINGS: RulePack = {
  id: 'recordings',
  name: 'Recordings',
  description: 'How cloud recordings are protected, who can take copies, and what is recorded unasked.',
  rules: [
    weakForAnyone({
      id: 'recording-passcode-off',
      name: "Somebody's shared recordings open without a passcode",
      level: 'HIGH',
      description: 'Cloud recordings that an active user shares need no passcode.',
      why: 'Everybody who gets hold of the link can watch, and links are forwarded and found by search engines.',
      remediation: PUT_BACK,
      ...cloudOn('recordingRequiredPasswordForSharedCloudRecordings'),
    }),
    weakForMany(MOST_EXCEPTIONS, {
      id: 'many-recordings-without-passcode',
      name: "Many people's shared recordings open without a passcode",
      level: 'HIGH',
      description: `Shared cloud recordings of more than ${MOST_EXCEPTIONS} active users need no passcode.`,
      why: 'So many are no exceptions: a group or the whole account has it off.',
      remediation: 'Require passcodes for shared cloud recordings in the account settings and lock the setting.',
      ...cloudOn('recordingRequiredPasswordForSharedCloudRecordings'),
    }),
    weakForAnyone({
      id: 'recording-open-to-outsiders',
      name: "Somebody's recordings can be watched without signing in",
      level: 'MEDIUM',
      description: 'Viewers of the cloud recordings of an active user need not sign in, so that people outside the company can watch.',
      why: 'Nobody knows who has seen a recording, and a link is enough to see it.',
      remediation: PUT_BACK,
      ...cloudOn('recordingAuthentication'),
    }),
    weakForAnyone({
      id: 'recording-passcode-rule-weakened',
      name: "The rule for passcodes of somebody's recordings is weak",
      level: 'LOW',
      description: 'Passcodes of recordings of an active user may be digits alone or shorter than eight characters.',
      why: 'Such passcodes are guessed in minutes.',
      remediation: 'Demand eight characters with letters for passcodes of recordings.',
      weak: '(recordingRecordingPasswordRequirementOnlyAllowNumeric = true OR recordingRecordingPasswordRequirementLength < 8)',
      good: { recordingRecordingPasswordRequirementOnlyAllowNumeric: false, recordingRecordingPasswordRequirementLength: 10 },
      bad: { recordingRecordingPasswordRequirementOnlyAllowNumeric: false, recordingRecordingPasswordRequirementLength: 6 },
    }),
    weakForAnyone({
      id: 'automatic-recording',
      name: "Somebody's meetings are recorded from the start",
      level: 'MEDIUM',
      description: 'Meetings of an active user are recorded to the cloud or to disk without anybody asking for it.',
      why: 'Conversations are kept that nobody meant to keep, and somebody must guard and delete them.',
      remediation: 'Ask the user. Where recording is not demanded by law or contract, switch automatic recording off.',
      weak: "recordingAutoRecording = ('cloud' OR 'local')",
      good: { recordingAutoRecording: 'none' },
      bad: { recordingAutoRecording: 'cloud' },
    }),
    weakForAnyone({
      id: 'local-recording-on',
      name: 'Somebody can record to their own disk',
      level: 'MEDIUM',
      description: 'An active user may make recordings on the own computer.',
      why: 'Such a file is out of reach of the company: no passcode, no deletion, no record of who saw it.',
      remediation: 'Switch recording to the own computer off for the user or group; let them record to the cloud.',
      weak: 'recordingLocalRecording = true',
      good: { recordingLocalRecording: false },
      bad: { recordingLocalRecording: true },
    }),
    weakForAnyone({
      id: 'recording-kept-for-ever',
      name: "Somebody's recordings are kept for ever",
      level: 'LOW',
      description: 'Cloud recordings of an active user are not deleted after a number of days.',
      why: 'What is kept for ever is lost some day, and laws ask for an end.',
      remediation: 'Set a number of days after which recordings are deleted.',
      ...cloudOn('recordingAutoDeleteCmr'),
    }),
    weakForAnyone({
      id: 'recording-consent-off',
      name: 'Somebody records without asking the participants',
      level: 'MEDIUM',
      description: 'Participants in meetings of an active user who can record to the cloud are not asked to agree.',
      why: 'In many countries recording people without their consent is against the law.',
      remediation: 'Switch the request for consent on again for the user or group.',
      ...cloudOn('recordingAskParticipantsToConsentDisclaimer'),
    }),
    weakForAccount({
      id: 'recording-download-by-viewers',
      name: 'Viewers can download recordings',
      level: 'MEDIUM',
      description: 'The account lets everybody who can watch a cloud recording save a copy, and did not before.',
      why: 'A copy outlives the passcode, the deletion and the right to see it.',
      remediation: 'Leave downloads to the host in the account settings.',
      weak: 'recordingCloudRecordingDownload = true AND recordingCloudRecordingDownloadHost = false',
      good: { recordingCloudRecordingDownload: true, recordingCloudRecordingDownloadHost: true },
      bad: { recordingCloudRecordingDownload: true, recordingCloudRecordingDownloadHost: false },
    }),
    weakForAccount({
      id: 'account-recording-passcode-off',
      name: 'The account switched passcodes of recordings off',
      level: 'HIGH',
      description: 'Shared cloud recordings need no passcode as the default for everybody, and did before.',
      why: 'All recordings that are shared from now on are open to whoever has the link.',
      remediation: 'Switch it on in the account settings, lock it, and find in the operation log who changed it.',
      weak: 'recordingRequiredPasswordForSharedCloudRecordings = false',
      good: { recordingRequiredPasswordForSharedCloudRecordings: true },
      bad: { recordingRequiredPasswordForSharedCloudRecordings: false },
    }),
    weakForAccount({
      id: 'recording-sign-in-unlocked',
      name: 'Users may let anybody watch their recordings',
      level: 'MEDIUM',
      description: 'The lock on signing in to watch cloud recordings was taken off in the account settings.',
      why: 'A setting without a lock is only advice, and a removed lock is often the first step to a weak setting.',
      remediation: 'Lock it again, unless the change was planned.',
      weak: 'lockedRecordingAuthentication = false',
      good: { lockedRecordingAuthentication: true },
      bad: { lockedRecordingAuthentication: false },
    }),
  ],
};
