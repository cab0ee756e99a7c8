import type { Command } from 'commander';
import type { RunRecord, Store } from '../../store/store.ts';
import { freshness } from '../freshness.ts';
import { print, printJson } from '../output.ts';
import { namesOfScopes, scopesOf } from '../scope-filter.ts';
import { examples, withStore } from '../with-store.ts';

/** Runs looked through for the last time each step was complete. */
const RUNS_LOOKED_AT = 200;
const RUNS_SHOWN = 10;

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
        const names = await namesOfScopes(session);
        const scopes = (await Promise.all((await scopesOf(store)).map((scope) => describe(store, scope, names.get(scope))))).filter((scope) => !isRemoved(scope));
        if (options.json) return printJson({ store: info, instances: scopes });
        const { renderStatus } = await import('../render/status.ts');
        print(renderStatus(info, scopes, Date.now()));
      });
    });
}

/** Of a removed instance nothing is left but its history, and its scope is an id that says nothing to anybody. */
const isRemoved = ({ instance, name, entities }: ScopeStatus): boolean => name === undefined && Object.keys(entities).length === 0 && UUID.test(instance);
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is told of one instance or imported scope. */
export type ScopeStatus = Awaited<ReturnType<typeof describe>>;

async function describe(store: Store, scope: string, name: string | undefined) {
  const runs: RunRecord[] = await store.runs.list({ scope, limit: RUNS_LOOKED_AT });
  return { instance: scope, ...(name === undefined || name === scope ? {} : { name }), last: runs[0], runs: runs.slice(0, RUNS_SHOWN), steps: freshness(runs), ...(await store.counts(scope)) };
}
