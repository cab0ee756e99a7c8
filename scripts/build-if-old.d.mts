import type { spawnSync } from 'node:child_process';
/** Builds `dist` and the page in it when they are missing or older than any source file. Gives the exit code; prints to stderr only. */
export function buildIfOld(root: string, spawn: typeof spawnSync): number;
