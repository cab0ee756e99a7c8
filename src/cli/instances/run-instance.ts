import type { CollectReport } from '../../collect/report.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import type { Instance, Job, JobEvent } from '../../platform/platform.ts';
import type { Administration } from '../administration/administration.ts';
import { interruptSignal } from '../interrupt.ts';
import { note } from '../output.ts';
import { PROGRAM } from '../program-name.ts';
import { renderEvent } from '../render/instances.ts';

/** What a run says last when it failed: it is the error's message then, and told before only where the run has gone well all the same. */
const FAILURE = /^(?:validation_failure$|error_)/;

/** Runs an instance, tells what it says, and gives its report; fails as it failed. */
export async function runInstance(administration: Administration, instance: Instance): Promise<CollectReport> {
  const { signal, release } = interruptSignal(() => undefined);
  try {
    const job = await administration.run(instance.id);
    const failures: JobEvent[] = [];
    const last = await follow(administration, job, signal, (event) => (FAILURE.test(event.name) ? failures.push(event) : note(renderEvent(event))));
    const ended = await administration.job(job.id);
    if (ended?.status === 'COMPLETED') for (const event of failures) note(renderEvent(event));
    if (ended?.status === 'COMPLETED') return { ...(ended.report as CollectReport), instance: instance.name };
    throw new GraphZoomError('run-failed', last?.description ?? 'The run failed.', { hint: `Look at its log: ${PROGRAM} jobs show ${job.id}` });
  } finally {
    release();
  }
}

/** Hands on what a job says until it ends; an interruption ends the run, or only the watching of a server's. Gives what it said last. */
async function follow(administration: Administration, job: Job, signal: AbortSignal, tell: (event: JobEvent) => unknown): Promise<JobEvent | undefined> {
  let last: JobEvent | undefined;
  try {
    for await (const event of administration.events(job.id, { follow: true, signal })) {
      last = event;
      tell(event);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    if ((await administration.stop(job.instanceId)) === 'stopped')
      throw new GraphZoomError('interrupted', 'The run was interrupted. The graph is as it was before.', { hint: 'What was read is kept; the next run goes on from it.' });
    throw new GraphZoomError('interrupted', 'No longer watched; the run goes on at the server.', { hint: `Watch it: ${PROGRAM} jobs watch ${job.id}` });
  }
  return last;
}
