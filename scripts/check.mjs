// Everything that can be said about the code without running it; stops at the first part that fails and names it.
import { spawnSync } from 'node:child_process';

const PARTS = {
  types: ['tsc', '--noEmit', '-p', '.'],
  lint: ['biome', 'check', '--error-on-warnings', '.'],
  layers: ['depcruise', '--config', '.dependency-cruiser.cjs', 'src'],
  'dead code': ['knip'],
  'generated files': ['tsx', 'scripts/gen.ts', '--check'],
  links: [process.execPath, 'scripts/check-links.mjs'],
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
