/** What JupiterOne's own SDK puts into one request, in bytes (reference/jupiterone-platform.md, section 2.5). */
export const BATCH_BYTES = 5_000_000;

export interface Batch<T = object> {
  readonly kind: 'entities' | 'relationships';
  /** Counts from 0; the same graph makes the same batches. */
  readonly index: number;
  readonly members: readonly T[];
  /** Of its members, as JSON. */
  readonly bytes: number;
}

/** Cuts a stream into requests, each below the limit unless one member alone is above it. */
export async function* batchesOf<T extends object>(kind: Batch['kind'], members: AsyncIterable<T>, { bytes: most = BATCH_BYTES, from = 0 }: { bytes?: number; from?: number } = {}): AsyncGenerator<Batch<T>, number> {
  let batch: T[] = [];
  let bytes = 0;
  let index = from;
  for await (const member of members) {
    const size = Buffer.byteLength(JSON.stringify(member)) + 1;
    if (batch.length > 0 && bytes + size > most) {
      yield { kind, index: index++, members: batch, bytes };
      batch = [];
      bytes = 0;
    }
    batch.push(member);
    bytes += size;
  }
  if (batch.length > 0) yield { kind, index: index++, members: batch, bytes };
  return index;
}
