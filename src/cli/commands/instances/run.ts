import type { Command } from 'commander';
import { GraphZoomError } from '../../../lib/errors.ts';
import { print, printJson } from '../../output.ts';
import { PROGRAM } from '../../program-name.ts';
import { examples } from '../../with-store.ts';
import { administering, named } from './session.ts';

/** `instances run`: a collection now, watched to its end. */
export function addRun(instances: Command): void {
  instances
    .command('run')
    .description('collect an account now, and watch it')
    .argument('<name>', 'name or id')
    .option('--no-wait', 'only start it; needs a running server')
    .option('--json', 'print the report as one JSON document')
    .addHelpText('after', examples('graph-zoom instances run Acme', 'graph-zoom instances run Acme --no-wait'))
    .action((name: string, options: { wait: boolean; json?: boolean }, command: Command) =>
      administering(command, async (opened) => {
        const { administration, server } = opened;
        const instance = await named(opened, name);
        if (options.wait) return (await import('../../instances/collect-instance.ts')).collectInstance(opened, instance, options.json ?? false);
        if (!server) throw new GraphZoomError('usage', 'Without a server the run ends with this command.', { hint: 'Leave out --no-wait, or start `graph-zoom serve`.' });
        const job = await administration.run(instance.id);
        if (options.json) printJson(job);
        else print(`Started. Watch it: ${PROGRAM} jobs watch ${job.id}`);
      }),
    );
}
