import { loadEnvironment } from '../../src/config.ts';
import { readServerFile } from '../../src/remote/server-file.ts';
import { startServing } from '../../src/serve.ts';

/** Serves a data directory, as `serve` does, while something is done. */
export async function whileServed<T>(home: string, work: (server: { url: string; key: string }) => Promise<T>, tls?: { cert: string; key: string }): Promise<T> {
  const serving = await startServing({
    env: loadEnvironment({ ZOOM_PLAN: 'business', ZOOM_RATE_SHARE: '1' }),
    dataDir: home,
    host: '127.0.0.1',
    port: 0,
    allowedHosts: [],
    behindProxy: false,
    insecure: false,
    logLevel: 'fatal',
    ...(tls ? { tls } : {}),
  });
  try {
    const file = await readServerFile(home);
    if (!file) throw new Error('The server left no word where it is.');
    return await work(file);
  } finally {
    await serving.stop();
  }
}
