import type { Command } from 'commander';
import { scopeStatuses } from '../../collect/scope-status.ts';
import { print, printJson } from '../output.ts';
import { namesOfScopes } from '../scope-filter.ts';
import { examples, withStore } from '../with-store.ts';

/** `status`: last runs, freshness of each step, counts, size. */
export function addStatus(program: Command): void {
  program
    .command('status')
    .description('what the graph holds, how fresh and how complete it is')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples('graph-zoom status', 'graph-zoom status --json'))
    .action(async (options: { json?: boolean }, command: Command) => {
      await withStore(command, async (session) => {
        const { store } = session;
        const info = { location: store.location, ...(await store.info()) };
        const scopes = await scopeStatuses(store, await namesOfScopes(session));
        if (options.json) return printJson({ store: info, instances: scopes });
        const { renderStatus } = await import('../render/status.ts');
        print(renderStatus(info, scopes, Date.now()));
      });
    });
}
