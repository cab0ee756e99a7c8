import { ApiError } from '../../api-error.ts';
import { type CheckOptions, checkDelete, checkEntity, checkRelationship } from '../check/objects.ts';
import type { RawUpload, Upload } from './upload.ts';

/** Every object of an upload checked, before any of it is kept. */
export function checkUpload(raw: RawUpload, options: CheckOptions): Upload {
  const { mode } = options;
  if (mode === 'CROSS_SCOPE' && raw.entities?.length) throw new ApiError(400, 'ENTITIES_NOT_ALLOWED', 'A job with syncMode CROSS_SCOPE takes relationships only.');
  if (mode !== 'CREATE_OR_UPDATE' && (raw.deleteEntities?.length || raw.deleteRelationships?.length))
    throw new ApiError(400, 'DELETES_NOT_ALLOWED', 'deleteEntities and deleteRelationships belong to jobs with syncMode CREATE_OR_UPDATE; a job with DIFF deletes what it does not bring.');
  return {
    entities: (raw.entities ?? []).map((object, index) => checkEntity(object, index, options)),
    relationships: (raw.relationships ?? []).map((object, index) => checkRelationship(object, index, options)),
    deleteEntities: (raw.deleteEntities ?? []).map((object, index) => checkDelete(object, index, 'deleteEntities')),
    deleteRelationships: (raw.deleteRelationships ?? []).map((object, index) => checkDelete(object, index, 'deleteRelationships')),
  };
}
