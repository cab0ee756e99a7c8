import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inChild } from './child.ts';
import { startFakeProcess } from './fake.ts';

/** A graph of 100,000 users as it is collected, made once: it takes some five minutes. `GRAPH_ZOOM_BENCH_STORE` names another folder. */
export async function bigStore(users = 100_000): Promise<string> {
  const directory = process.env.GRAPH_ZOOM_BENCH_STORE ?? path.join(tmpdir(), `graph-zoom-bench-${users}`);
  if (existsSync(path.join(directory, 'complete'))) return directory;
  await mkdir(directory, { recursive: true });
  const fake = await startFakeProcess({ users, plan: 'unlimited' });
  await inChild('bench/collect-child.ts', { fake, unpaced: true, keep: directory });
  fake.close();
  await mkdir(path.join(directory, 'complete'));
  return directory;
}
