import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeServer } from '../../src/api/server.ts';
import { openOperation, openStore } from '../../src/app.ts';
import { loadEnvironment } from '../../src/config.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';

const NOBODY_RUNS = async (): Promise<never> => {
  throw new Error('The server is only described.');
};

/** Routes and OpenAPI document of the whole server: put together as `serve` does, on an empty store, without listening. */
export async function describedServer(): ReturnType<typeof describeServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'graph-zoom-described-'));
  const store = await openStore(dataDir);
  try {
    const env = loadEnvironment({ GRAPH_ZOOM_SECRET_KEY: '0'.repeat(64) });
    const operation = await openOperation({ env, store, dataDir, warn: () => undefined });
    const { platform, alerting, questions, outbox, channels } = operation;
    const described = await describeServer(
      { store, platform, alerting, questions, outbox, channels, clock: systemClock, log: createLog('silent'), account: undefined, dataDir, run: NOBODY_RUNS, stopRun: NOBODY_RUNS, probe: NOBODY_RUNS },
      { allowedHosts: [] },
    );
    await operation.stop();
    return described;
  } finally {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
