import type { Store, UploadKind } from '../../../store/store.ts';
import { ApiError } from '../../api-error.ts';
import { LISTS, type Upload } from '../body/upload.ts';
import type { Uploaded } from '../counters.ts';
import { KIND_OF, repeatedKeys } from '../stage.ts';

/** Objects given on at once: whole entities are wide. */
const BATCH = 500;

export type StagedObject = Record<string, unknown>;

/** What was uploaded to a job, of each key the last object, in the order it came; counts as it goes. */
export class Staged {
  readonly uploaded: Uploaded = { entities: 0, relationships: 0, rawData: 0 };
  readonly #store: Pick<Store, 'uploads'>;
  readonly #job: string;
  readonly #repeated: Record<UploadKind, Map<string, number>>;
  readonly #file: Upload | undefined;

  private constructor(store: Pick<Store, 'uploads'>, job: string, repeated: Record<UploadKind, Map<string, number>>, file: Upload | undefined) {
    this.#store = store;
    this.#job = job;
    this.#repeated = repeated;
    this.#file = file;
  }

  /** `file` is what was put at the job's upload URL; it comes after everything else. */
  static async of(store: Pick<Store, 'uploads' | 'records'>, job: string, file: { readonly upload: Upload; readonly ignoreDuplicates: boolean } | undefined): Promise<Staged> {
    const repeated = await repeatedKeys(store.records, job);
    if (file)
      for (const list of LISTS) {
        const kind = KIND_OF[list];
        const keys = file.upload[list].map(({ key }) => key);
        const again = [...(await store.uploads.known(job, kind, [...new Set(keys)])), ...keys.filter((key, index) => keys.indexOf(key) !== index)];
        const strict = !file.ignoreDuplicates && (kind === 'entity' || kind === 'relationship');
        if (strict && again.length > 0) throw new ApiError(400, 'DUPLICATE_KEY', `The file at the upload URL brings the _key ${JSON.stringify(again[0])} a second time.`);
        for (const key of again) repeated[kind].set(key, (repeated[kind].get(key) ?? 0) + 1);
      }
    return new Staged(store, job, repeated, file?.upload);
  }

  async *read(kind: UploadKind): AsyncGenerator<StagedObject[]> {
    const superseded = this.#repeated[kind];
    for await (const objects of this.#all(kind)) {
      if (kind === 'entity') this.uploaded.entities += objects.length;
      if (kind === 'relationship') this.uploaded.relationships += objects.length;
      for (const { _rawData } of objects) if (Array.isArray(_rawData)) this.uploaded.rawData += _rawData.length;
      const kept = superseded.size === 0 ? objects : objects.filter((object) => isLast(superseded, keyOf(kind, object)));
      for (let start = 0; start < kept.length; start += BATCH) yield kept.slice(start, start + BATCH);
    }
  }

  async *#all(kind: UploadKind): AsyncGenerator<StagedObject[]> {
    yield* this.#store.uploads.read(this.#job, kind);
    const list = LISTS.find((name) => KIND_OF[name] === kind);
    if (this.#file && list) yield this.#file[list].map(({ value }) => value);
  }
}

/** The key under which check/objects.ts staged an object. */
function keyOf(kind: UploadKind, { _id, _key }: StagedObject): string {
  if (kind === 'delete-entity' || kind === 'delete-relationship') return _id === undefined ? `_key ${_key}` : String(_id);
  return _key === undefined ? `_id ${_id}` : String(_key);
}

function isLast(superseded: Map<string, number>, key: string): boolean {
  const more = superseded.get(key) ?? 0;
  if (more > 0) superseded.set(key, more - 1);
  return more === 0;
}
