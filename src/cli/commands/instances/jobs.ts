import { type Command, Option } from 'commander';
import { wholeNumber } from '../../numbers.ts';
import { print, printJson } from '../../output.ts';
import { examples } from '../../with-store.ts';
import { administering, named } from './session.ts';

/** `instances jobs`: the runs of one account. */
export function addJobsOf(instances: Command): void {
  instances
    .command('jobs')
    .description('the runs of one account, newest first')
    .argument('<name>', 'name or id')
    .addOption(new Option('--limit <N>', 'at most so many').argParser(wholeNumber(1, 1000)).default(20))
    .option('--json', 'print one JSON array')
    .addHelpText('after', examples('graph-zoom instances jobs Acme'))
    .action((name: string, options: { limit: number; json?: boolean }, command: Command) =>
      administering(command, async (opened) => {
        const instance = await named(opened, name);
        const jobs = await opened.administration.jobs({ instanceId: instance.id, limit: options.limit });
        if (options.json) return printJson(jobs);
        const { renderJobs } = await import('../../render/instances.ts');
        print(jobs.length === 0 ? 'It was never run.' : renderJobs(jobs, Date.now()));
      }),
    );
}
