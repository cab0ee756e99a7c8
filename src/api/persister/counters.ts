import type { SyncResult } from '../../store/store.ts';

const done = (of: string) => ['Uploaded', 'Created', 'Updated', 'Deleted'].map((what) => `num${of}${what}`);
const failed = (of: string) => ['Create', 'Update', 'Delete'].map((what) => `num${of}${what}Errors`);

/** Every counter of a synchronization job (reference/jupiterone-platform.md, section 2.4). */
const NAMES: readonly string[] = [
  ...done('Entities'),
  ...done('Relationships'),
  ...failed('Entity'),
  ...failed('Relationship'),
  ...done('EntityRawDataEntries'),
  ...failed('EntityRawDataEntry'),
  ...done('RelationshipRawDataEntries'),
  ...failed('RelationshipRawDataEntry'),
  'numMappedRelationshipsCreated',
  'numMappedRelationshipsUpdated',
  'numMappedRelationshipsDeleted',
  ...failed('MappedRelationship'),
];

export type Counters = Readonly<Record<string, number>>;

/** All counters, zero where `some` says nothing. */
export const allCounters = (some: Counters = {}): Counters => Object.fromEntries(NAMES.map((name) => [name, some[name] ?? 0]));

/** What could not be done to single objects, though the job as a whole went well. */
export interface Failures {
  entityCreate: number;
  entityUpdate: number;
  entityDelete: number;
  relationshipCreate: number;
  relationshipDelete: number;
}
export const noFailures = (): Failures => ({ entityCreate: 0, entityUpdate: 0, entityDelete: 0, relationshipCreate: 0, relationshipDelete: 0 });

export interface Uploaded {
  entities: number;
  relationships: number;
  rawData: number;
}

/** Counters of a finished job; `results` are those of the subgraphs it wrote to. */
export function finalCounters(results: readonly SyncResult[], uploaded: Uploaded, failures: Failures): Counters {
  const sum = (of: (result: SyncResult) => number) => results.reduce((total, result) => total + of(result), 0);
  const tally = (name: string, part: 'entities' | 'relationships' | 'mapped') => ({
    [`num${name}Created`]: sum((result) => result[part].created),
    [`num${name}Updated`]: sum((result) => result[part].updated),
    [`num${name}Deleted`]: sum((result) => result[part].deleted),
  });
  return allCounters({
    ...tally('Entities', 'entities'),
    ...tally('Relationships', 'relationships'),
    ...tally('MappedRelationships', 'mapped'),
    numEntitiesUploaded: uploaded.entities,
    numRelationshipsUploaded: uploaded.relationships,
    numEntityRawDataEntriesUploaded: uploaded.rawData,
    numEntityRawDataEntriesCreated: sum((result) => result.raw.created),
    numEntityRawDataEntriesUpdated: sum((result) => result.raw.updated),
    numMappedRelationshipCreateErrors: sum((result) => result.mappedDangling),
    numEntityCreateErrors: failures.entityCreate,
    numEntityUpdateErrors: failures.entityUpdate,
    numEntityDeleteErrors: failures.entityDelete,
    numRelationshipCreateErrors: sum((result) => result.dangling) + failures.relationshipCreate,
    numRelationshipDeleteErrors: failures.relationshipDelete,
  });
}
