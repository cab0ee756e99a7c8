import { z } from 'zod';
import { hintsFor } from '../../j1ql/hints.ts';
import type { Plan } from '../../j1ql/plan/plan.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import { type AskOptions, pointAt, prepare } from '../../store/ask.ts';
import type { QueryResult } from '../../store/query-result.ts';
import type { Store } from '../../store/store.ts';
import { fitting, LIST_BYTES } from '../bounds.ts';
import { type Row, type Rows, row, rowsOf } from '../rows.ts';
import { defineTool, variables } from '../tool.ts';

const MOST = 1_000;
const USUAL = 50;

const DESCRIPTION = `Ask the graph in J1QL, JupiterOne's query language. See \`schema\` for types and properties first; \`list_questions\` may have the query already.

- FIND zoom_user (by type) or FIND User (by class), FIND (zoom_group|zoom_role), FIND * (all)
- WITH prop = 'text' AND (n > 3 OR flag = true); also != ^= (begins) $= (ends) ~= (contains), ~= /regex/i, = ('a' OR 'b'), [tag.Name] = 'x'
- THAT HAS zoom_user, THAT ASSIGNED zoom_role, THAT RELATES TO *; >> or << after the verb sets the direction; THAT !HAS zoom_group: those without any
- AS alias names an entity; (THAT HAS zoom_group AS g)? is optional; WHERE a.x != b.y compares
- RETURN u.displayName AS name, count(u) AS users: columns, grouped by those that are no aggregate; count sum avg min max concat merge coalesce unwind
- ORDER BY name DESC, SKIP 10, LIMIT 10, HAVING users > 5
- dates: date.now - 90 days, date(2026-01-31); times in columns are epoch milliseconds
- \${name} takes its value from \`variables\`: put names and other values there rather than into the text

A property that is absent is unknown, not false: \`x = undefined\` finds those, \`x != true\` includes them, \`x = false\` does not. Say so when you count.
Without RETURN, entities are listed in short; get_entity has all of one.

Examples:
FIND zoom_user WITH active = true AS u THAT ASSIGNED zoom_role WITH admin = true AS r RETURN u.displayName AS name, u.email AS email, r.displayName AS role ORDER BY name
FIND zoom_user WITH active = true AND lastLoginTime < date.now - 90 days AS u RETURN u.displayName, u.lastLoginTime
FIND zoom_group AS g THAT HAS zoom_user AS u RETURN g.displayName AS group, count(u) AS members ORDER BY members DESC LIMIT 10`;

export const query = defineTool({
  name: 'query',
  title: 'Query the graph (J1QL)',
  description: DESCRIPTION,
  input: {
    query: z.string().min(1).max(20_000).describe('J1QL'),
    variables: variables.optional().describe('values for ${name} in the query'),
    limit: z.number().int().min(1).max(MOST).default(USUAL).describe('rows of this answer'),
    cursor: z.string().max(20_000).optional().describe('nextCursor of the answer before, to the same query, for the rows that follow'),
    includeDeleted: z.boolean().default(false).describe('find deleted entities and relationships too (_deleted, _endOn)'),
  },
  output: {
    columns: z.array(z.string()),
    rows: z.array(row).describe('null or an absent key: unknown'),
    total: z.number().describe('rows of the whole answer'),
    cut: z.boolean().describe('there are more rows than these'),
    nextCursor: z.string().optional(),
    relationships: z.array(row).optional().describe('of RETURN TREE: between the keys of the rows'),
    notes: z.array(z.string()),
  },
  async run({ query: text, variables, limit, cursor, includeDeleted }, { graph: { store }, now }) {
    const options: AskOptions = { now, includeDeleted, ...(variables ? { variables } : {}) };
    const { plan, query: parsed, warnings } = prepare(text, options);
    return pointAt(text, parsed.span, async () => {
      const page = { plan, limit, cursor };
      const { result, rows } = await fittingPage(store, page);
      const catalog = await store.catalog();
      const next = 'cursor' in result ? result.cursor : undefined;
      const total = result.type === 'tree' ? result.data.vertices.length : next === undefined && cursor === undefined ? rows.rows.length : await store.count(plan);
      const cut = result.type === 'tree' ? rows.rows.length < total : next !== undefined;
      return {
        columns: [...rows.columns],
        rows: [...rows.rows],
        total,
        cut,
        ...(next === undefined ? {} : { nextCursor: next }),
        ...(rows.relationships ? { relationships: [...rows.relationships] } : {}),
        notes: [
          ...warnings.map(({ message }) => message),
          ...hintsFor(plan, catalog),
          ...(catalog.types.length === 0 ? ['Nothing was collected yet, so every answer is empty.'] : []),
          ...(rows.short && rows.rows.length > 0 ? ['Entities are told of in short: RETURN the properties that you need, or ask get_entity.'] : []),
          ...(cut && result.type === 'tree' ? ['A tree has no pages: RETURN columns for all of it.'] : []),
          ...(next === undefined ? [] : ['For more: the same query with cursor = nextCursor. For counts and groups: RETURN count(...).']),
        ],
      };
    });
  },
});

interface Page {
  readonly plan: Plan;
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** As many rows as are wanted and fit; where fewer fit they are asked for again, so that the cursor is that of the last one. */
async function fittingPage(store: Store, page: Page): Promise<{ result: QueryResult; rows: Rows }> {
  const result = await askPage(store, page);
  const rows = rowsOf(result);
  if (result.type === 'tree') return { result, rows: boundedTree(rows, page.limit) };
  const fit = fitting(rows.rows, LIST_BYTES).length;
  if (fit === rows.rows.length) return { result, rows };
  if (fit === 0) throw new GraphZoomError('usage', 'One row is longer than an answer may be.', { hint: 'RETURN fewer columns.' });
  const shorter = await askPage(store, { ...page, limit: fit });
  return { result: shorter, rows: rowsOf(shorter) };
}

const askPage = (store: Store, { plan, limit, cursor }: Page): Promise<QueryResult> => store.query(plan, { pageSize: limit, ...(cursor === undefined ? {} : { cursor }) });

/** The first entities of a tree, and the relationships between these. */
function boundedTree(tree: Rows, limit: number): Rows {
  const rows = fitting(tree.rows.slice(0, limit), LIST_BYTES / 2);
  const keys = new Set(rows.map(({ _key }) => _key));
  const between: readonly Row[] = (tree.relationships ?? []).filter(({ from, to }) => keys.has(from) && keys.has(to));
  return { ...tree, rows, relationships: fitting(between, LIST_BYTES / 2) };
}
