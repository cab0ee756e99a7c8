import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const program = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'bin', 'graph-zoom.mjs');

/** `graph-zoom fake-zoom` as a user starts it. Gives the environment that leads to it, and how to stop it. */
export async function startFakeZoom(...args) {
  const child = spawn(process.execPath, [program, 'fake-zoom', '--json', '--port', '0', '--plan', 'unlimited', '--latency', '0', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit').then(() => undefined);
  const first = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
  if (!first) throw new Error(`The fake Zoom ended instead of starting: ${args.join(' ')}`);
  const { env } = JSON.parse(first[0]);
  return {
    env: { ...env, ZOOM_PLAN: 'business', ZOOM_RATE_SHARE: '1' },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
