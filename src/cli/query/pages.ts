import type { Plan } from '../../j1ql/plan/plan.ts';
import type { GraphType } from '../../j1ql/sql/catalog.ts';
import { keepHeapSmall } from '../../lib/heap.ts';
import type { AskOptions } from '../../store/ask.ts';
import type { QueryResult } from '../../store/query-result.ts';
import type { Store } from '../../store/store.ts';
import { csvLines, listColumns, TREE_COLUMNS } from './csv.ts';
import { markdownHead, markdownRows } from './markdown.ts';
import { timeColumns } from './render.ts';

/** Rows read at once: whole entities have hundreds of properties. */
const PAGE = 2_000;

/** An answer in pages, to its end, so that it need not fit into memory. A tree is one page. */
export async function* pagesOf(store: Pick<Store, 'query'>, plan: Plan, options: AskOptions): AsyncGenerator<QueryResult> {
  let cursor = options.cursor;
  do {
    const page = await store.query(plan, { ...options, pageSize: options.pageSize ?? PAGE, ...(cursor === undefined ? {} : { cursor }) });
    yield page;
    keepHeapSmall();
    cursor = page.type === 'tree' ? undefined : page.cursor;
  } while (cursor !== undefined);
}

/** One JSON document in JupiterOne's shape, written as it is read. */
export async function* jsonPieces(store: Pick<Store, 'query'>, plan: Plan, options: AskOptions): AsyncGenerator<string> {
  let first = true;
  for await (const page of pagesOf(store, plan, options)) {
    if (page.type === 'tree') {
      yield `${JSON.stringify(page)}\n`;
      return;
    }
    if (first) yield `{"type":"${page.type}","data":[`;
    for (const row of page.data) {
      yield `${first ? '' : ','}${JSON.stringify(row)}`;
      first = false;
    }
    // An empty page is the first and the last.
    first = false;
  }
  yield ']}\n';
}

/** CSV, written as it is read. */
export async function* csvPieces(store: Pick<Store, 'query' | 'catalog'>, plan: Plan, options: AskOptions): AsyncGenerator<string> {
  const head = await headOf(store, plan, options);
  yield csvLines([head]);
  for await (const page of pagesOf(store, plan, options)) yield csvLines(page, head);
}

/** One row a line, as JSON: of a list whole entities, of a tree its vertices, then its edges. */
export async function* ndjsonPieces(store: Pick<Store, 'query'>, plan: Plan, options: AskOptions): AsyncGenerator<string> {
  for await (const page of pagesOf(store, plan, options)) for (const row of page.type === 'tree' ? [...page.data.vertices, ...page.data.edges] : page.data) yield `${JSON.stringify(row)}\n`;
}

/** A table in Markdown, written as it is read: what the table for people has, with every row. */
export async function* markdownPieces(store: Pick<Store, 'query' | 'catalog'>, plan: Plan, options: AskOptions): AsyncGenerator<string> {
  const { output } = plan;
  const head = output.kind === 'list' ? LIST_FOR_PEOPLE : output.kind === 'tree' ? TREE_FOR_PEOPLE : Object.fromEntries((await headOf(store, plan, options)).map((name) => [name, name]));
  const times = timeColumns(plan);
  yield markdownHead(Object.values(head));
  for await (const page of pagesOf(store, plan, options)) yield markdownRows(page, Object.keys(head), times);
}
/** Properties that are shown, with the names of their columns. */
const LIST_FOR_PEOPLE = { displayName: 'name', _type: 'type', _key: 'key' };
const TREE_FOR_PEOPLE = { fromName: 'from', relationship: 'relationship', toName: 'to' };

/** The columns: of a list every property that its types have, of `alias.*` those of the rows there are, which are read for it. */
export async function headOf(store: Pick<Store, 'query' | 'catalog'>, plan: Plan, options: AskOptions): Promise<readonly string[]> {
  if (plan.output.kind === 'tree') return TREE_COLUMNS;
  if (plan.output.kind === 'list') return listColumns((await store.catalog()).types.filter((type) => type.kind === 'entity' && matches(plan, type)));
  const names = new Set<string>();
  for await (const page of pagesOf(store, plan, options)) {
    if (page.type === 'table') for (const name of page.columns) names.add(name);
    if (!hasAll(plan)) break;
  }
  return [...names];
}

const matches = ({ start: { names } }: Plan, type: GraphType): boolean => names === undefined || names.types.includes(type.type) || type.classSets.some((set) => set.some((name) => names.classes.includes(name)));

/** `alias.*`: its columns are those of the rows there are. */
const hasAll = (plan: Plan): boolean => plan.output.kind === 'table' && plan.output.columns.some(({ expression }) => expression.kind === 'whole' && expression.all);
