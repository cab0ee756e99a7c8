import path from 'node:path';
import type { Command } from 'commander';
import { dataDirectory, loadEnvironment } from '../../config.ts';
import { exitCodeOf } from '../exit-code.ts';
import { wholeNumber } from '../numbers.ts';
import { note, print } from '../output.ts';
import { PROGRAM } from '../program-name.ts';
import { shellPath } from '../shell-path.ts';
import { examples, type GlobalOptions, withStoreOf } from '../with-store.ts';

const INSTANCE = 'demo';
/** Changes made to the invented company between two runs: enough to see each kind, few enough to read. */
const CHANGES_A_RUN = 6;

/** `demo`: an invented organisation is served, collected, shown, and goes on changing; no credentials needed. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('serve an invented Zoom organisation that keeps changing, collect it, show it and serve the graph')
    .option('--users <N>', 'users of the organisation, up to 500000', wholeNumber(1, 500_000), 150)
    .option('--latency <MS>', 'time each of its answers takes', wholeNumber(0, 60_000), 100)
    .option('--port <N>', 'where the graph is served; any that is free where it is in use', wholeNumber(0, 65_535))
    .option('--once', 'collect and show it, and end')
    .addHelpText('after', examples('graph-zoom demo', 'graph-zoom demo --users 2000', 'graph-zoom demo --once'))
    .action(async (options: { users: number; latency: number; port?: number; once?: boolean }, command: Command) => {
      const [{ openOperation, runCollection }, { demoInstance, serveDemo }, { startFakeZoom }, { interruptSignal }, { watchProgress }, { renderReport }, { renderPicture }] = await Promise.all([
        import('../../app.ts'),
        import('../serve-demo.ts'),
        import('../../fake-zoom/server.ts'),
        import('../interrupt.ts'),
        import('../render/progress.ts'),
        import('../render/report.ts'),
        import('../render/picture.ts'),
      ]);
      const settings = loadEnvironment({ GRAPH_ZOOM_HOME: process.env.GRAPH_ZOOM_HOME }); // the demo never uses real credentials
      // A company of its own size keeps a store of its own, or a smaller one would seem to have dismissed its people.
      const dataDir = path.join(dataDirectory(settings, command.optsWithGlobals<GlobalOptions>().dataDir), `demo-${options.users}`);
      const on = `${PROGRAM} --data-dir ${shellPath(dataDir)}`;
      const progress = watchProgress({ verbose: false, plan: 'business', share: 1 });
      const { signal, release } = interruptSignal(progress.say);
      const fake = await startFakeZoom({ users: options.users, seed: 7, plan: 'business', latencyMs: options.latency });
      try {
        const served = await withStoreOf({ env: settings, dataDir }, async (session) => {
          const { store, server } = session;
          const { scope, ...stamped } = server ? { scope: INSTANCE } : await demoInstance(await openOperation({ ...session, warn: note }), INSTANCE, fake);
          const earlier = (await store.runs.list({ scope })).filter((run) => run.endedOn !== undefined).length;
          fake.change(earlier * CHANGES_A_RUN);
          progress.say(`An invented company with ${options.users} Zoom users answers at ${fake.url}; collecting it.\n`);
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
          const report = await runCollection({ env, store, dataDir, instance: scope, ...stamped, signal, watch: progress.watch });
          progress.stop();
          print(await renderReport({ ...report, instance: INSTANCE }, store, `${on} changes`, scope));
          print(`\n${await renderPicture(store, scope, Date.now())}`);
          print(`\nThe graph is in ${shellPath(store.location)}.`);
          process.exitCode = exitCodeOf(report);
          return server;
        });
        const ways = `  ${on} changes\n  ${on} questions --all\n  ${on} alerts list\n  ${on} query: ask in J1QL\n  ${PROGRAM} init: your own Zoom`;
        if (options.once || served) return print(`\nNext:\n  ${PROGRAM} demo --once: once more; the company will have changed\n${ways}`);
        release();
        await serveDemo({ env: settings, dataDir, fake, instance: INSTANCE, changesARun: CHANGES_A_RUN, ...(options.port === undefined ? {} : { port: options.port }), next: `In another terminal:\n${ways}` });
      } finally {
        progress.stop();
        release();
        await fake.close();
      }
    });
}
