import { createHash } from 'node:crypto';

/** File systems allow 255 bytes; an ending and the number of a part are added. */
const MOST_CHARS = 120;
const HASH_CHARS = 12;

/**
 * Names of files for types, which are anybody's text: only letters, digits, `_`, `-` and dots inside stay as they are. Two types
 * never get one name, also where the file system does not tell case apart. The same types in the same order get the same names.
 */
export class FileNames {
  readonly #taken = new Set<string>();

  of(type: string): string {
    const plain = type.replace(/^\.|[^A-Za-z0-9_.-]/g, '_').slice(0, MOST_CHARS);
    const name = plain === type && !this.#taken.has(type.toLowerCase()) ? type : `${plain}-${createHash('sha256').update(type).digest('hex').slice(0, HASH_CHARS)}`;
    this.#taken.add(name.toLowerCase());
    return name;
  }
}
