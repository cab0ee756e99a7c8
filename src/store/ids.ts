import { literal } from './driver.ts';
import type { Subgraph } from './store.ts';

/**
 * SQL for `_id`, which follows from subgraph and key: nothing has to be looked up, and the same input gives the same graph.
 * `keySql` is the key's expression. The separators are characters that keys and scopes do not hold. The ids of collections are
 * those of the first stores, which knew no source.
 */
export const idSql = ({ source, scope }: Subgraph, keySql: string): string => `CAST(md5(${literal(source === 'integration-managed' ? scope : `${source}\u001e${scope}`)} || chr(31) || ${keySql}) AS UUID)`;
