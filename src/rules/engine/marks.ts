import { randomUUID } from 'node:crypto';
import type { Records, RecordWrite, Store } from '../../store/store.ts';
import { type Committed, watchCommits } from '../../store/watched.ts';

/** Commits that no rule was asked about yet. */
const MARKS = 'rules-due';
/** Whoever never runs rules keeps no marks for ever; every rule's interval is over by then. */
const FORGOTTEN_AFTER_MS = 30 * 86_400_000;
/** Commits that are looked at together. */
const MANY = 1_000;

/** A store that marks every commit that changed something, in the commit's own transaction: also after a crash it is known that rules have to see it. */
export const markCommits = (inner: Store): Store =>
  watchCommits(
    inner,
    async ({ on }) => {
      await inner.records.removeOlder(MARKS, on - FORGOTTEN_AFTER_MS);
    },
    ({ scope, on, result }) => (changedAnything(result) ? [{ collection: MARKS, id: randomUUID(), on, value: { scope, on } }] : []),
  );

const changedAnything = ({ entities, relationships, mapped }: Committed['result']): boolean => [entities, relationships, mapped].some(({ created, updated, deleted }) => created + updated + deleted > 0);

export interface Marks {
  readonly commits: readonly { readonly scope: string; readonly on: number }[];
  /** What forgets them. */
  readonly done: readonly RecordWrite[];
}

/** Commits to be looked at, oldest first. */
export async function readMarks(records: Records): Promise<Marks> {
  const found = await records.list<Marks['commits'][number]>(MARKS, { order: 'oldest', limit: MANY });
  return { commits: found.map(({ value }) => value), done: found.map(({ id }) => ({ collection: MARKS, id, value: undefined })) };
}
