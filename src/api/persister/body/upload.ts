import type { Checked } from '../check/objects.ts';

/** The lists of an upload as they came. */
export interface RawUpload {
  readonly entities?: readonly unknown[];
  readonly relationships?: readonly unknown[];
  readonly deleteEntities?: readonly unknown[];
  readonly deleteRelationships?: readonly unknown[];
}
export type ListName = keyof RawUpload;
export const LISTS: readonly ListName[] = ['entities', 'relationships', 'deleteEntities', 'deleteRelationships'];

/** The same, checked. */
export type Upload = Readonly<Record<ListName, readonly Checked[]>>;
