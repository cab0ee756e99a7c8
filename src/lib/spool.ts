import { createReadStream } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/**
 * A list kept on disk, one record a line: page tokens live 15 minutes, so a list is read whole before the slow work begins,
 * and memory must not grow with the number of users. The file is readable by its owner only and removed at the end.
 */
export class Spool<T> {
  readonly #path: string;
  #file: FileHandle | undefined;
  count = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Adds records; fails with the file system's error, a full disk for one. */
  async add(records: readonly T[]): Promise<void> {
    this.#file ??= await open(this.#path, 'w', 0o600);
    await this.#file.appendFile(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    this.count += records.length;
  }

  /** Reads the records in the order they were added. */
  async *read(): AsyncGenerator<T> {
    if (this.count === 0) return;
    const lines = createInterface({ input: createReadStream(this.#path), crlfDelay: Number.POSITIVE_INFINITY });
    for await (const line of lines) yield JSON.parse(line) as T;
  }

  async remove(): Promise<void> {
    await this.#file?.close();
    await rm(this.#path, { force: true });
  }
}
