import type { QueryResult } from '../../store/query-result.ts';

export type Flat = Readonly<Record<string, unknown>>;

/** A result as rows of values by name: of a tree a row for each relationship. */
export function flat(result: QueryResult): readonly Flat[] {
  if (result.type === 'table') return result.data;
  if (result.type === 'list') return result.data.map(({ entity, properties }) => ({ ...entity, ...properties }));
  const names = new Map(result.data.vertices.map((vertex) => [vertex.id, vertex.entity]));
  return result.data.edges.map(({ fromVertexId, toVertexId, relationship }) => {
    const [from, to] = [names.get(fromVertexId), names.get(toVertexId)];
    return { fromName: from?.displayName, fromType: from?._type, fromKey: from?._key, relationship: relationship._class, toName: to?.displayName, toType: to?._type, toKey: to?._key };
  });
}
