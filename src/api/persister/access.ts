import type { FastifyRequest } from 'fastify';
import { ApiError } from '../api-error.ts';

/** Uploads are for administrators, and for a key that was made for the instance. A key that was made for one instance may do nothing else, whatever its role. */
export function assertMayUpload({ caller }: FastifyRequest, instanceId: string | undefined): void {
  if (caller?.instanceId !== undefined) {
    if (caller.instanceId !== instanceId) throw new ApiError(403, 'FORBIDDEN', 'This API key was made for one integration instance, and may upload to that one only.');
  } else if (caller?.role !== 'administrator') throw new ApiError(403, 'FORBIDDEN', 'Uploading needs the role administrator, or a key that was made for the integration instance.');
}
