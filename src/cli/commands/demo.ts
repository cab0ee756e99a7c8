import path from 'node:path';
import type { Command } from 'commander';
import { dataDirectory, loadEnvironment } from '../../config.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import { exitCodeOf } from '../exit-code.ts';
import { wholeNumber } from '../numbers.ts';
import { note, print } from '../output.ts';
import { PROGRAM } from '../program-name.ts';
import { shellPath } from '../shell-path.ts';
import { examples, type GlobalOptions, withStoreOf } from '../with-store.ts';

const INSTANCE = 'demo';
/** Changes made to the invented company between two runs: enough to see each kind, few enough to read. */
const CHANGES_A_RUN = 6;

/** `demo`: an invented organisation is served, collected and shown; no credentials needed. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('serve an invented Zoom organisation, collect it and show what is in it')
    .option('--users <N>', 'users of the organisation, up to 500000', wholeNumber(1, 500_000), 150)
    .option('--latency <MS>', 'time each of its answers takes', wholeNumber(0, 60_000), 100)
    .addHelpText('after', examples('graph-zoom demo', 'graph-zoom demo --users 2000'))
    .action(async (options: { users: number; latency: number }, command: Command) => {
      const [{ runCollection }, { startFakeZoom }, { interruptSignal }, { watchProgress }, { renderReport }, { renderPicture }] = await Promise.all([
        import('../../app.ts'),
        import('../../fake-zoom/server.ts'),
        import('../interrupt.ts'),
        import('../render/progress.ts'),
        import('../render/report.ts'),
        import('../render/picture.ts'),
      ]);
      const settings = loadEnvironment({ GRAPH_ZOOM_HOME: process.env.GRAPH_ZOOM_HOME }); // the demo never uses real credentials
      // A company of its own size keeps a store of its own, or a smaller one would seem to have dismissed its people.
      const globals = command.optsWithGlobals<GlobalOptions>();
      if (globals.server !== undefined) throw new GraphZoomError('usage', 'The demo keeps its company on this machine.', { hint: 'Leave out --server.' });
      const dataDir = path.join(dataDirectory(settings, globals.dataDir), `demo-${options.users}`);
      const on = `${PROGRAM} --data-dir ${shellPath(dataDir)}`;
      const changes = `${on} changes`;
      await withStoreOf({ env: settings, dataDir }, async ({ store }) => {
        const progress = watchProgress({ verbose: false, plan: 'business', share: 1 });
        const { signal, release } = interruptSignal(progress.say);
        const fake = await startFakeZoom({ users: options.users, seed: 7, plan: 'business', latencyMs: options.latency });
        try {
          const earlier = (await store.runs.list({ scope: INSTANCE })).filter((run) => run.endedOn !== undefined).length;
          fake.change(earlier * CHANGES_A_RUN);
          note(`An invented company with ${options.users} Zoom users answers at ${fake.url}; collecting it.\n`);
          const { accountId, clientId, clientSecret } = fake.credentials;
          const env = loadEnvironment({
            ZOOM_API_URL: fake.apiUrl,
            ZOOM_OAUTH_URL: fake.oauthUrl,
            ZOOM_ACCOUNT_ID: accountId,
            ZOOM_CLIENT_ID: clientId,
            ZOOM_CLIENT_SECRET: clientSecret,
            ZOOM_PLAN: 'business',
            ZOOM_RATE_SHARE: '1',
            ZOOM_ACCOUNT_NAME: 'Demo company',
          });
          const report = await runCollection({ env, store, dataDir, instance: INSTANCE, signal, watch: progress.watch });
          progress.stop();
          print(await renderReport(report, store, changes));
          print(`\n${await renderPicture(store, INSTANCE, Date.now())}`);
          print(`\nThe graph is in ${shellPath(store.location)}.`);
          print(
            `\nNext:\n  ${process.env.npm_lifecycle_event === 'start' ? 'npm start' : `${PROGRAM} demo`}: once more; the company will have changed\n  ${changes}\n  ${on} questions --all\n  ${on} query: ask in J1QL\n  ${PROGRAM} init: your own Zoom`,
          );
          process.exitCode = exitCodeOf(report);
        } finally {
          progress.stop();
          release();
          await fake.close();
        }
      });
    });
}
