import { type Question, shouldBeOff, shouldBeOn, users } from './define.ts';

/** Joining by telephone, and Zoom Phone. */
export const PHONE: readonly Question[] = [
  {
    id: 'phone-passcode-off',
    title: 'Whose meetings can be joined by telephone without a passcode?',
    description: 'A caller shows no name and no face. Without a passcode for the telephone the passcode of the meeting is worth little.',
    tags: ['phone', 'meetings', 'security'],
    queries: shouldBeOn('meetingSecurityPhonePassword'),
  },
  {
    id: 'toll-free-dial-in',
    title: 'Whose meetings offer dial-in numbers that the company pays for?',
    description: 'Every minute of every caller is billed to the company, also of those who only leave the line open.',
    tags: ['phone', 'cost'],
    queries: shouldBeOff('audioConferencingTollFreeAndFeeBasedTollCallEnable'),
  },
  {
    id: 'third-party-audio',
    title: "Whose meetings can use another provider's telephone bridge?",
    description: 'What is said on such a bridge goes through a company that Zoom and your contract with it do not cover.',
    tags: ['phone', 'privacy'],
    queries: shouldBeOff('telephonyThirdPartyAudio'),
  },
  {
    id: 'zoom-phone-users',
    title: 'Who has Zoom Phone?',
    description: 'Users with Zoom Phone, whatever their status: a deactivated user may still own a number.',
    tags: ['phone', 'licences', 'cost'],
    queries: [
      { resultsAre: 'INFORMATIVE', query: users('featureZoomPhone = true', 'u.status AS Status', 'u.phoneNumber AS Telephone') },
      { resultsAre: 'UNKNOWN', query: users('active = true AND featureZoomPhone = undefined') },
    ],
  },
];
