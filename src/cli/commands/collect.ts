import type { Command } from 'commander';
import type { CollectReport } from '../../collect/report.ts';
import { credentialsOf, loadEnvironment } from '../../config.ts';
import { EXIT } from '../../lib/errors.ts';
import { errorJson, failWith, print, printJson } from '../output.ts';
import { PROGRAM } from '../program-name.ts';
import { examples, withStore } from '../with-store.ts';

/** `collect`: Zoom to graph; ends with what changed. */
export function addCollect(program: Command): void {
  program
    .command('collect')
    .description('collect the Zoom account into the graph')
    .option('--instance <NAME>', 'which configured account this is; each holds one Zoom account', 'zoom')
    .option('--json', 'print the report as one JSON document')
    .option('--verbose', 'print every request')
    .addHelpText('after', examples('graph-zoom collect', 'graph-zoom collect --instance subsidiary --json', 'ZOOM_PLAN=business ZOOM_RATE_SHARE=0.5 graph-zoom collect'))
    .action(async (options: { instance: string; json?: boolean; verbose?: boolean }, command: Command) => {
      const startedOn = Date.now();
      try {
        credentialsOf(loadEnvironment()); // before anything is opened: without credentials there is nothing to do
        await withStore(command, async ({ env, dataDir, store }) => {
          const [{ runCollection }, { interruptSignal }, { watchProgress }, { renderReport }] = await Promise.all([
            import('../../app.ts'),
            import('../interrupt.ts'),
            import('../render/progress.ts'),
            import('../render/report.ts'),
          ]);
          const progress = watchProgress({ verbose: options.verbose ?? false, plan: env.ZOOM_PLAN, share: env.ZOOM_RATE_SHARE });
          const { signal, release } = interruptSignal(progress.say);
          try {
            const report = await runCollection({ env, store, dataDir, instance: options.instance, signal, watch: progress.watch });
            progress.stop();
            if (options.json) printJson(report);
            else print(await renderReport(report, store, `${PROGRAM} changes`));
            process.exitCode = exitCodeOf(report);
          } finally {
            progress.stop();
            release();
          }
        });
      } catch (error) {
        if (options.json) printJson(failure(options.instance, startedOn, error));
        failWith(error, options.verbose);
      }
    });
}

export const exitCodeOf = (report: CollectReport): number => (report.status === 'complete' ? EXIT.done : EXIT.incomplete);

/** The report's shape for a run of which nothing was kept. */
const failure = (instance: string, startedOn: number, error: unknown) => {
  const none = { created: 0, updated: 0, deleted: 0 };
  return {
    status: 'failed',
    instance,
    startedOn,
    durationMs: Date.now() - startedOn,
    steps: [],
    entities: {},
    relationships: {},
    changes: { entities: none, relationships: none },
    requests: { total: 0, retried: 0, rateLimited: 0 },
    error: errorJson(error),
  };
};
