import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { FakeZoomOptions } from '../src/fake-zoom/server.ts';

export interface FakeProcess {
  readonly apiUrl: string;
  readonly oauthUrl: string;
  readonly credentials: { readonly accountId: string; readonly clientId: string; readonly clientSecret: string };
  stats(): Promise<{ total: number; rateLimited: number; byLabel: Record<string, number> }>;
  close(): void;
}

/** A fake Zoom in a process of its own, so that it costs the collector neither time nor memory. */
export async function startFakeProcess(options: FakeZoomOptions): Promise<FakeProcess> {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'src/fake-zoom/process.ts', JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value as string);
  const started = await next();
  return {
    ...started,
    stats: async () => {
      child.stdin?.write('stats\n');
      return next();
    },
    close: () => child.kill(),
  };
}
