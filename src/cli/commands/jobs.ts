import type { Command } from 'commander';
import { EXIT, GraphZoomError } from '../../lib/errors.ts';
import type { Job, JobEvent } from '../../platform/platform.ts';
import type { Administration } from '../administration/administration.ts';
import { wholeNumber } from '../numbers.ts';
import { print, printJson } from '../output.ts';
import { examples } from '../with-store.ts';

const administering = async <T>(command: Command, work: (administration: Administration) => Promise<T>): Promise<T> =>
  (await import('../administration/with-administration.ts')).withAdministration(command, ({ administration }) => work(administration));

/** `jobs`: the runs of configured accounts, and what they said. */
export function addJobs(program: Command): void {
  const jobs = program
    .command('jobs')
    .description('the runs of configured accounts: list them, read and watch what they say')
    .addHelpText('after', examples('graph-zoom jobs list', 'graph-zoom jobs show 01hq…', 'graph-zoom jobs watch 01hq…'));
  jobs
    .command('list')
    .description('the runs of all accounts, newest first')
    .option('--instance <NAME>', 'only of this account')
    .option('--limit <N>', 'at most so many', wholeNumber(1, 1000), 20)
    .option('--json', 'print one JSON array')
    .addHelpText('after', examples('graph-zoom jobs list', 'graph-zoom jobs list --instance Acme --limit 5'))
    .action((options: { instance?: string; limit: number; json?: boolean }, command: Command) =>
      administering(command, async (administration) => {
        const [{ findInstance }, { renderJobs }] = await Promise.all([import('../instances/find-instance.ts'), import('../render/instances.ts')]);
        const instances = await administration.instances();
        const only = options.instance === undefined ? {} : { instanceId: findInstance(instances, options.instance).id };
        const found = await administration.jobs({ ...only, limit: options.limit });
        if (options.json) return printJson(found);
        print(found.length === 0 ? 'Nothing was run yet.' : renderJobs(found, Date.now(), new Map(instances.map(({ id, name }) => [id, name]))));
      }),
    );
  jobs
    .command('show')
    .description('one run: how it ended and what it said')
    .argument('[id]', 'as jobs list shows it; default: the newest')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples('graph-zoom jobs show 01hq…', 'graph-zoom jobs show 01hq… --json'))
    .action((given: string | undefined, options: { json?: boolean }, command: Command) =>
      administering(command, async (administration) => {
        const job = await jobOf(administration, given);
        const events: JobEvent[] = [];
        for await (const event of administration.events(job.id, { follow: false })) events.push(event);
        if (options.json) return printJson({ job, events });
        const { renderEvent, renderJobs } = await import('../render/instances.ts');
        const names = new Map((await administration.instances()).map((one) => [one.id, one.name]));
        print([renderJobs([job], Date.now(), names), '', ...events.map(renderEvent)].join('\n').trimEnd());
      }),
    );
  jobs
    .command('watch')
    .description('what a run says, as it says it, until it ends')
    .argument('[id]', 'as jobs list shows it; default: the newest')
    .option('--json', 'print one JSON a line')
    .addHelpText('after', examples('graph-zoom jobs watch', 'graph-zoom jobs watch 01hq…'))
    .action((given: string | undefined, options: { json?: boolean }, command: Command) =>
      administering(command, async (administration) => {
        const { renderEvent } = await import('../render/instances.ts');
        const { id } = await jobOf(administration, given);
        for await (const event of administration.events(id, { follow: true })) {
          if (options.json) printJson(event);
          else print(renderEvent(event));
        }
        const { status } = await jobOf(administration, id);
        process.exitCode = status === 'FAILED' ? EXIT.failed : EXIT.done;
      }),
    );
}

async function jobOf(administration: Administration, id: string | undefined): Promise<Job> {
  const job = id === undefined ? (await administration.jobs({ limit: 1 }))[0] : await administration.job(id);
  if (job) return job;
  if (id === undefined) throw new GraphZoomError('not-found', 'Nothing was run yet.', { hint: '`graph-zoom instances run NAME` starts a run.' });
  throw new GraphZoomError('not-found', `There is no job "${id}".`, { hint: 'Look it up with `graph-zoom jobs list`; old ones are removed.' });
}
