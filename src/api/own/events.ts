import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphZoomError } from '../../lib/errors.ts';
import type { Job, JobEvent, Jobs } from '../../platform/platform.ts';
import type { ApiContext } from '../context.ts';
import { openStream, wantsStream } from './event-stream.ts';
import type { OwnApp } from './register.ts';
import { given, idParams, pageQuery } from './schemas.ts';

const EVENTS_A_PAGE = 500;

export function eventRoutes(app: OwnApp, context: ApiContext): void {
  const { jobs } = context.platform;
  const open = new Set<() => void>();
  // Streams have no end of their own that a stopping server could wait for.
  app.addHook('preClose', async () => {
    for (const end of open) end();
  });

  app.get(
    '/api/jobs/:id/events',
    {
      config: { needs: 'reader' },
      exposeHeadRoute: false, // it would wait for the job's end
      schema: { summary: 'What a job said, the oldest first; as a stream of events, while it says it, with `Accept: text/event-stream`', params: idParams, querystring: pageQuery },
    },
    async (request, reply) => {
      const job = await jobs.get(request.params.id);
      if (!job) throw new GraphZoomError('not-found', `There is no job ${JSON.stringify(request.params.id)}.`, { hint: 'Old ones are removed; GET /api/jobs lists those there are.' });
      if (!wantsStream(request)) return jobs.events(job.id, given(request.query));
      stream(request, reply, context, job, open);
      return reply;
    },
  );
}

/** Sends what the job has said (after `Last-Event-ID`, where the browser comes back), then what it says, and at its end the job itself. */
function stream(request: FastifyRequest, reply: FastifyReply, context: ApiContext, { id }: Job, open: Set<() => void>): void {
  const { platform, log } = context;
  const { write, end, alive, onEnd } = openStream(reply, context, open);
  const sent = new Set<string>();
  let caughtUp = false;
  const send = (event: JobEvent) => {
    if (sent.has(event.id)) return;
    sent.add(event.id);
    write('event', event, event.id);
  };
  const waiting: JobEvent[] = [];
  let last: Job | undefined;
  const finish = () => {
    if (last) write('job', { ...last, report: undefined });
    end();
  };
  const now = context.progress?.(id);
  if (now) write('progress', now);
  onEnd(
    platform.events.on('job-progress', ({ jobId, progress }) => {
      if (jobId === id) write('progress', progress);
    }),
    platform.events.on('job-event', (event) => {
      if (event.jobId !== id) return;
      if (caughtUp) send(event);
      else waiting.push(event);
    }),
    platform.events.on('job-changed', (job) => {
      if (job.id !== id || !isOver(job)) return;
      last = job;
      if (caughtUp) finish();
    }),
  );

  const after = request.headers['last-event-id'];
  catchUp(platform.jobs, id, typeof after === 'string' ? after : undefined, sent, send)
    .then(async () => {
      for (const event of waiting) send(event);
      caughtUp = true;
      last ??= await platform.jobs.get(id);
      if (last && isOver(last)) return finish();
      await alive();
    })
    .catch((error: unknown) => {
      log.error({ err: error }, 'a stream of events broke off');
      end();
    });
}

/** Everything said so far; up to and with the event `after` it is known to the browser already. */
async function catchUp(jobs: Jobs, id: string, after: string | undefined, sent: Set<string>, send: (event: JobEvent) => void): Promise<void> {
  const all: JobEvent[] = [];
  let cursor: string | undefined;
  do {
    const page = await jobs.events(id, { limit: EVENTS_A_PAGE, ...(cursor === undefined ? {} : { cursor }) });
    all.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  const known = all.findIndex((event) => event.id === after);
  for (const event of all.slice(0, known + 1)) sent.add(event.id);
  for (const event of all.slice(known + 1)) send(event);
}

const isOver = ({ status }: Job): boolean => status === 'COMPLETED' || status === 'FAILED';
