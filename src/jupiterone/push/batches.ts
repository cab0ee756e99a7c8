import type { RawData } from '../../model/graph.ts';

/** What JupiterOne's own SDK puts into one request, in bytes (reference/jupiterone-platform.md, section 2.5). */
export const BATCH_BYTES = 5_000_000;

/** An entity or a relationship as it is uploaded, as far as it is looked at. */
export interface Member {
  readonly _key: string;
  readonly _type: string;
  readonly _rawData?: readonly RawData[];
}

export interface Batch {
  readonly kind: 'entities' | 'relationships';
  /** Counts from 0; the same graph makes the same batches. */
  readonly index: number;
  readonly members: readonly Member[];
  /** Of its members, as JSON. */
  readonly bytes: number;
}

/** Cuts a stream into requests, each below the limit unless one member alone is above it. */
export async function* batchesOf(kind: Batch['kind'], members: AsyncIterable<Member>, { bytes: most = BATCH_BYTES, from = 0 }: { bytes?: number; from?: number } = {}): AsyncGenerator<Batch> {
  let batch: Member[] = [];
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
  if (batch.length > 0) yield { kind, index, members: batch, bytes };
}
