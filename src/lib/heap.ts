import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Above this, garbage is collected at the next chance; what is live in a collection of 100,000 users is less than half of it. */
const HEAP_BYTES = 160 * 1024 * 1024;
/** A full collection takes some tens of milliseconds: not more often than this. */
const AT_MOST_EVERY_MS = 500;

/** The whole process: from here on what V8 does not see may be garbage as well. It may also be in use, so less often. */
const PROCESS_BYTES = 512 * 1024 * 1024;
const SELDOM_MS = 2_000;

let collectGarbage: (() => void) | undefined;
let last = 0;

/**
 * Keeps the heap small between two batches. On a machine with much memory V8 lets garbage pile up to gigabytes before it looks,
 * and memory must not grow with the number of users; a heap limit by flag would need another process and could crash it.
 */
export function keepHeapSmall(): void {
  const now = performance.now();
  if (now - last < AT_MOST_EVERY_MS) return;
  // Buffers and the database's own objects lie outside the heap, the latter unseen, and go when the objects that hold them go.
  const { heapTotal, external, rss } = process.memoryUsage();
  if (heapTotal + external < HEAP_BYTES && (rss < PROCESS_BYTES || now - last < SELDOM_MS)) return;
  last = now;
  if (!collectGarbage) {
    setFlagsFromString('--expose-gc');
    collectGarbage = runInNewContext('gc') as () => void;
  }
  collectGarbage();
}
