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
  '_rawDataHashes',
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

/** Metadata that an imported graph may bring along: what it brings counts (j1ql/sql/element.ts). */
const BROUGHT = ['_version', '_createdOn', '_beginOn', '_endOn', '_source', '_deleted'] as const;

function keep(found: Map<string, Member>, table: TypeTable, row: Record<string, unknown>, deleted: boolean): void {
  const member = toObject(table, row) as unknown as Record<string, unknown>;
  member._deleted = deleted;
  if (deleted) member._endOn = row._endOn;
  for (const name of BROUGHT)
    for (const column of table.columns.get(name) ?? []) {
      const value = row[column.column];
      if (value !== null && value !== undefined) member[name] = readValue(column.kind, value);
    }
  found.set(String(member._id), member as unknown as Member);
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

/** Metadata and the rest, with times as ISO texts (section 24, Q12). An empty list counts as absent. */
function split(member: Member): { metadata: Properties; properties: Properties } {
  const metadata: Properties = {};
  const properties: Properties = {};
  for (const name in member) {
    const value = member[name];
    if (value === undefined || value === null || (typeof value === 'object' && value.length === 0)) continue;
    const to = name.charCodeAt(0) === UNDERSCORE || name === 'displayName' ? (isMetadata(name) ? metadata : properties) : properties;
    to[name] = typeof value === 'number' && name.endsWith('On') ? isoOf(value) : value;
  }
  return { metadata, properties };
}

const UNDERSCORE = 95;

/** The largest time of ECMAScript; a number beyond it is no time. */
const LATEST = 8.64e15;
const isoOf = (ms: number): string | number => (Math.abs(ms) <= LATEST ? new Date(ms).toISOString() : ms);
