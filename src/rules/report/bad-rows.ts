import { keepHeapSmall } from '../../lib/heap.ts';
import { ask } from '../../store/ask.ts';
import type { Store } from '../../store/store.ts';
import type { Question } from '../questions/define.ts';
import { type BadRow, fingerprintOf } from './finding.ts';
import { withKeys } from './keyed-query.ts';

/** Rows read at once. */
const PAGE = 2_000;

/** The BAD rows of a question with what tells them apart, page by page: there may be more than fit into memory. */
export async function* badRows(store: Pick<Store, 'query'>, { id, queries }: Question, now: number, most = PAGE): AsyncGenerator<BadRow> {
  for (const { name, query, resultsAre, includeDeleted } of queries) {
    if (resultsAre !== 'BAD') continue;
    const keyed = withKeys(query);
    let cursor: string | undefined;
    do {
      const page = await ask(store, keyed.query, { now, includeDeleted: includeDeleted === true, pageSize: Math.min(PAGE, most), ...(cursor === undefined ? {} : { cursor }) });
      if (page.type !== 'table') throw new TypeError(`A shipped question must RETURN columns: ${query}`);
      const columns = page.columns.filter((column) => column !== keyed.type && !keyed.keys.includes(column));
      for (const row of page.data) yield { query: name, columns, keyed, row, fingerprint: fingerprintOf(id, name, columns, keyed, row) };
      keepHeapSmall();
      cursor = page.cursor;
    } while (cursor !== undefined);
  }
}
