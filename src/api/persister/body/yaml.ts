import { parseDocument } from 'yaml';
import { ApiError } from '../../api-error.ts';

/** YAML takes a hundred times as long to read as JSON. */
const MOST_BYTES = 4_000_000;
/** A few lines of aliases of aliases would fill any memory. */
const MOST_ALIASES = 100;

/** A YAML document in the core schema, which has JSON's values and no others. */
export function parseYaml(text: string): unknown {
  if (text.length > MOST_BYTES) throw new ApiError(413, 'RequestEntityTooLargeException', `A YAML body has at most ${MOST_BYTES / 1e6} MB; upload in smaller parts, or as JSON.`);
  const document = parseDocument(text, { schema: 'core', merge: false, logLevel: 'silent' });
  const [error] = document.errors;
  if (error) throw new ApiError(400, 'INVALID_YAML', `The body is no YAML: ${error.message}`);
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES }) ?? {};
  } catch (thrown) {
    throw new ApiError(400, 'INVALID_YAML', `The body is YAML that is not read: ${thrown instanceof Error ? thrown.message : 'it has no value'}`);
  }
}
