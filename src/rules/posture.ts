import type { Records, Store } from '../store/store.ts';
import { type Counts, countQuestion } from './answer-question.ts';
import { findQuestion } from './find-questions.ts';
import { QUESTIONS } from './questions/index.ts';

/** What somebody who is responsible looks at first, of the questions that ship: in the terminal and on the page. */
const POSTURE = [
  'waiting-room-off',
  'no-waiting-room-and-no-passcode',
  'personal-meeting-without-passcode',
  'join-before-host',
  'screen-sharing-by-everybody',
  'end-to-end-encryption',
  'cloud-recordings-without-passcode',
  'sign-in-with-password',
  'no-sign-in-90-days',
] as const;

const TREND = 'posture';
/** So many points are kept, the oldest go first: two years of days, or a week of many changes. */
const MOST_POINTS = 730;

export interface PostureItem extends Counts {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}
/** How it was once. */
export interface PosturePoint {
  readonly on: number;
  /** Number of weak ones by question. */
  readonly bad: Readonly<Record<string, number>>;
}

/** How many users are good, bad and unknown by each of the settings that matter most. */
export async function countPosture(store: Pick<Store, 'count'>, now: number): Promise<PostureItem[]> {
  const items: PostureItem[] = [];
  for (const id of POSTURE) {
    const question = findQuestion(QUESTIONS, id);
    items.push({ id, title: question.title, description: question.description, ...(await countQuestion(store, question, now)) });
  }
  return items;
}

/** Counts, and keeps the numbers of the day for the trend. */
export async function keepPosture(store: Pick<Store, 'count' | 'records'>, now: number): Promise<void> {
  const items = await countPosture(store, now);
  const point: PosturePoint = { on: now, bad: Object.fromEntries(items.map(({ id, bad = 0 }) => [id, bad])) };
  const before = await postureTrend(store.records);
  const last = before.at(-1);
  // Within a day only what is different is news.
  if (last && dayOf(last.on) === dayOf(now) && JSON.stringify(last.bad) === JSON.stringify(point.bad)) return;
  const gone = before.slice(0, Math.max(0, before.length + 1 - MOST_POINTS));
  await store.records.write([{ collection: TREND, id: String(now), on: now, value: point }, ...gone.map(({ on }) => ({ collection: TREND, id: String(on), value: undefined }))]);
}

/** How it was, oldest first. */
export const postureTrend = async (records: Pick<Records, 'list'>): Promise<PosturePoint[]> => (await records.list<PosturePoint>(TREND, { limit: MOST_POINTS })).map(({ value }) => value).sort((a, b) => a.on - b.on);

const dayOf = (on: number): string => new Date(on).toISOString().slice(0, 10);
