import { GraphZoomError } from '../../lib/errors.ts';
import type { ApiContext } from '../context.ts';
import type { OwnApp } from './register.ts';
import { given, idParams, jobsQuery, pageQuery } from './schemas.ts';

export function jobRoutes(app: OwnApp, { platform: { jobs } }: ApiContext): void {
  const needs = { config: { needs: 'reader' as const } };
  app.get('/api/jobs', { ...needs, schema: { summary: 'Runs and uploads of all instances, the newest first', querystring: jobsQuery } }, (request) => jobs.list(given(request.query)));

  app.get('/api/instances/:id/jobs', { ...needs, schema: { summary: 'Runs and uploads of one instance, the newest first', params: idParams, querystring: pageQuery } }, (request) =>
    jobs.list({ ...given(request.query), instanceId: request.params.id }),
  );

  app.get('/api/jobs/:id', { ...needs, schema: { summary: 'One job, with what it reported', params: idParams } }, async (request) => {
    const job = await jobs.get(request.params.id);
    if (!job) throw new GraphZoomError('not-found', `There is no job ${JSON.stringify(request.params.id)}.`, { hint: 'Old ones are removed; GET /api/jobs lists those there are.' });
    return job;
  });
}
