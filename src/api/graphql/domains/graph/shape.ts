import type { Properties } from '../../../../store/query-result.ts';
import type { StoredEntity, StoredRelationship } from '../../../../store/store.ts';
import type { Asking } from '../../domain.ts';
import { finder } from '../queries/metadata.ts';

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
  '_latest',
  '_accountId',
  'displayName',
  '_fromEntityKey',
  '_toEntityKey',
  '_fromEntityId',
  '_toEntityId',
]);
const isMetadata = (name: string): boolean => METADATA.has(name) || name.startsWith('_integration');

/** Of something that has just been deleted. */
export interface Gone {
  readonly _endOn: number;
}

interface Member {
  readonly id: string;
  readonly metadata: Properties;
  readonly properties: Properties;
}

async function split(member: StoredEntity | StoredRelationship, asking: Asking, gone: Gone | undefined): Promise<Member> {
  const own: [string, unknown][] = Object.entries(member).filter(([name, value]) => name !== '_rawData' && value !== undefined && value !== null);
  const stored = Object.fromEntries(own.filter(([name]) => isMetadata(name))) as Properties;
  const metadata = { ...(await finder(asking))(stored), ...stored, _deleted: gone !== undefined, _latest: true, ...gone };
  return { id: member._id, metadata, properties: Object.fromEntries(own.filter(([name]) => !isMetadata(name))) as Properties };
}

/** Some properties are a list there and a text here, or the other way round. */
const listed = (value: unknown): unknown => (value === undefined || Array.isArray(value) ? value : [value]);

export async function entityAnswer(entity: StoredEntity, asking: Asking, gone?: Gone) {
  const { id, metadata, properties } = await split(entity, asking, gone);
  const core = { ...metadata, _type: [entity._type], ...('_integrationClass' in metadata ? { _integrationClass: listed(metadata._integrationClass) } : {}) };
  return { entity: core, vertex: { id, entity: core, properties } };
}

export async function relationshipAnswer(relationship: StoredRelationship, asking: Asking, gone?: Gone) {
  const { id, metadata, properties } = await split(relationship, asking, gone);
  return { relationship: metadata, edge: { id, fromVertexId: relationship._fromEntityId, toVertexId: relationship._toEntityId, relationship: metadata, properties } };
}

/** As the newer fields give it: metadata and properties in one object. */
export async function flatEntity(entity: StoredEntity, asking: Asking, gone?: Gone) {
  const { vertex } = await entityAnswer(entity, asking, gone);
  return { entity: { ...vertex.properties, ...vertex.entity } };
}

export async function flatRelationship(relationship: StoredRelationship, asking: Asking, gone?: Gone) {
  const { edge } = await relationshipAnswer(relationship, asking, gone);
  return { relationship: { ...edge.properties, ...edge.relationship } };
}
