import type { Instance } from '../../../../platform/platform.ts';
import type { Edge, Properties, QueryResult, Vertex } from '../../../../store/query-result.ts';
import type { Asking } from '../../domain.ts';

type Finder = (metadata: Properties) => Properties;

/** Adds what the platform knows of entities and relationships and the store does not: the account, and the integration (section 5.1). */
export async function withPlatformMetadata(result: QueryResult, asking: Pick<Asking, 'account' | 'lookups'>): Promise<QueryResult> {
  const add = await finder(asking);
  if (result.type === 'list') return { ...result, data: result.data.map((vertex) => completeVertex(vertex, add)) };
  if (result.type === 'tree') return { ...result, data: { vertices: result.data.vertices.map((vertex) => completeVertex(vertex, add)), edges: result.data.edges.map((edge) => completeEdge(edge, add)) } };
  // Only a column that is a whole entity or relationship holds objects: the first row that has a value tells.
  const whole = result.columns.filter((name) => result.data.some((row) => typeof row[name] === 'object' && row[name] !== null && !Array.isArray(row[name])));
  if (whole.length === 0) return result;
  return { ...result, data: result.data.map((row) => ({ ...row, ...Object.fromEntries(whole.map((name) => [name, completeCell(row[name] ?? null, add)])) })) };
}

const completeVertex = (vertex: Vertex, add: Finder): Vertex => ({ ...vertex, entity: { ...add(vertex.entity), ...vertex.entity } });
const completeEdge = (edge: Edge, add: Finder): Edge => ({ ...edge, relationship: { ...add(edge.relationship), ...edge.relationship } });

function completeCell<T>(cell: T, add: Finder): T | Vertex | Edge {
  if (typeof cell !== 'object' || cell === null || Array.isArray(cell)) return cell;
  return 'entity' in cell ? completeVertex(cell as unknown as Vertex, add) : completeEdge(cell as unknown as Edge, add);
}

/** What to add to a member, by the subgraph it is in. */
export async function finder({ account: _accountId, lookups }: Pick<Asking, 'account' | 'lookups'>): Promise<Finder> {
  const types = new Map((await lookups.definitions()).map(({ id, integrationType }) => [id, integrationType]));
  const known = new Map((await lookups.instances()).map((instance) => [`${instance.source} ${instance.scope}`, ofInstance(instance, types, _accountId)]));
  const account = { _accountId };
  return (metadata) => known.get(`${String(metadata._source)} ${String(metadata._scope)}`) ?? account;
}

function ofInstance(instance: Instance, types: ReadonlyMap<string, string>, _accountId: string): Properties {
  const type = types.get(instance.definitionId);
  return {
    _accountId,
    _integrationInstanceId: instance.id,
    _integrationDefinitionId: instance.definitionId,
    _integrationName: instance.name,
    ...(type === undefined ? {} : { _integrationType: type }),
  };
}
