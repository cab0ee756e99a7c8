import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Builds `dist` when it is missing or older than any source file. Gives the exit code; prints to stderr only. */
export function buildIfOld(root, spawnSync) {
  const built = path.join(root, 'dist', 'main.mjs');
  if (existsSync(built) && statSync(built).mtimeMs >= newest(path.join(root, 'src'))) return 0;
  let tsdown;
  try {
    tsdown = createRequire(path.join(root, 'package.json')).resolve('tsdown/package.json');
  } catch {
    process.stderr.write('graph-zoom is not built and its tools are not installed. Run `npm ci` in the checkout, then try again.\n');
    return 2;
  }
  const cli = path.join(path.dirname(tsdown), 'dist', 'run.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, '--logLevel', 'error'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) process.stderr.write(`Building graph-zoom failed:\n${stdout}${stderr}`);
  return status ?? 1;
}

function newest(folder) {
  let time = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    time = Math.max(time, entry.isDirectory() ? newest(file) : statSync(file).mtimeMs);
  }
  return time;
}
