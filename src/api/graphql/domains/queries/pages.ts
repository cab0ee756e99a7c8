import type { QueryResult } from '../../../../store/query-result.ts';
import type { Question } from './question.ts';

/** Rows of a page, as JupiterOne gives them (reference/j1ql.md, section 17). */
const PAGE = 250;
/** Bytes that a page of variable size may have: as much as one upload of JupiterOne's. */
const PAGE_BYTES = 5 * 1024 * 1024;

/** One page. Where its size is up to the server, a second read takes as many rows as there is room for. */
export async function askPage(question: Question, signal: AbortSignal): Promise<QueryResult> {
  const first = await question.ask({ pageSize: PAGE, signal, ...(question.cursor === undefined ? {} : { cursor: question.cursor }) });
  if (!question.variableResultSize || first.type === 'tree' || first.cursor === undefined) return first;
  const bytes = JSON.stringify(first.data).length;
  const more = Math.floor((PAGE_BYTES - bytes) / (bytes / first.data.length));
  if (more < 1) return first;
  const second = await question.ask({ pageSize: more, cursor: first.cursor, signal });
  const { cursor: _, ...rest } = first;
  return { ...rest, data: [...first.data, ...(second as typeof first).data], ...('cursor' in second ? { cursor: second.cursor } : {}) } as QueryResult;
}

/** How many rows there are in all; nothing is counted where the page is all there is. */
export async function countAll(question: Question, result: QueryResult, signal: AbortSignal): Promise<number> {
  if (result.type === 'tree') return result.data.vertices.length + result.data.edges.length;
  return question.cursor === undefined && result.cursor === undefined ? result.data.length : question.count({ signal });
}
