import { type Cell, hasWords, type QueryAnswer, type QueryOptions, query, queryRows, type Schemas, type Vertex } from '../../shared/api.ts';
import { type Thing, type Tie, thingOf, tieOf } from '../../shared/graph/types.ts';
import { single } from '../../shared/names.ts';

/** Neighbours that one step brings one by one; more are drawn as one. */
export const STEP = 60;
/** Members that an opened group draws, and things that an answer brings. */
export const MOST = 10_000;
/** Ties are looked for among so many; beyond, groups bring their own. */
const MOST_TIED = 2_000;
const PAGE = 2_000;
const LARGE_PAGE = 5_000;

/** A part of the graph. */
export interface Piece {
  things: Thing[];
  ties: Tie[];
}
type Edge = Schemas['Edge'];

/** An answer page by page, to its end. */
async function* pagesOf(text: string, options: QueryOptions): AsyncGenerator<QueryAnswer> {
  let cursor: string | undefined;
  do {
    const page = await query(text, { pageSize: PAGE, ...options, cursor });
    yield page;
    cursor = page.type === 'tree' ? undefined : page.cursor;
  } while (cursor !== undefined);
}

/** The rows of all pages, of a query that RETURNs columns. */
async function* rowsOf(text: string, options: QueryOptions): AsyncGenerator<Record<string, Cell>> {
  for await (const page of pagesOf(text, options)) if (page.type === 'table') yield* page.data as Record<string, Cell>[];
}

/** Things of a query that finds whole entities, all pages up to `MOST`. */
async function thingsOf(text: string, variables: Record<string, unknown>, signal: AbortSignal | undefined): Promise<Thing[]> {
  const things: Thing[] = [];
  for await (const page of pagesOf(text, { variables, signal })) {
    if (page.type === 'tree') return page.data.vertices.map(thingOf);
    if (page.type === 'table') things.push(...(page.data as readonly Record<string, Cell>[]).flatMap((row) => Object.values(row).filter(isVertex)).map(thingOf));
    else things.push(...page.data.map(thingOf));
    if (things.length >= MOST) break;
  }
  return [...new Map(things.map((thing) => [thing.id, thing])).values()];
}
const isVertex = (cell: Cell | undefined): cell is Vertex => typeof cell === 'object' && cell !== null && 'entity' in cell;
const isEdge = (cell: Cell | undefined): cell is Edge => typeof cell === 'object' && cell !== null && 'relationship' in cell;

/** Things by their `_id`. */
export const thingsById = (ids: readonly string[], signal?: AbortSignal): Promise<Thing[]> => (ids.length === 0 ? Promise.resolve([]) : thingsOf('FIND * WITH _id = ${ids}', { ids }, signal));
/** The thing of a `_key`, in each scope that has one. */
export const thingsByKey = (key: string, signal?: AbortSignal): Promise<Thing[]> => thingsOf('FIND * WITH _key = ${key}', { key }, signal);
/** What an answer found; of a tree and of columns, its entities. */
export const thingsByQuery = (text: string, signal?: AbortSignal): Promise<Thing[]> => thingsOf(text, {}, signal);

/** By words: a name or an address. */
export async function idsByWords(words: string, signal?: AbortSignal): Promise<string[]> {
  const rows = await queryRows(`FIND * WITH ${hasWords(words)} AS a RETURN a._id AS id LIMIT 25`, { signal });
  return rows.map(({ id }) => String(id));
}

/** Where one begins who says nothing: the account, its roles, and who is privileged. */
export async function startIds(signal?: AbortSignal): Promise<string[]> {
  const rows = await Promise.all(
    ['FIND zoom_account AS a RETURN a._id AS id LIMIT 5', 'FIND zoom_role AS a RETURN a._id AS id LIMIT 30', 'FIND zoom_user WITH isAdmin = true AS a RETURN a._id AS id ORDER BY a.displayName LIMIT 40'].map((text) =>
      queryRows(text, { signal }),
    ),
  );
  return rows.flat().map(({ id }) => String(id));
}

/** Neighbours of a thing by a verb and a type, counted. */
export interface Around {
  verb: string;
  type: string;
  count: number;
}

/** What is around a thing, counted before anything is fetched. */
export async function countAround(id: string, signal?: AbortSignal): Promise<Around[]> {
  const rows = await queryRows('FIND * WITH _id = ${id} THAT RELATES TO AS r * AS b RETURN r._class AS verb, b._type AS type, COUNT(b) AS n ORDER BY n DESC', { variables: { id }, signal });
  return rows.map(({ verb, type, n }) => ({ verb: single(verb), type: single(type), count: Number(n) }));
}

/** How many neighbours a thing has by a verb and a type. */
export async function countGroup({ from, verb, type }: { from: string; verb: string; type: string }, signal?: AbortSignal): Promise<number> {
  const [row] = await queryRows(`FIND * WITH _id = \${from} THAT ${verb} ${type} AS b RETURN COUNT(b) AS n`, { variables: { from }, signal });
  return Number(row?.n ?? 0);
}

/** Some neighbours of a thing by a verb and a type, by name, with what ties them. */
export async function membersOf({ from, verb, type }: { from: string; verb: string; type: string }, { skip = 0, limit = STEP, signal }: { skip?: number; limit?: number; signal?: AbortSignal } = {}): Promise<Piece> {
  const text = `FIND * WITH _id = \${from} THAT ${verb} AS r ${type} AS b RETURN r, b ORDER BY b.displayName SKIP ${skip} LIMIT ${limit}`;
  const piece: Piece = { things: [], ties: [] };
  for await (const { r, b } of rowsOf(text, { variables: { from }, signal })) {
    if (isVertex(b)) piece.things.push(thingOf(b));
    if (isEdge(r)) piece.ties.push(tieOf(r));
  }
  return piece;
}

/** From so many on, members are fetched with some of their properties: whole ones are ten kilobytes each. */
export const MANY = 500;
/** Those by which people are told apart, coloured and filtered most. */
const SOME = ['status', 'active', 'license', 'roleName', 'isAdmin', 'dept', 'loginMethods', 'email', 'department', 'createdOn', 'lastLoginTime'];

/** Many neighbours of a thing, each with some of its properties; `more` names further ones. */
export async function manyMembers({ from, verb, type }: { from: string; verb: string; type: string }, more: readonly string[], signal?: AbortSignal): Promise<Piece> {
  const properties = [...new Set([...SOME, ...more])];
  const columns = properties.map((name, index) => `b.[${name}] AS p${index}`);
  const text = `FIND * WITH _id = \${from} THAT ${verb} AS r ${type} AS b RETURN b._id AS id, b._key AS key, b.displayName AS name, b._class AS classes, r._id AS tie, r._key AS tieKey, r._fromEntityId AS fromId, r._toEntityId AS toId, ${columns.join(', ')} ORDER BY b.displayName LIMIT ${MOST}`;
  const piece: Piece = { things: [], ties: [] };
  for await (const row of rowsOf(text, { variables: { from }, pageSize: LARGE_PAGE, signal })) {
    const known = properties.flatMap((name, index) => (row[`p${index}`] === null || row[`p${index}`] === undefined ? [] : [[name, row[`p${index}`]]]));
    piece.things.push({
      id: String(row.id),
      key: String(row.key),
      name: String(row.name ?? row.key),
      type,
      classes: Array.isArray(row.classes) ? row.classes.map(String) : [],
      properties: Object.fromEntries(known),
      partial: true,
    });
    piece.ties.push({ id: String(row.tie), key: String(row.tieKey), from: String(row.fromId), to: String(row.toId), verb });
  }
  return piece;
}

/** What ties things that are shown; with `deleted` also what no longer does. */
export async function tiesAmong(ids: readonly string[], { deleted = false, signal }: { deleted?: boolean; signal?: AbortSignal } = {}): Promise<Tie[]> {
  if (ids.length < 2) return [];
  const among = ids.slice(0, MOST_TIED);
  const ties = new Map<string, Tie>();
  for await (const { r } of rowsOf('FIND * WITH _id = ${ids} THAT RELATES TO AS r * WITH _id = ${ids} RETURN r', { variables: { ids: among }, includeDeleted: deleted, signal })) if (isEdge(r)) ties.set(r.id, tieOf(r));
  return [...ties.values()];
}

/** Steps between two things that are looked for; nearly everybody is two steps from everybody by the account. */
const MOST_STEPS = 4;
const MOST_PATHS = 20;

/** The shortest ways between two things; undefined where there is none of at most four steps. */
export async function pathsBetween(from: string, to: string, signal?: AbortSignal): Promise<Piece | undefined> {
  for (let steps = 1; steps <= MOST_STEPS; steps++) {
    const hops = Array.from({ length: steps }, (_one, index) => ` THAT RELATES TO AS r${index + 1} *${index + 1 === steps ? ' WITH _id = ${to}' : ''} AS n${index + 1}`);
    const columns = ['n0', ...Array.from({ length: steps }, (_one, index) => [`r${index + 1}`, `n${index + 1}`]).flat()];
    const rows = await queryRows(`FIND * WITH _id = \${from} AS n0${hops.join('')} RETURN ${columns.join(', ')} LIMIT ${MOST_PATHS}`, { variables: { from, to }, signal });
    if (rows.length === 0) continue;
    const cells = rows.flatMap((row) => Object.values(row));
    return {
      things: [...new Map(cells.filter(isVertex).map((cell) => [cell.id, thingOf(cell)])).values()],
      ties: [...new Map(cells.filter(isEdge).map((edge) => [edge.id, tieOf(edge)])).values()],
    };
  }
  return undefined;
}
