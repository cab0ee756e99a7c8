// Makes the package that `npx graph-zoom` installs: npm run pack -- [--out FOLDER] [--built]
// npm runs no `prepack` under ignore-scripts, so `npm pack` alone would pack whatever lies in dist. This builds first (`--built`: dist is
// known to be new), looks at what would be packed, and packs it. Prints the path of the .tgz.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../', import.meta.url));
const { values } = parseArgs({ options: { out: { type: 'string', default: '.' }, built: { type: 'boolean', default: false } } });
const out = path.resolve(values.out);

const MUST_HAVE = [
  'package.json',
  'README.md',
  'LICENSE',
  'bin/graph-zoom.mjs',
  'dist/main.mjs',
  'dist/fake-zoom-process.mjs',
  'dist/web/index.html',
  'src/index.js',
  'dist/integration.mjs',
  'dist/integration.d.mts',
  'jupiterone/questions/questions.yaml',
  'docs/jupiterone.md',
  'docs/README.md',
  'deploy/systemd/graph-zoom.service',
];
/** Source of the program, maps of it, tests, and what tools leave behind. */
const MUST_NOT = /\.(?:map|tsx|tsbuildinfo|duckdb|log|tgz)$|(?<!\.d)\.ts$|\.gen\.|(?:^|\/)(?:test|node_modules|coverage)\/|(?:^|\/)\./;

if (!values.built) {
  run('npx', ['--no-install', 'tsdown', '--logLevel', 'error']);
  run('npx', ['--no-install', 'vite', 'build', 'web', '--logLevel', 'error']);
}
// What starts a command in a checkout builds no types: nothing there needs them.
run('npx', ['--no-install', 'tsdown', '--config', 'tsdown.types.config.ts', '--logLevel', 'error']);
const files = npmPack('--dry-run').files.map((file) => file.path);
const wrong = [...MUST_HAVE.filter((file) => !files.includes(file)).map((file) => `${file} is missing`), ...files.filter((file) => MUST_NOT.test(file)).map((file) => `${file} does not belong there`)];
if (wrong.length > 0) fail(`The package would be wrong: ${wrong.join(', ')}. Correct "files" of package.json, or build anew.`);
mkdirSync(out, { recursive: true });
const { filename, entryCount, size, unpackedSize } = npmPack('--pack-destination', out);
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
console.error(`${entryCount} files, ${megabytes(size)}, unpacked ${megabytes(unpackedSize)}`);
console.log(path.join(out, filename));

function npmPack(...args) {
  return JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--loglevel=error', ...args]))[0];
}

function run(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32', env: { ...process.env, NODE_ENV: 'production' } });
  if (status !== 0) fail(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`);
  return stdout;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
