import { keepHeapSmall } from '../lib/heap.ts';

/** Members in lists of a size, the last one shorter; between two of them garbage is let go. */
export async function* inBatches<T>(members: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const member of members) {
    batch.push(member);
    if (batch.length < size) continue;
    yield batch;
    keepHeapSmall();
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
