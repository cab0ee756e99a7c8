import { historyTable, type Kind, liveTable, type TypeTable } from './catalog.ts';
import type { Connection } from './driver.ts';
import type { Edge, Properties, Vertex } from './query-result.ts';
import { selectList, toObject } from './read.ts';
import { readValue } from './values.ts';

/** Metadata of list and tree results; everything else is a property (reference/j1ql.md, sections 18 and 20). */
const METADATA = new Set([
  '_id',
  '_key',
  '_type',
  '_class',
  '_scope',
  '_source',
  '_version',
  '_createdOn',
  '_beginOn',
  '_endOn',
  '_deleted',
  '_accountId',
  'displayName',
  '_fromEntityKey',
  '_toEntityKey',
  '_fromEntityId',
  '_toEntityId',
]);
const isMetadata = (name: string): boolean => METADATA.has(name) || name.startsWith('_integration');
/** Ids of one statement. */
const IDS = 2_000;

export type Member = Properties & { readonly _id: string };

/** Whole entities or relationships of some types, by `_id`: live ones, or of those that are deleted the last version. */
export async function readMembers(connection: Connection, tables: readonly TypeTable[], ids: readonly string[], includeDeleted: boolean): Promise<Map<string, Member>> {
  const found = new Map<string, Member>();
  for (const table of tables) {
    if (found.size === ids.length) break;
    for (let start = 0; start < ids.length; start += IDS) {
      const some = ids.slice(start, start + IDS);
      const where = `t."_id" IN (SELECT CAST(unnest(CAST($1 AS VARCHAR[])) AS UUID))`;
      const param = [`[${some.join(',')}]`];
      for (const row of await connection.all(`SELECT ${selectList(table, 't')} FROM ${liveTable(table)} t WHERE ${where}`, param)) keep(found, table, row, false);
      if (!includeDeleted) continue;
      const deleted = `SELECT ${selectList(table, 't')}, t."_endOn" FROM ${historyTable(table)} t WHERE ${where} AND t."_deleted" ORDER BY t."_version"`;
      for (const row of await connection.all(deleted, param)) if (found.get(String(row._id))?._deleted !== false) keep(found, table, row, true);
    }
  }
  return found;
}

function keep(found: Map<string, Member>, table: TypeTable, row: Record<string, unknown>, deleted: boolean): void {
  const { _version, _createdOn, _beginOn, _scope, _source, ...rest } = toObject(table, row) as unknown as Member & Properties;
  const stored = { _version, _createdOn, _beginOn, _scope, _source, _deleted: deleted, ...(deleted ? { _endOn: row._endOn } : {}) };
  // What an imported graph brings along under these names counts (j1ql/sql/element.ts).
  const brought = Object.fromEntries(
    [...table.columns].flatMap(([property, columns]) =>
      property in stored && property !== '_scope' ? columns.flatMap((c) => (row[c.column] === null || row[c.column] === undefined ? [] : [[property, readValue(c.kind, row[c.column])]])) : [],
    ),
  );
  const member = { ...rest, ...stored, ...brought } as unknown as Member;
  for (const [name, value] of Object.entries(member)) if (value === undefined || (Array.isArray(value) && value.length === 0)) delete (member as Record<string, unknown>)[name];
  found.set(member._id, member);
}

/** As a list result shows an entity. */
export function asVertex(member: Member): Vertex {
  const { metadata, properties } = split(member);
  return { id: member._id, entity: { ...metadata, _type: [String(member._type)] }, properties };
}

/** As a tree result shows a relationship. */
export function asEdge(member: Member): Edge {
  const { metadata, properties } = split(member);
  return { id: member._id, toVertexId: String(member._toEntityId), fromVertexId: String(member._fromEntityId), relationship: metadata, properties };
}

export const asWhole = (kind: Kind, member: Member): Vertex | Edge => (kind === 'entity' ? asVertex(member) : asEdge(member));

/** Metadata and the rest, with times as ISO texts (section 24, Q12). */
function split(member: Member): { metadata: Properties; properties: Properties } {
  const metadata: Properties = {};
  const properties: Properties = {};
  for (const [name, value] of Object.entries(member)) (isMetadata(name) ? metadata : properties)[name] = name.endsWith('On') && typeof value === 'number' ? isoOf(value) : value;
  return { metadata, properties };
}

/** The largest time of ECMAScript; a number beyond it is no time. */
const LATEST = 8.64e15;
const isoOf = (ms: number): string | number => (Math.abs(ms) <= LATEST ? new Date(ms).toISOString() : ms);
