// JupiterOne's own clients against a started graph-zoom: node conformance/run.mjs [--part 1/2] [words of the checks to run]
// Build first (`npm run build`). The last line is `conformance: N passed, N failed`.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installIfOld } from '../scripts/install-if-old.mjs';
import { startServer } from './lib/server.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const KEY = 'conformance-administrator-key';
const ACCOUNT = 'acme-test';
/** Much, for a slow machine is no defect. */
const FILE_MS = 900_000;
const LOG_LINES = 40;
/** What a check leaves is below it in a folder that is removed. */
const root = tmpdir();

install();
const { values, positionals: words } = parseArgs({ allowPositionals: true, options: { part: { type: 'string', default: '1/1' } } });
const [part, parts] = values.part.split('/').map(Number);
const files = readdirSync(path.join(here, 'checks'))
  .filter((name) => name.endsWith('.test.mjs') && (words.length === 0 || words.some((word) => name.includes(word))))
  .sort()
  .filter((_, index) => index % parts === part - 1);

let passed = 0;
let failed = 0;
for (const file of files) await check(file);
console.log(`conformance: ${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/** Runs one file of checks against a server of its own, so that none depends on what another left. */
async function check(file) {
  const folder = mkdtempSync(path.join(root, 'graph-zoom-conformance-'));
  const server = await startServer({ dataDir: path.join(folder, 'data'), key: KEY });
  Object.assign(process.env, { TMPDIR: folder, CONFORMANCE_URL: server.url, CONFORMANCE_KEY: KEY, CONFORMANCE_ACCOUNT: ACCOUNT });
  const before = failed;
  const checks = run({ files: [path.join(here, 'checks', file)], timeout: FILE_MS });
  checks.on('test:pass', (event) => {
    if (event.details.type !== 'suite' && !event.name.endsWith(file) && event.skip === undefined) passed++;
  });
  checks.on('test:fail', (event) => {
    if (event.details.type !== 'suite') failed++;
  });
  await new Promise((resolve) => checks.compose(spec).on('end', resolve).pipe(process.stdout, { end: false }));
  if (!(await server.stop())) {
    failed++;
    console.log('The server did not stop when it was asked to, or had gone before.');
  }
  if (failed > before) console.log(`failed file: ${file}\nThe end of the server's log:\n${server.log().split('\n').slice(-LOG_LINES).join('\n')}`);
  rmSync(folder, { recursive: true, force: true });
}

/** Installs the clients where they are missing or older than the lock file says. */
function install() {
  if (installIfOld(here, "JupiterOne's clients (npm ci in conformance/)")) return;
  console.log('npm ci in conformance/ failed.\nconformance: 0 passed, 1 failed');
  process.exit(1);
}
