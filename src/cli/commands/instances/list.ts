import type { Command } from 'commander';
import { print, printJson } from '../../output.ts';
import { PROGRAM } from '../../program-name.ts';
import { examples } from '../../with-store.ts';
import { administering } from './session.ts';

/** `instances list`: every account with its last run. */
export function addList(instances: Command): void {
  instances
    .command('list')
    .description('every configured account, its polling and its last run')
    .option('--json', 'print one JSON array')
    .addHelpText('after', examples('graph-zoom instances list', 'graph-zoom instances list --json'))
    .action((options: { json?: boolean }, command: Command) =>
      administering(command, async ({ administration }) => {
        const all = await Promise.all((await administration.instances()).map(async (instance) => ({ instance, last: (await administration.jobs({ instanceId: instance.id, limit: 1 }))[0] })));
        if (options.json) return printJson(all.map(({ instance, last }) => ({ ...instance, ...(last ? { lastJob: last } : {}) })));
        const { renderInstances } = await import('../../render/instances.ts');
        print(all.length === 0 ? `No account is configured yet. Next: ${PROGRAM} instances add` : renderInstances(all, Date.now()));
      }),
    );
}
