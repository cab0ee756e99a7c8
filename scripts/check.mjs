// Everything that can be said about the code without running it; stops at the first part that fails and names it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PARTS = {
  types: ['tsc', '--noEmit', '-p', '.'],
  'types of the page': ['tsc', '--noEmit', '-p', 'web'],
  lint: ['biome', 'check', '--error-on-warnings', '.'],
  layers: ['depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'web/src'],
  'dead code': ['knip'],
  'generated files': ['tsx', 'scripts/gen.ts', '--check'],
  links: [process.execPath, 'scripts/check-links.mjs'],
  // Where it was installed (`npm run docs`): a link that leads nowhere fails the build.
  ...(existsSync('site/node_modules') ? { site: [process.execPath, 'scripts/docs.mjs'] } : {}),
};

let passed = 0;
for (const [name, [command, ...args]] of Object.entries(PARTS)) {
  const { status, stdout, stderr } = command === process.execPath ? spawnSync(command, args, { encoding: 'utf8' }) : spawnSync('npx', ['--no-install', command, ...args], { encoding: 'utf8' });
  if (status !== 0) {
    console.error(`${stdout}${stderr}\ncheck failed: ${name}`);
    process.exit(1);
  }
  console.log(`ok: ${name}`);
  passed++;
}
console.log(`check: ${passed} passed, 0 failed`);
