import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildIfOld } from '../../scripts/build-if-old.mjs';

/** Builds the program and the page once, before the tests that start them. */
export default function setup(): void {
  const code = buildIfOld(path.resolve(import.meta.dirname, '../..'), spawnSync);
  if (code !== 0) throw new Error(`Building failed with exit code ${code}.`);
}
