import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller } from '../../platform/platform.ts';
import { ApiError } from '../api-error.ts';
import type { ApiContext } from '../context.ts';
import { accountOf } from '../graph/flat.ts';
import { abort } from './abort.ts';
import { assertMayUpload } from './access.ts';
import { parseJson } from './body/parse.ts';
import { createDesk, type Desk } from './desk.ts';
import { opens, placeOf } from './drop-place.ts';
import { finalize, partialTypesOf } from './finalize/finalize.ts';
import { type SyncJob, toWire, type UploadFlags } from './job.ts';
import { assertAwaiting } from './job-book.ts';
import { instanceNamed, newJob, readJobRequest } from './open-job.ts';
import { takeUpload } from './upload.ts';

/** Three times what the SDK sends at once; what is larger it makes smaller and sends again (reference/jupiterone-platform.md, section 2.5). */
const MOST_BYTES = 16_000_000;
const JOBS = '/persister/synchronization/jobs';
/** Roles are looked at in the handlers: a key that was made for one instance may upload to it whatever its role. */
const config = { needs: 'reader', boundKeys: true } as const;

interface ForJob {
  Params: { id: string };
  Querystring: Record<string, string | undefined>;
  Body: Buffer | undefined;
}

/** JupiterOne's synchronization API (reference/jupiterone-platform.md, section 2). */
export function registerPersister(app: FastifyInstance, context: ApiContext): void {
  const desk = createDesk(context);
  app.addHook('onReady', () => desk.leftovers.recover());
  app.register(async (scope) => {
    // JSON, YAML and CSV alike; a body may also be absent, which the server's own parser takes for an error.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST_BYTES }, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error: { code?: string }) => {
      if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') throw new ApiError(413, 'RequestEntityTooLargeException', `A request has at most ${MOST_BYTES / 1e6} MB; upload in smaller parts.`);
      throw error;
    });
    jobRoutes(scope, desk);
  });
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    fileRoute(scope, desk);
  });
}

function jobRoutes(app: FastifyInstance, desk: Desk): void {
  const { context, book } = desk;
  const jsonOf = (request: FastifyRequest): unknown => parseJson((request.body as Buffer | undefined)?.toString('utf8') ?? '');
  const jobFor = async (request: FastifyRequest<ForJob>): Promise<SyncJob> => {
    const job = await book.find(request.params.id);
    assertMayUpload(request, job.integrationInstanceId);
    return job;
  };
  const answer = async (job: SyncJob) => {
    if (job.counters) return { job: toWire(job, {}) };
    const { entity, relationship } = await context.store.uploads.counts(job.id);
    return { job: toWire(job, { numEntitiesUploaded: entity, numRelationshipsUploaded: relationship }, book.stages.get(job.id)) };
  };

  app.post(JOBS, { config }, async (request) => {
    await desk.leftovers.sweep();
    const asked = readJobRequest(jsonOf(request));
    const instanceId = instanceNamed(asked);
    assertMayUpload(request, instanceId);
    const instance = instanceId === undefined ? undefined : await context.platform.instances.get(instanceId);
    if (instanceId !== undefined && !instance) throw new ApiError(404, 'INTEGRATION_INSTANCE_NOT_FOUND', `There is no integration instance ${instanceId}.`);
    // Whoever runs managed integrations names the run; the synchronization job then has its id, unless an earlier one has it.
    const named = instance && asked.integrationJobId ? asked.integrationJobId : undefined;
    const id = named !== undefined && !(await book.has(named)) ? { id: named } : {};
    const job = newJob(asked, { instance, accountId: accountOf(request, context), now: context.clock.now(), ...id });
    if (instance) await desk.runs.open(job, instance);
    return answer(await book.save(job));
  });

  app.get<ForJob>(`${JOBS}/:id`, { config }, async (request) => answer(await jobFor(request)));

  for (const [path, only] of [
    ['entities', 'entities'],
    ['relationships', 'relationships'],
    ['upload', undefined],
  ] as const)
    app.post<ForJob>(`${JOBS}/:id/${path}`, { config, bodyLimit: MOST_BYTES }, async (request) => {
      const job = await jobFor(request);
      if (job.integrationInstanceId !== undefined && !(await context.platform.instances.get(job.integrationInstanceId)))
        throw new ApiError(400, 'INTEGRATION_INSTANCE_NOT_FOUND', 'The integration instance of this job has been removed.');
      await takeUpload(desk, job, {
        body: request.body ?? Buffer.alloc(0),
        contentType: request.headers['content-type'],
        only,
        flags: flagsOf(request),
        correlationId: headerOf(request, 'jupiterone-correlation-id'),
      });
      return answer(job);
    });

  app.post<ForJob>(`${JOBS}/:id/uploadUrl`, { config }, async (request) => {
    await jobFor(request);
    const drop = await book.inTurn(request.params.id, async () => {
      const job = await book.find(request.params.id);
      assertAwaiting(job);
      const place = placeOf(job, flagsOf(request), context.clock.now());
      if (place !== job.drop) await book.save({ ...job, drop: place });
      return place;
    });
    return { uploadUrl: `${request.protocol}://${request.host}/persister/uploads/${request.params.id}/${drop.token}`, expiresAt: drop.expiresOn };
  });

  app.post<ForJob>(`${JOBS}/:id/finalize`, { config }, async (request) => {
    await jobFor(request);
    return answer(await finalize(desk, request.params.id, partialTypesOf(jsonOf(request)), request.caller as Caller));
  });

  app.post<ForJob>(`${JOBS}/:id/abort`, { config }, async (request) => {
    await jobFor(request);
    return answer(await abort(desk, request.params.id, jsonOf(request)));
  });

  app.post<ForJob>(`${JOBS}/:id/events`, { config }, async (request) => ({ events: await desk.runs.addEvents(await jobFor(request), jsonOf(request)) }));
}

/** The address is the permission: it was given to whoever may upload. */
function fileRoute(app: FastifyInstance, { book, files, context }: Desk): void {
  app.put<{ Params: { id: string; token: string }; Body: Readable | undefined }>('/persister/uploads/:id/:token', { config: { needs: 'public', streams: true } }, async (request) => {
    const job = await book.find(request.params.id);
    if (!opens(job, request.params.token, context.clock.now())) throw new ApiError(404, 'UPLOAD_URL_EXPIRED', 'This upload URL is not valid, or no longer; ask for a new one.');
    assertAwaiting(job);
    if (!request.body) throw new ApiError(400, 'BAD_REQUEST', 'There is no file in the request.');
    await files.put(job.id, request.headers['content-type'], request.body);
    return {};
  });
}

const flagsOf = ({ query }: FastifyRequest<ForJob>): UploadFlags => ({ ignoreDuplicates: query.ignoreDuplicates === 'true', ignoreIllegalProperties: query.ignoreIllegalProperties === 'true' });

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
