import type { FastifyInstance } from 'fastify';
import type { Operation } from '../../src/platform/operate.ts';
import type { Caller, InstanceChanges, InstanceInput, Job } from '../../src/platform/platform.ts';
import type { Store } from '../../src/store/store.ts';

const BY: Caller = { kind: 'key', id: 'local', name: 'this machine', role: 'administrator' };

/** The routes that commands use, in the fewest words. */
export function ownApi(app: FastifyInstance, store: Store, { platform, runner, probe }: Operation, home: string): void {
  const { instances, jobs, keys } = platform;
  const id = (request: { params: unknown }) => (request.params as { id: string }).id;
  const job = async (jobId: string): Promise<Job> => {
    const found = await jobs.get(jobId);
    if (!found) throw Object.assign(new Error('There is no such job.'), { statusCode: 404, code: 'not-found' });
    return found;
  };
  app.get('/api/instances', async () => ({ instances: await instances.list() }));
  app.post('/api/instances', (request) => instances.create(request.body as InstanceInput, BY));
  app.patch('/api/instances/:id', (request) => instances.update(id(request), request.body as InstanceChanges, BY));
  app.delete('/api/instances/:id', async (request) => {
    await instances.remove(id(request), BY);
    return {};
  });
  app.post('/api/instances/test', async (request) => {
    const { config, instanceId } = request.body as { config: Record<string, unknown>; instanceId?: string };
    return probe(config, instanceId === undefined ? undefined : await instances.get(instanceId));
  });
  app.post('/api/instances/:id/run', async (request) => {
    const { job: started, done } = await runner.run(id(request), 'request', BY);
    done.catch(() => undefined);
    return started;
  });
  app.get('/api/instances/:id/jobs', (request) => jobs.list({ instanceId: id(request), limit: Number((request.query as { limit: string }).limit) }));
  app.get('/api/jobs', (request) => jobs.list({ limit: Number((request.query as { limit: string }).limit) }));
  app.get('/api/jobs/:id', (request) => job(id(request)));
  app.get('/api/jobs/:id/events', async (request, reply) => {
    const { limit, cursor } = request.query as { limit?: string; cursor?: string };
    if (!request.headers.accept?.includes('event-stream')) return jobs.events(id(request), { limit: Number(limit), ...(cursor ? { cursor } : {}) });
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (event: string, data: unknown) => reply.raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    const offs = [
      platform.events.on('job-event', (event) => event.jobId === id(request) && send('event', event)),
      platform.events.on('job-changed', (changed) => {
        if (changed.id !== id(request)) return;
        send('job', changed);
        if (changed.endedOn !== undefined) reply.raw.end();
      }),
    ];
    reply.raw.once('close', () => offs.map((off) => off()));
    for (const event of (await jobs.events(id(request))).items) send('event', event);
    if ((await job(id(request))).endedOn !== undefined) reply.raw.end();
    return reply;
  });
  app.get('/api/keys', async () => ({ keys: await keys.list() }));
  app.post('/api/keys', (request) => keys.create(request.body as Parameters<typeof keys.create>[0], BY));
  app.delete('/api/keys/:id', (request) => keys.revoke(id(request), BY));
  app.post('/api/login-links', async (request) => ({ url: `http://${request.host}/login?token=${await platform.sessions.createLogin('administrator')}` }));
  app.post('/api/backup', async (_, reply) => {
    const { createReadStream } = await import('node:fs');
    await store.backup(`${home}/backup.tmp`);
    return reply.type('application/octet-stream').send(createReadStream(`${home}/backup.tmp`));
  });
}
