import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'bin', 'graph-zoom.mjs');
const START_MS = 180_000;
const STOP_MS = 120_000;

/** `graph-zoom serve` as a user starts it, on any free port, with an administrator's key from the environment. */
export async function startServer({ dataDir, key }) {
  const child = spawn(process.execPath, [program, 'serve', '--json', '--port', '0', '--data-dir', dataDir], { env: { ...process.env, GRAPH_ZOOM_API_KEY: key }, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    log = `${log}${text}`.slice(-200_000);
  });
  const exited = once(child, 'exit');
  const first = once(createInterface({ input: child.stdout }), 'line', { signal: AbortSignal.timeout(START_MS) });
  const line = await Promise.race([first, exited.then(() => undefined)]);
  if (!line) throw new Error(`The server ended instead of starting:\n${log}`);
  const { url, apiUrl } = JSON.parse(line[0]);
  return {
    url: apiUrl ?? url,
    log: () => log,
    /** As `kill -9` does it. */
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    /** Whether it ended by itself, and well, when it was asked to. */
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return false;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      const [code] = await exited;
      clearTimeout(timer);
      return code === 0;
    },
  };
}
