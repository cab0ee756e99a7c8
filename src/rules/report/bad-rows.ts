import { keepHeapSmall } from '../../lib/heap.ts';
import { ask } from '../../store/ask.ts';
import type { Store } from '../../store/store.ts';
import { asRows } from '../answer-question.ts';
import type { Question } from '../questions/define.ts';
import { type BadRow, fingerprintOf } from './finding.ts';
import { withKeys } from './keyed-query.ts';

/** What tells entities apart where a query returns them whole. */
const OF_ENTITIES = { keys: ['_key'], type: '_type' } as const;
/** Rows read at once. */
const PAGE = 2_000;

/** The BAD rows of a question with what tells them apart, page by page: there may be more than fit into memory. */
export async function* badRows(store: Pick<Store, 'query'>, { id, queries }: Question, now: number, most = PAGE): AsyncGenerator<BadRow> {
  for (const { name, query, resultsAre, includeDeleted, variables = {} } of queries) {
    if (resultsAre !== 'BAD') continue;
    const table = withKeys(query);
    let cursor: string | undefined;
    do {
      const page = await ask(store, table.query, { now, variables, includeDeleted: includeDeleted === true, pageSize: Math.min(PAGE, most), ...(cursor === undefined ? {} : { cursor }) });
      const keyed = page.type === 'table' ? table : { query, ...OF_ENTITIES };
      const { columns: all, rows } = asRows(page);
      const columns = all.filter((column) => column !== keyed.type && !keyed.keys.includes(column));
      for (const row of rows) yield { query: name, columns, keyed, row, fingerprint: fingerprintOf(id, name, columns, keyed, row) };
      keepHeapSmall();
      cursor = 'cursor' in page ? page.cursor : undefined;
    } while (cursor !== undefined);
  }
}
