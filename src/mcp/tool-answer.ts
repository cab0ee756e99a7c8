import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { excerpt, J1qlError } from '../j1ql/diagnostic.ts';
import { errorJson } from '../j1ql/error-json.ts';
import { GraphZoomError } from '../lib/errors.ts';
import { MOST_BYTES, visibleJson } from './bounds.ts';

/** An answer as data, and the same as text for assistants that read no data. */
export function answer(value: Record<string, unknown>): CallToolResult {
  const text = visibleJson(value);
  if (Buffer.byteLength(text) > MOST_BYTES) return failure(new GraphZoomError('usage', `The answer is longer than ${MOST_BYTES / 1000} kB.`, { hint: 'Ask for less: a lower limit, or RETURN fewer columns.' }));
  return { content: [{ type: 'text', text }], structuredContent: value };
}

/** What went wrong, as the answer of a tool: code, message and hint; of a query also the place. Assistants correct themselves by it. */
export function failure(error: unknown): CallToolResult {
  const told = { ...errorJson(error), ...(error instanceof J1qlError && error.text.trim() !== '' ? { excerpt: excerpt(error) } : {}) };
  return { isError: true, content: [{ type: 'text', text: visibleJson({ error: told }) }] };
}
