import { rest } from './http.mjs';

const JOBS = '/persister/synchronization/jobs';

export const openJob = async (body) => (await rest('POST', JOBS, { body })).job;
export const jobOf = async (id) => (await rest('GET', `${JOBS}/${id}`)).job;
export const uploadTo = async (id, what, body, options = {}) => (await rest('POST', `${JOBS}/${id}/${what}`, { body, ...options })).job;
export const finalize = async (id, body = {}) => (await rest('POST', `${JOBS}/${id}/finalize`, { body })).job;

/** Makes a scope of the source api hold what is given, and nothing else. */
export async function replaceScope(scope, { entities = [], relationships = [] } = {}) {
  const { id } = await openJob({ source: 'api', scope });
  await uploadTo(id, 'upload', { entities, relationships });
  return finalize(id);
}
