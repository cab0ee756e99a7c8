import { ACCESS } from './access.ts';
import { ACCOUNT_QUESTIONS } from './account-settings.ts';
import { ADMINISTRATORS } from './administrators.ts';
import { CHANGES } from './changes.ts';
import { CHAT } from './chat.ts';
import { DATA_QUALITY } from './data-quality.ts';
import type { Question } from './define.ts';
import { DOMAINS } from './domains.ts';
import { EMPLOYEES } from './employees.ts';
import { GROUPS } from './groups.ts';
import { LICENCES } from './licences.ts';
import { LIFECYCLE } from './lifecycle.ts';
import { MEETINGS } from './meetings.ts';
import { PHONE } from './phone.ts';
import { RECORDINGS } from './recordings.ts';
import { SHARING } from './sharing.ts';
import { SIGN_IN } from './sign-in.ts';

/** Every question that ships, by topic; a new topic is a file and a line here. */
export const QUESTIONS: readonly Question[] = [
  ...ACCESS,
  ...ADMINISTRATORS,
  ...SIGN_IN,
  ...LIFECYCLE,
  ...EMPLOYEES,
  ...MEETINGS,
  ...SHARING,
  ...RECORDINGS,
  ...CHAT,
  ...PHONE,
  ...GROUPS,
  ...DOMAINS,
  ...CHANGES,
  ...LICENCES,
  ...ACCOUNT_QUESTIONS,
  ...DATA_QUALITY,
];
