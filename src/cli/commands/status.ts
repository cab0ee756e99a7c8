import type { Command } from 'commander';
import type { CollectReport, StepReport } from '../../collect/report.ts';
import type { RunRecord, Store } from '../../store/store.ts';
import { colors, print, printJson } from '../output.ts';
import { examples, withStore } from '../with-store.ts';

/** Runs looked through for the last time each step was complete. */
const RUNS_LOOKED_AT = 200;

interface StepFreshness {
  readonly id: string;
  readonly status: string;
  readonly reason?: string;
  /** When this step last was complete; absent when it never was. */
  readonly completeOn?: number;
}

/** `status`: last runs, freshness of each step, counts, size. */
export function addStatus(program: Command): void {
  program
    .command('status')
    .description('what the graph holds, how fresh and how complete it is')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples('graph-zoom status', 'graph-zoom status --json'))
    .action(async (options: { json?: boolean }, command: Command) => {
      await withStore(command, async ({ store }) => {
        const info = await store.info();
        const scopes = await Promise.all((await store.runs.scopes()).map((scope) => describe(store, scope)));
        if (options.json) return printJson({ store: { location: store.location, ...info }, instances: scopes });
        const { table, safe } = await import('../render/table.ts');
        const { ago, duration } = await import('../render/time.ts');
        const now = Date.now();
        print(`${colors.bold('Store')}  ${store.location}, ${(info.bytes / 1e6).toFixed(1)} MB, ${info.entities} entities, ${info.relationships} relationships`);
        if (scopes.length === 0) print('\nNothing was collected yet. Next: graph-zoom collect (or graph-zoom demo).');
        for (const { instance, last, steps, entities, relationships } of scopes) {
          const took = last.endedOn === undefined ? 'never ended (interrupted); the next run goes on from it' : `took ${duration(last.endedOn - last.startedOn)}`;
          print(`\n${colors.bold(safe(instance))}  last run ${ago(last.startedOn, now)}: ${last.endedOn === undefined ? 'interrupted' : last.status}, ${took}`);
          if (steps.length > 0)
            print(
              table(
                ['step', 'last run', 'fresh as of', 'why'],
                steps.map((s) => [s.id, s.status, s.completeOn === undefined ? 'never complete' : ago(s.completeOn, now), safe(s.reason ?? '')]),
              ),
            );
          print(
            table(
              ['type', 'count'],
              [...Object.entries(entities), ...Object.entries(relationships)].map(([t, n]) => [safe(t), String(n)]),
              { right: [1] },
            ),
          );
        }
      });
    });
}

async function describe(store: Store, scope: string) {
  const runs = await store.runs.list({ scope, limit: RUNS_LOOKED_AT });
  return { instance: scope, last: runs[0] as RunRecord, runs: runs.slice(0, 10), steps: freshness(runs), ...(await store.counts(scope)) };
}

/** Each step of the last run that ended, with the last time it was complete. */
function freshness(runs: readonly RunRecord[]): StepFreshness[] {
  const stepsOf = (run: RunRecord): readonly StepReport[] => (run.report as CollectReport | null)?.steps ?? [];
  const lastEnded = runs.find((run) => stepsOf(run).length > 0);
  return (lastEnded ? stepsOf(lastEnded) : []).map(({ id, status, reason }) => {
    const complete = runs.find((run) => stepsOf(run).some((step) => step.id === id && step.status === 'complete'));
    return { id, status, ...(reason === undefined ? {} : { reason }), ...(complete === undefined ? {} : { completeOn: complete.startedOn }) };
  });
}
