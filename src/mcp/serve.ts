import type { Clock } from '../lib/clock.ts';
import type { Graph } from './graph.ts';
import { createLease } from './lease.ts';
import { loadSdk } from './load-sdk.ts';
import { createServer } from './server.ts';

/** Questions that follow on each other within so long share an open store. To open it takes 20 ms, and meanwhile no collection can begin. */
const IDLE_MS = 1_000;

interface Serving {
  /** Opens the graph wherever it is now. */
  readonly open: () => Promise<Graph>;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
  /** Resolves when somebody wants it to end. */
  readonly stopped: Promise<void>;
}

/** Serves one assistant on standard input and output until it closes the input, or until `stopped`. What was asked before the input ended is answered. */
export async function serveAssistant({ open, clock, onError, stopped }: Serving): Promise<void> {
  const { McpServer, StdioServerTransport } = await loadSdk();
  const graph = createLease(open, { clock, idleMs: IDLE_MS });
  const server = createServer(McpServer, { graph, clock, onError });
  const gone = new Promise<'gone'>((resolve) => {
    process.stdin.once('end', () => resolve('gone'));
    process.stdin.once('close', () => resolve('gone'));
  });
  await server.connect(new StdioServerTransport());
  if ((await Promise.race([gone, stopped])) === 'gone') {
    await turn(); // what came last is being handed out
    await graph.close();
    await turn(); // and the answer to it
  }
  await server.close();
  await graph.close();
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
