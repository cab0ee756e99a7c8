import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Builds `dist` and the page in it when they are missing or older than any source file. Gives the exit code; prints to stderr only. */
export function buildIfOld(root, spawnSync) {
  const isOld = (built, source) => !existsSync(built) || statSync(built).mtimeMs < newest(path.join(root, source));
  const program = isOld(path.join(root, 'dist', 'main.mjs'), 'src');
  const page = isOld(path.join(root, 'dist', 'web', 'index.html'), 'web');
  if (!program && !page) return 0;
  let tsdown;
  let vite;
  try {
    const resolve = createRequire(path.join(root, 'package.json')).resolve;
    tsdown = path.join(path.dirname(resolve('tsdown/package.json')), 'dist', 'run.mjs');
    vite = path.join(path.dirname(resolve('vite/package.json')), 'bin', 'vite.js');
  } catch {
    process.stderr.write('graph-zoom is not built and its tools are not installed. Run `npm ci` in the checkout, then try again.\n');
    return 2;
  }
  for (const [needed, command] of [
    [program, [tsdown, '--logLevel', 'error']],
    [page, [vite, 'build', 'web', '--logLevel', 'error']],
  ]) {
    if (!needed) continue;
    // Whoever builds: in a test's own environment, vite would build the page for developers, with the paths of its source in it.
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } });
    if (status !== 0) {
      process.stderr.write(`Building graph-zoom failed:\n${stdout}${stderr}`);
      return status ?? 1;
    }
  }
  return 0;
}

function newest(folder) {
  let time = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    time = Math.max(time, entry.isDirectory() ? newest(file) : statSync(file).mtimeMs);
  }
  return time;
}
