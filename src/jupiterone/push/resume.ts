import { createHash } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import type { Store } from '../../store/store.ts';
import type { Persister } from './persister.ts';
import type { PushOptions } from './push.ts';

/** Name of the state that an upload leaves in the store until it has ended. */
const STATE = 'push';
/** What is older may not be open there any more. */
const MOST_MS = 24 * 60 * 60 * 1000;

interface State {
  readonly job: string;
  /** Of the target and what is sent: another push is another upload. */
  readonly what: string;
  readonly on: number;
  readonly done: readonly number[];
}

/** An upload that was begun now, or goes on. */
export interface Upload {
  readonly job: string;
  /** Batches that were taken already. */
  readonly done: ReadonlySet<number>;
  /** Notes that a batch was taken. */
  save(index: number): Promise<void>;
  forget(): Promise<void>;
}

/** Goes on with the upload that an earlier push has left, where the graph is the same and the job still open; else begins one, and aborts that one. */
export async function begunUpload({ store, clock, persister, options }: { store: Store; clock: Clock; persister: Persister; options: PushOptions }): Promise<Upload> {
  const { scope, mapPeople } = options;
  const what = fingerprint(options);
  const left = (await store.runs.getState(scope, STATE)) as State | null | undefined;
  const goesOn = left?.what === what && clock.now() - left.on < MOST_MS && !(await hasChanged(store, left.on, mapPeople ? undefined : scope)) && (await isOpen(persister, left.job));
  const begun = goesOn && left ? left : { job: (await persister.begin()).id, what, on: clock.now(), done: [] };
  const done = new Set(begun.done);
  const write = () => store.runs.setState(scope, STATE, { ...begun, done: [...done] } satisfies State);
  if (!goesOn) {
    await write();
    if (left?.what === what && (await isOpen(persister, left.job))) await persister.abort(left.job, 'The graph has changed since; another upload takes its place.');
  }
  // One write after the other: each says all that was taken.
  let writing: Promise<void> = Promise.resolve();
  return {
    job: begun.job,
    done: new Set(done),
    save(index) {
      done.add(index);
      writing = writing.then(write);
      return writing;
    },
    async forget() {
      await store.runs.setState(scope, STATE, null);
    },
  };
}

/** Whether anything was written since; employees, whom a mapping is made of, are of scopes of their own. */
const hasChanged = async (store: Store, since: number, scope: string | undefined): Promise<boolean> => (await store.changes({ since, limit: 1, ...(scope === undefined ? {} : { scope }) })).length > 0;

async function isOpen(persister: Persister, job: string): Promise<boolean> {
  try {
    return (await persister.job(job)).status === 'AWAITING_UPLOADS';
  } catch (error) {
    if (error instanceof GraphZoomError && error.code === 'jupiterone-refused') return false; // it is not there any more
    throw error;
  }
}

const fingerprint = ({ target: { apiUrl, account, destination }, mapPeople, batchBytes }: PushOptions): string =>
  createHash('sha256')
    .update(JSON.stringify([apiUrl, account, destination, mapPeople, batchBytes ?? 0]))
    .digest('hex');
