import type { Parts } from './parts.ts';
import { settingsPart } from './parts.ts';

/** Answers that hold one setting each, with the path of its account lock (reference/zoom-api.md, section 8, way 5). */
const LOCKABLE_ANSWERS = [
  { option: 'meeting_authentication', lock: ['schedule_meeting', 'meeting_authentication'] },
  { option: 'recording_authentication', lock: ['recording', 'recording_authentication'] },
] as const;

/**
 * The user settings answers that need no call: what the account has locked is the same for everybody, so the account's own
 * answer stands for each user's. Only account locks allow this; a group's lock does not say whom it binds (section 3.3).
 */
export function lockedAnswers(account: Parts): Parts {
  const locks = account.get('locks');
  const answers = new Map<string, Readonly<Record<string, unknown>>>();
  for (const { option, lock } of LOCKABLE_ANSWERS) {
    const [section, key] = lock;
    const sectionLocks = locks?.[section];
    const locked = typeof sectionLocks === 'object' && sectionLocks !== null && (sectionLocks as Record<string, unknown>)[key] === true;
    const value = account.get(settingsPart(option));
    if (locked && value !== undefined && typeof value[option] === 'boolean') answers.set(settingsPart(option), value);
  }
  return answers;
}
