import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ApiError } from '../api-error.ts';
import type { DropPlace, SyncJob, UploadFlags } from './job.ts';

const VALID_MS = 3_600_000;
/** The file is read into memory when the job is finalized. */
const MOST_BYTES = 64_000_000;
const TOKEN_BYTES = 32;

/** The job's place for a file, a new one where it has none that is valid (reference/jupiterone-platform.md, section 2.2). */
export const placeOf = (job: SyncJob, flags: UploadFlags, now: number): DropPlace =>
  job.drop && job.drop.expiresOn > now ? job.drop : { token: randomBytes(TOKEN_BYTES).toString('base64url'), expiresOn: now + VALID_MS, flags };

/** Whether a token opens a job's place now. */
export function opens(job: SyncJob, token: string, now: number): boolean {
  if (!job.drop || job.drop.expiresOn <= now) return false;
  const [given, own] = [Buffer.from(token), Buffer.from(job.drop.token)];
  return given.length === own.length && timingSafeEqual(given, own);
}

/** Files that were put at upload URLs, one a job, in the data directory until the job is finalized. */
export class DroppedFiles {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = path.join(dataDir, 'work', 'uploads');
  }

  /** Keeps a file; one that was there before is replaced once the new one is whole. */
  async put(job: string, contentType: string | undefined, content: Readable): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const whole = this.#path(job);
    const partial = `${whole}.${randomBytes(4).toString('hex')}.part`;
    let bytes = 0;
    try {
      await pipeline(
        content,
        async function* (chunks: AsyncIterable<Buffer>) {
          // The type comes first, on a line of its own: the two cannot be parted.
          yield `${(contentType ?? 'application/json').replace(/[\r\n]/g, '')}\n`;
          for await (const chunk of chunks) {
            bytes += chunk.length;
            if (bytes > MOST_BYTES) throw new ApiError(413, 'RequestEntityTooLargeException', `A file has at most ${MOST_BYTES / 1e6} MB; upload in several parts instead.`);
            yield chunk;
          }
        },
        createWriteStream(partial, { mode: 0o600 }),
      );
      await rename(partial, whole);
    } finally {
      await rm(partial, { force: true });
    }
  }

  /** The job's file; undefined where none was put. */
  async get(job: string): Promise<{ contentType: string; body: Buffer } | undefined> {
    const there = await stat(this.#path(job)).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return false;
        throw error;
      },
    );
    if (!there) return undefined;
    const all = await readFile(this.#path(job));
    const end = all.indexOf('\n');
    return { contentType: all.subarray(0, end).toString('utf8'), body: all.subarray(end + 1) };
  }

  async drop(job: string): Promise<void> {
    await rm(this.#path(job), { force: true });
  }

  #path(job: string): string {
    return path.join(this.#folder, job);
  }
}
