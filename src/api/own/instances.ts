import type { FastifyRequest } from 'fastify';
import { GraphZoomError } from '../../lib/errors.ts';
import type { Caller, Instance, InstanceChanges, InstanceInput } from '../../platform/platform.ts';
import { ApiError } from '../api-error.ts';
import type { ApiContext } from '../context.ts';
import type { ShownInstance } from './answers.ts';
import type { OwnApp } from './register.ts';
import { given, idParams, instanceChanges, newInstance, testInput } from './schemas.ts';

/** Who asks; the guard has seen to it that there is somebody. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new ApiError(401, 'UNAUTHENTICATED', 'An API key is needed.');
  return request.caller;
}

export function instanceRoutes(app: OwnApp, context: ApiContext): void {
  const { platform, store, nextRun } = context;
  const { instances, definitions, jobs } = platform;

  const find = async (id: string): Promise<Instance> => {
    const instance = await instances.get(id);
    if (!instance) throw new GraphZoomError('not-found', `There is no instance ${JSON.stringify(id)}.`, { hint: 'GET /api/instances lists them.' });
    return instance;
  };
  const shown = async (instance: Instance): Promise<ShownInstance> => {
    // One that goes on says nothing yet of how old the data is.
    const runs = await store.runs.list({ scope: instance.scope, limit: 2 });
    const run = runs.find(({ endedOn }) => endedOn !== undefined) ?? runs[0];
    return {
      ...instance,
      lastJob: (await jobs.list({ instanceId: instance.id, limit: 1 })).items[0],
      ...(run === undefined ? {} : { lastCollection: { status: run.status, on: run.endedOn ?? run.startedOn } }),
      nextRunOn: await nextRun?.(instance.id),
    };
  };

  app.get('/api/definitions', { config: { needs: 'reader' }, schema: { summary: 'The kinds of integration there are, with the fields of their configuration' } }, async () => ({ definitions: await definitions.list() }));

  app.get('/api/instances', { config: { needs: 'reader' }, schema: { summary: 'Configured accounts, each with its last job and next run' } }, async () => ({
    instances: await Promise.all((await instances.list()).map(shown)),
  }));

  app.post('/api/instances', { config: { needs: 'administrator' }, schema: { summary: 'Configures an account', body: newInstance } }, async (request) =>
    shown(await instances.create(given(request.body) as InstanceInput, callerOf(request))),
  );

  app.post('/api/instances/test', { config: { needs: 'administrator' }, schema: { summary: 'Asks Zoom whether a configuration would work, and keeps nothing', body: testInput } }, async (request) => {
    const { config, instanceId } = request.body;
    return context.probe(config, instanceId === undefined ? undefined : await find(instanceId));
  });

  app.get('/api/instances/:id', { config: { needs: 'reader' }, schema: { summary: 'One account, with the number of entities and relationships it holds', params: idParams } }, async (request) => {
    const instance = await find(request.params.id);
    const { entities, relationships } = await store.counts(instance.scope);
    return { ...(await shown(instance)), counts: { entities, relationships } };
  });

  app.patch('/api/instances/:id', { config: { needs: 'administrator' }, schema: { summary: 'Changes what is given', params: idParams, body: instanceChanges } }, async (request) =>
    shown(await instances.update(request.params.id, given(request.body) as InstanceChanges, callerOf(request))),
  );

  app.delete('/api/instances/:id', { config: { needs: 'administrator' }, schema: { summary: 'Removes an account and deletes its data; after seven days all traces go', params: idParams } }, async (request) => {
    const { id } = await find(request.params.id);
    await instances.remove(id, callerOf(request));
    return { removed: id };
  });

  app.post('/api/instances/:id/run', { config: { needs: 'operator' }, schema: { summary: 'Collects an account now; answers with the job as soon as it has begun', params: idParams } }, (request) =>
    context.run(request.params.id, callerOf(request)),
  );

  app.post(
    '/api/instances/:id/stop',
    { config: { needs: 'operator' }, schema: { summary: 'Ends the run of an account that goes on; what was fetched is kept, and the next run goes on from there', params: idParams } },
    async (request) => {
      const { id } = await find(request.params.id);
      await context.stopRun(id, callerOf(request));
      return { stopped: id };
    },
  );
}
