import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { credentialsOf, type Environment } from '../../config.ts';
import { errorJson } from '../../j1ql/error-json.ts';
import { exitCodeOf } from '../exit-code.ts';
import { failWith, print, printJson } from '../output.ts';
import { PROGRAM } from '../program-name.ts';
import { examples, type Session, withStore } from '../with-store.ts';

/** `collect`: Zoom to graph; ends with what changed. */
export function addCollect(program: Command): void {
  program
    .command('collect')
    .description('collect the Zoom account into the graph')
    .option('--instance <NAME>', 'which configured account this is; each holds one Zoom account', 'zoom')
    .option('--json', 'print the report as one JSON document')
    .option('--verbose', 'print every request')
    .addHelpText('after', examples('graph-zoom collect', 'graph-zoom collect --instance subsidiary --json', 'ZOOM_PLAN=business ZOOM_RATE_SHARE=0.5 graph-zoom collect'))
    .action(async (options: Options, command: Command) => {
      const startedOn = Date.now();
      try {
        await withStore(command, (session) => collectInto(session, options), needCredentials);
      } catch (error) {
        if (options.json) printJson(failure(options.instance, startedOn, error));
        failWith(error, options.verbose);
      }
    });
}

interface Options {
  readonly instance: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** Before a store is made: where there is none, no instance is configured, and without credentials there is nothing to do. */
const needCredentials = (env: Environment, dataDir: string): void => {
  if (!existsSync(path.join(dataDir, 'graph.duckdb'))) credentialsOf(env);
};

/** An instance that is configured runs with its own credentials, at the server where there is one; any other with those of the environment, here. */
async function collectInto(session: Session, options: Options): Promise<void> {
  const { administrationOf } = await import('../administration/with-administration.ts');
  const administration = await administrationOf(session);
  try {
    const configured = (await administration.instances()).find(({ name }) => name === options.instance);
    if (configured) return await (await import('../instances/collect-instance.ts')).collectInstance({ ...session, administration }, configured, options.json ?? false);
  } finally {
    await administration.close();
  }
  await collectHere(session, options);
}

async function collectHere({ env, dataDir, store }: Session, options: Options): Promise<void> {
  credentialsOf(env);
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
}

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
