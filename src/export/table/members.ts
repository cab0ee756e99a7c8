import type { Store, StoredEntity, StoredRelationship } from '../../store/store.ts';
import type { TypeTable } from './columns.ts';

/** Folders of an export with a file for each type. */
export const FOLDERS = { entity: 'entities', relationship: 'relationships' } as const;

/** Live members of a type, by key. */
export function membersOf(store: Pick<Store, 'entities' | 'relationships'>, { kind, type }: Pick<TypeTable, 'kind' | 'type'>, scope: string | undefined, raw = false): AsyncIterable<StoredEntity | StoredRelationship> {
  const only = scope === undefined ? { type } : { type, scope };
  return kind === 'entity' ? store.entities({ ...only, raw }) : store.relationships(only);
}
