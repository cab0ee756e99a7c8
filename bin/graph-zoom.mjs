#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// In a checkout the program is built when it is missing or older than its source; an installed package has no source.
const root = new URL('../', import.meta.url);
if (existsSync(new URL('src/main.ts', root))) {
  const { buildIfOld } = await import('../scripts/build-if-old.mjs');
  const code = buildIfOld(fileURLToPath(root), spawnSync);
  if (code !== 0) process.exit(code);
}
await import('../dist/main.mjs');
