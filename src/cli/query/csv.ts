import { stringify } from 'csv-stringify/sync';
import type { QueryResult, Vertex } from '../../store/query-result.ts';

/**
 * A result as CSV for spreadsheets: texts that would be read as formulas get an apostrophe before them, lists are joined with
 * semicolons. Of a list: every property of its entities; of a tree: a line for each relationship.
 */
export function toCsv(result: QueryResult): string {
  const { head, rows } = flat(result);
  return stringify([head, ...rows.map((row) => head.map((_, index) => cell(row[index])))], { escape_formulas: true, cast: { number: (value) => ({ value: String(value), escape_formulas: false }), boolean: String } });
}

function flat(result: QueryResult): { head: string[]; rows: unknown[][] } {
  if (result.type === 'table') return { head: [...result.columns], rows: result.data.map((row) => result.columns.map((name) => row[name])) };
  if (result.type === 'tree') {
    const names = new Map(result.data.vertices.map((vertex) => [vertex.id, vertex]));
    const end = (id: string) => [names.get(id)?.entity.displayName, names.get(id)?.entity._type, names.get(id)?.entity._key];
    return {
      head: ['fromName', 'fromType', 'fromKey', 'relationship', 'toName', 'toType', 'toKey'],
      rows: result.data.edges.map((edge) => [...end(edge.fromVertexId), edge.relationship._class, ...end(edge.toVertexId)]),
    };
  }
  const members = result.data.map((vertex: Vertex) => ({ ...vertex.entity, ...vertex.properties }) as Record<string, unknown>);
  const first = ['displayName', '_type', '_key'];
  const others = [...new Set(members.flatMap((member) => Object.keys(member)))].filter((name) => !first.includes(name)).sort();
  const head = [...first, ...others];
  return { head, rows: members.map((member) => head.map((name) => member[name])) };
}

function cell(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map(String).join('; ');
  if (typeof value === 'object') return wholeName(value);
  return value as string | number | boolean;
}

/** A whole entity or relationship in a cell. */
export const wholeName = (value: object): string => {
  const { entity, relationship } = value as { entity?: { displayName?: string; _key?: string }; relationship?: { displayName?: string; _key?: string } };
  return String((entity ?? relationship)?.displayName ?? (entity ?? relationship)?._key ?? '');
};
