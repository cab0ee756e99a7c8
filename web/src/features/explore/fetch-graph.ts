import { type Cell, query, queryRows, quoted, type Vertex } from '../../shared/api.ts';
import { type Thing, type Tie, thingOf, tieOf } from '../../shared/graph/types.ts';

/** Neighbours that one step brings one by one; more are drawn as one. */
export const STEP = 60;
/** Members that an opened group draws, and things that an answer brings. */
export const MOST = 10_000;
/** Ties are looked for among so many; beyond, groups bring their own. */
const MOST_TIED = 2_000;
const PAGE = 2_000;
const LARGE_PAGE = 5_000;

export interface Piece {
  things: Thing[];
  ties: Tie[];
}
type Edge = Parameters<typeof tieOf>[0];

/** Things of a query that finds whole entities, all pages up to `MOST`. */
async function thingsOf(text: string, variables: Record<string, unknown>, signal: AbortSignal | undefined, deleted = false): Promise<Thing[]> {
  const things: Thing[] = [];
  let cursor: string | undefined;
  do {
    const answer = await query(text, { variables, pageSize: PAGE, cursor, includeDeleted: deleted, signal });
    if (answer.type === 'tree') return answer.data.vertices.map(thingOf);
    if (answer.type === 'table') things.push(...(answer.data as readonly Record<string, Cell>[]).flatMap((row) => Object.values(row).filter(isVertex)).map(thingOf));
    else things.push(...answer.data.map(thingOf));
    cursor = answer.cursor;
  } while (cursor !== undefined && things.length < MOST);
  return [...new Map(things.map((thing) => [thing.id, thing])).values()];
}
const isVertex = (cell: Cell): cell is Vertex => typeof cell === 'object' && cell !== null && 'entity' in cell;

export const thingsById = (ids: readonly string[], signal?: AbortSignal): Promise<Thing[]> => (ids.length === 0 ? Promise.resolve([]) : thingsOf('FIND * WITH _id = ${ids}', { ids }, signal));
export const thingsByKey = (key: string, signal?: AbortSignal): Promise<Thing[]> => thingsOf('FIND * WITH _key = ${key}', { key }, signal);
/** What an answer found; of a tree and of columns, its entities. */
export const thingsByQuery = (text: string, signal?: AbortSignal): Promise<Thing[]> => thingsOf(text, {}, signal);

/** By words: a name or an address. */
export async function idsByWords(words: string, signal?: AbortSignal): Promise<string[]> {
  const rows = await queryRows(`FIND * WITH displayName ~= ${quoted(words)} OR email ~= ${quoted(words)} AS a RETURN a._id AS id LIMIT 25`, { signal });
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

export interface Around {
  verb: string;
  type: string;
  count: number;
}

/** What is around a thing, counted before anything is fetched. */
export async function countAround(id: string, signal?: AbortSignal): Promise<Around[]> {
  const rows = await queryRows('FIND * WITH _id = ${id} THAT RELATES TO AS r * AS b RETURN r._class AS verb, b._type AS type, COUNT(b) AS n ORDER BY n DESC', { variables: { id }, signal });
  const first = (value: unknown) => String(Array.isArray(value) ? value[0] : value);
  return rows.map(({ verb, type, n }) => ({ verb: first(verb), type: first(type), count: Number(n) }));
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
  let cursor: string | undefined;
  do {
    const answer = await query(text, { variables: { from }, pageSize: PAGE, cursor, signal });
    if (answer.type !== 'table') break;
    for (const { r, b } of answer.data as unknown as { r: Edge; b: Vertex }[]) {
      piece.things.push(thingOf(b));
      piece.ties.push(tieOf(r));
    }
    cursor = answer.cursor;
  } while (cursor !== undefined);
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
  let cursor: string | undefined;
  do {
    const answer = await query(text, { variables: { from }, pageSize: LARGE_PAGE, cursor, signal });
    if (answer.type !== 'table') break;
    for (const row of answer.data as readonly Record<string, Cell>[]) {
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
    cursor = answer.cursor;
  } while (cursor !== undefined);
  return piece;
}

/** What ties things that are shown; with `deleted` also what no longer does. */
export async function tiesAmong(ids: readonly string[], { deleted = false, signal }: { deleted?: boolean; signal?: AbortSignal } = {}): Promise<Tie[]> {
  if (ids.length < 2) return [];
  const among = ids.slice(0, MOST_TIED);
  const ties = new Map<string, Tie>();
  let cursor: string | undefined;
  do {
    const answer = await query('FIND * WITH _id = ${ids} THAT RELATES TO AS r * WITH _id = ${ids} RETURN r', { variables: { ids: among }, pageSize: PAGE, cursor, includeDeleted: deleted, signal });
    if (answer.type !== 'table') break;
    for (const { r } of answer.data as unknown as { r: Edge }[]) ties.set(r.id, tieOf(r));
    cursor = answer.cursor;
  } while (cursor !== undefined);
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
      ties: [...new Map((cells.filter((cell) => typeof cell === 'object' && cell !== null && 'relationship' in cell) as unknown as Edge[]).map((edge) => [edge.id, tieOf(edge)])).values()],
    };
  }
  return undefined;
}
