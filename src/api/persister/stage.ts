import { createHash, randomUUID } from 'node:crypto';
import type { Records, Store, UploadKind } from '../../store/store.ts';
import { ApiError } from '../api-error.ts';
import type { ListName, Upload } from './body/upload.ts';
import type { Checked } from './check/objects.ts';
import { quoted } from './check/problem.ts';

const COLLECTION = 'sync-batch';
/** Records read at once. */
const PAGE = 500;

/** What is kept of a batch beside its objects. */
interface Batch {
  /** Whether all of it lies in the uploads. */
  readonly done: boolean;
  /** A key of each kind that no earlier batch had: where one of them lies in the uploads, its kind was put there whole. */
  readonly marks: Partial<Record<UploadKind, string>>;
  /** Keys that an earlier batch had already; the later object counts. */
  readonly again: Partial<Record<UploadKind, readonly string[]>>;
}

export const KIND_OF: Readonly<Record<ListName, UploadKind>> = { entities: 'entity', relationships: 'relationship', deleteEntities: 'delete-entity', deleteRelationships: 'delete-relationship' };

export interface StageOptions {
  readonly job: string;
  readonly ignoreDuplicates: boolean;
  /** What tells a batch that is sent again from a new one. */
  readonly correlationId: string | undefined;
  /** The body as it came. */
  readonly body: Buffer;
}

/** Puts the objects of an upload into the store's uploads, once, however often the batch is sent. Called for one batch of a job at a time. */
export async function stageUpload(store: Pick<Store, 'uploads' | 'records'>, upload: Upload, options: StageOptions): Promise<void> {
  const { job, correlationId } = options;
  const id = `${job}/${correlationId === undefined ? randomUUID() : createHash('sha256').update(correlationId).update('\0').update(options.body).digest('base64url')}`;
  const earlier = correlationId === undefined ? undefined : (await store.records.get<Batch>(COLLECTION, id))?.value;
  if (earlier?.done) return;
  const batch = earlier ?? { done: false, ...(await compare(store, upload, options)) };
  const keep = correlationId !== undefined || Object.keys(batch.again).length > 0;
  const write = (value: Batch) => store.records.write([{ collection: COLLECTION, id, parent: job, value }]);
  if (keep && !earlier) await write(batch);
  for (const list of Object.keys(KIND_OF) as ListName[]) {
    const kind = KIND_OF[list];
    const mark = batch.marks[kind];
    const staged = earlier !== undefined && mark !== undefined && (await store.uploads.known(job, kind, [mark])).length > 0;
    if (!staged) await store.uploads.add(job, kind, latest(upload[list]));
  }
  if (keep) await write({ ...batch, done: true });
}

/** Compares a batch with itself and with what the job has already. */
async function compare(store: Pick<Store, 'uploads'>, upload: Upload, { job, ignoreDuplicates }: StageOptions): Promise<Pick<Batch, 'marks' | 'again'>> {
  const marks: Batch['marks'] = {};
  const again: { -readonly [kind in UploadKind]?: readonly string[] } = {};
  for (const list of Object.keys(KIND_OF) as ListName[]) {
    const items = upload[list];
    if (items.length === 0) continue;
    const kind = KIND_OF[list];
    const strict = !ignoreDuplicates && (kind === 'entity' || kind === 'relationship');
    if (strict) refuseDuplicates(list, items);
    const known = new Set(await store.uploads.known(job, kind, [...new Set(items.map(({ key }) => key))]));
    if (known.size > 0 && strict)
      throw duplicate(
        list,
        items.findIndex(({ key }) => known.has(key)),
        [...known][0] as string,
      );
    if (known.size > 0) again[kind] = [...known];
    const mark = items.find(({ key }) => !known.has(key))?.key;
    if (mark !== undefined) marks[kind] = mark;
  }
  return { marks, again };
}

function refuseDuplicates(list: ListName, items: readonly Checked[]): void {
  const seen = new Set<string>();
  items.forEach(({ key }, index) => {
    if (seen.has(key)) throw duplicate(list, index, key);
    seen.add(key);
  });
}

const duplicate = (list: string, index: number, key: string): ApiError =>
  new ApiError(400, 'DUPLICATE_KEY', `${list}[${index}]: the _key ${quoted(key)} was uploaded to this job before. Upload with ?ignoreDuplicates=true to let the later object count.`);

/** Of each key the later object, at its place. */
function latest(items: readonly Checked[]): readonly Checked[] {
  const last = new Map(items.map((item, index) => [item.key, index]));
  return last.size === items.length ? items : items.filter((item, index) => last.get(item.key) === index);
}

/** How often each key of a kind was sent again: that many of its objects are superseded by a later one. */
export async function repeatedKeys(records: Records, job: string): Promise<Record<UploadKind, Map<string, number>>> {
  const counts: Record<UploadKind, Map<string, number>> = { entity: new Map(), relationship: new Map(), 'delete-entity': new Map(), 'delete-relationship': new Map() };
  for await (const { value } of batches(records, job))
    for (const [kind, keys] of Object.entries(value.again) as [UploadKind, readonly string[]][]) for (const key of keys) counts[kind].set(key, (counts[kind].get(key) ?? 0) + 1);
  return counts;
}

/** Forgets a job's batches and objects. */
export async function dropUploads(store: Pick<Store, 'uploads' | 'records'>, job: string): Promise<void> {
  await store.uploads.drop(job);
  for await (const { id } of batches(store.records, job)) await store.records.write([{ collection: COLLECTION, id, value: undefined }]);
}

async function* batches(records: Records, job: string): AsyncGenerator<{ id: string; value: Batch }> {
  let after: { on: number; id: string } | undefined;
  for (;;) {
    const page = await records.list<Batch>(COLLECTION, { parent: job, order: 'oldest', limit: PAGE, ...(after ? { after } : {}) });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = { on: last.on, id: last.id };
  }
}
