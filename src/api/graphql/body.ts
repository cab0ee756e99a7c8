import { z } from 'zod';
import { isTooNested } from '../http/json-body.ts';
import { wellFormed } from '../http/well-formed.ts';
import { MOST } from './limits.ts';

const json = z.unknown();

/** Unknown keys are ignored: the Python client sends `flags` beside the query. */
const operation = z.object({
  query: z.string().min(1),
  variables: z.record(z.string(), json).nullish(),
  operationName: z.string().nullish(),
});
export type OperationRequest = z.infer<typeof operation>;

export interface Requests {
  readonly requests: readonly OperationRequest[];
  /** The answer is a list as well. */
  readonly batched: boolean;
}

/** What a body asks for, or one sentence on why it asks for nothing. */
export function readBody(body: unknown): Requests | { readonly refused: string } {
  const list = Array.isArray(body) ? body : [body];
  if (list.length === 0) return { refused: 'The list of operations is empty.' };
  if (list.length > MOST.batch) return { refused: `There are ${list.length} operations; at most ${MOST.batch} are answered at once.` };
  const requests: OperationRequest[] = [];
  for (const item of list) {
    const read = operation.safeParse(item);
    if (!read.success) return { refused: wrong(read.error.issues[0]?.path.join('.')) };
    if (isTooNested(read.data.variables, MOST.nesting)) return { refused: `The variables are more than ${MOST.nesting} levels deep.` };
    requests.push({ ...read.data, variables: wellFormed(read.data.variables) });
  }
  return { requests, batched: Array.isArray(body) };
}

const wrong = (path: string | undefined): string =>
  path === undefined || path === '' ? 'The body is no GraphQL request: it is a JSON object with "query", or a list of them.' : `The body is no GraphQL request: "${path}" is missing or has another type.`;
