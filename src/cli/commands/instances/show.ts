import type { Command } from 'commander';
import { print, printJson } from '../../output.ts';
import { examples } from '../../with-store.ts';
import { administering, named, sizeOf } from './session.ts';

const JOBS_SHOWN = 10;

/** `instances show`: one account with all that is known of it but its secrets. */
export function addShow(instances: Command): void {
  instances
    .command('show')
    .description('one account: its settings, what it has in the graph, its last runs; secrets are masked')
    .argument('<name>', 'name or id')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples('graph-zoom instances show Acme', 'graph-zoom instances show Acme --json'))
    .action((name: string, options: { json?: boolean }, command: Command) =>
      administering(command, async (opened) => {
        const instance = await named(opened, name);
        const detail = { instance, ...(await sizeOf(opened, instance.scope)), jobs: await opened.administration.jobs({ instanceId: instance.id, limit: JOBS_SHOWN }) };
        if (options.json) return printJson(detail);
        const { renderInstance } = await import('../../render/instances.ts');
        print(renderInstance(detail, Date.now()));
      }),
    );
}
