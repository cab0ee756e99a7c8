import { messageOf } from '../../../lib/errors.ts';
import { ApiError } from '../../api-error.ts';
import { MAY_BE_HALF, wellFormed } from '../../http/well-formed.ts';
import { type KindsOf, parseCsv } from './csv.ts';
import { LISTS, type ListName, type RawUpload } from './upload.ts';
import { parseYaml } from './yaml.ts';

/** Codes of a list that is none; the first is JupiterOne's. */
const NOT_A_LIST: Readonly<Record<ListName, string>> = {
  entities: 'ENTITY_IS_NOT_ARRAY',
  relationships: 'RELATIONSHIP_IS_NOT_ARRAY',
  deleteEntities: 'DELETE_ENTITY_IS_NOT_ARRAY',
  deleteRelationships: 'DELETE_RELATIONSHIP_IS_NOT_ARRAY',
};

export interface ParseOptions {
  readonly contentType: string | undefined;
  /** The list the endpoint is for; of `upload` any may come. */
  readonly only: 'entities' | 'relationships' | undefined;
  /** Which kinds of values the graph knows of a property; asked of files that have no types. */
  readonly kindsOf: () => Promise<KindsOf>;
}

/** The lists in the body of an upload: JSON unless the content type says YAML or CSV. */
export async function parseUpload(body: Buffer, options: ParseOptions): Promise<RawUpload> {
  const text = body.toString('utf8').replace(/^\uFEFF/, '');
  const type = (options.contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'text/csv' || type === 'application/csv') return parseCsv(text, { only: options.only, kindsOf: await options.kindsOf() });
  const document = /[/+-]ya?ml$/.test(type) ? parseYaml(text) : parseJson(text);
  if (typeof document !== 'object' || document === null || Array.isArray(document)) throw new ApiError(400, 'BAD_REQUEST', `The body is no object with ${options.only ?? LISTS.join(', ')} in it.`);
  const given = document as Partial<Record<ListName, unknown>>;
  const wanted: readonly ListName[] = options.only ? [options.only] : LISTS;
  if (options.only && !(options.only in given)) throw new ApiError(400, NOT_A_LIST[options.only], `The body has no list "${options.only}".`);
  const upload: { -readonly [name in ListName]?: readonly unknown[] } = {};
  for (const name of wanted) {
    const list = given[name];
    if (list === undefined || list === null) continue;
    if (!Array.isArray(list)) throw new ApiError(400, NOT_A_LIST[name], `"${name}" is no list.`);
    upload[name] = list;
  }
  return upload;
}

/** JSON of a body; an absent one is an empty object. */
export function parseJson(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    const document: unknown = JSON.parse(text);
    // Half a character cannot be stored; no client means to send one.
    return MAY_BE_HALF.test(text) ? wellFormed(document) : document;
  } catch (error) {
    throw new ApiError(400, 'INVALID_JSON', `The body is no JSON: ${messageOf(error)}`);
  }
}
