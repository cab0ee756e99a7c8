import { z } from 'zod';
import type { PropertyValue } from '../model/graph.ts';
import type { Cell, Edge, QueryResult, Vertex } from '../store/query-result.ts';
import { clipped } from './bounds.ts';
import { graphValue } from './tool.ts';

/** What is told of an entity that is returned whole: it may have 300 properties. */
const OF_ENTITY = ['_key', '_type', 'displayName', 'email', 'status', '_deleted'] as const;

/** How a row is answered. */
export const row = z.record(z.string(), graphValue);
export type Row = Record<string, unknown>;

/** An answer of the graph as columns and rows; of a tree also the relationships between its rows. */
export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly relationships?: readonly Row[];
  /** Entities were returned whole, and are told of in short. */
  readonly short: boolean;
}

/** An answer of the graph as an assistant is told it. */
export function rowsOf(result: QueryResult): Rows {
  if (result.type === 'table')
    return {
      columns: result.columns,
      rows: result.data.map((one) => Object.fromEntries(Object.entries(one).map(([name, value]) => [name, cell(value)]))),
      short: result.data.some((one) => Object.values(one).some((value) => isMember(value))),
    };
  const rows = (result.type === 'list' ? result.data : result.data.vertices).map(inShort);
  const columns = OF_ENTITY.filter((name) => rows.some((one) => one[name] !== undefined));
  if (result.type === 'list') return { columns, rows, short: true };
  const keys = new Map(result.data.vertices.map(({ id, entity }) => [id, entity._key]));
  const relationships = result.data.edges.map(({ fromVertexId, toVertexId, relationship }) => ({
    from: keys.get(fromVertexId),
    to: keys.get(toVertexId),
    type: only(relationship._type),
    verb: only(relationship._class),
  }));
  return { columns, rows, relationships, short: true };
}

/** Null is what is not there: the property is unknown, or an optional part was not taken. */
const cell = (value: Cell): unknown =>
  value === null ? null : isMember(value) ? ('entity' in value ? inShort(value) : { _key: value.relationship._key, _type: only(value.relationship._type), _class: only(value.relationship._class) }) : clipped(value);

const isMember = (value: Cell | undefined): value is Vertex | Edge => typeof value === 'object' && value !== null && !Array.isArray(value);

/** In JupiterOne's shapes a type is a list of one. */
const only = (value: PropertyValue | undefined): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value);

function inShort({ entity, properties }: Vertex): Row {
  const all = { ...properties, ...entity };
  return Object.fromEntries(OF_ENTITY.flatMap((name) => (all[name] === undefined || (name === '_deleted' && all[name] === false) ? [] : [[name, name === '_type' ? only(all[name]) : clipped(all[name])]])));
}
