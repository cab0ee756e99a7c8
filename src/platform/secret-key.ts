import { createHash, randomBytes } from 'node:crypto';
import { chmod, open, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { GraphZoomError } from '../lib/errors.ts';

export interface SecretKey {
  /** Tells keys apart, in what was encrypted with them; says nothing about the key. */
  readonly id: string;
  readonly bytes: Buffer;
}

const KEY_BYTES = 32;
const FILE = 'secret.key';
const OTHERS = 0o077;

/** Where keys come from. The first one encrypts; the others are of a rotation that has not ended and can only decrypt. */
export interface KeySource {
  /** They cannot be changed from here: `write` fails. */
  readonly fixed?: true;
  read(): Promise<readonly SecretKey[]>;
  /** Keeps these from now on, the first to encrypt. */
  write(keys: readonly SecretKey[]): Promise<void>;
}

/** Reads keys separated by commas or line breaks, each 32 bytes in base64 or hex. No message repeats any part of one. */
function parseKeys(text: string, where: string): SecretKey[] {
  const words = text.split(/[\s,]+/).filter(Boolean);
  if (words.length === 0) throw unusable(`${where} is empty`);
  return words.map((word) => {
    const bytes = /^[\da-f]{64}$/i.test(word) ? Buffer.from(word, 'hex') : /^[\w+/-]{43}=?$/.test(word) ? Buffer.from(word, 'base64') : Buffer.alloc(0);
    if (bytes.length !== KEY_BYTES) throw unusable(`${where} holds something that is no key of 32 bytes in base64 or hex`);
    return toKey(bytes);
  });
}

export const newKey = (): SecretKey => toKey(randomBytes(KEY_BYTES));

/** Where this process has its keys: the environment (GRAPH_ZOOM_SECRET_KEY) wins over the file. */
export const keySource = (dataDir: string, fromEnvironment: string | undefined, warn: (message: string) => void): KeySource =>
  fromEnvironment === undefined ? keysFromFile(dataDir, warn) : keysFromEnvironment(fromEnvironment);

/** Keys of the environment, which nobody but its owner changes. */
const keysFromEnvironment = (value: string): KeySource => ({
  fixed: true,
  read: async () => parseKeys(value, 'GRAPH_ZOOM_SECRET_KEY'),
  write: async () => {
    throw new GraphZoomError('config-invalid', 'The key is in GRAPH_ZOOM_SECRET_KEY and cannot be changed from here.', { hint: 'Write the new key, a comma and the old one there, and start the server again.' });
  },
});

/** Keys in a file of the data directory, for its owner only; made when the first one is needed. */
function keysFromFile(dataDir: string, warn: (message: string) => void): KeySource {
  const file = path.join(dataDir, FILE);
  const write = async (keys: readonly SecretKey[]): Promise<void> => {
    // Beside it and then over it: a crash leaves the old file or the new one.
    const next = `${file}.new`;
    const handle = await open(next, 'w', 0o600);
    try {
      await handle.chmod(0o600);
      await handle.writeFile(keys.map(({ bytes }) => `${bytes.toString('base64')}\n`).join(''));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(next, file);
  };
  return {
    write,
    async read() {
      const mode = await stat(file).then(
        (found) => found.mode,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return undefined;
          throw error;
        },
      );
      if (mode === undefined) {
        const key = newKey();
        await write([key]);
        return [key];
      }
      if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
        await chmod(file, 0o600);
        warn(`${file} could be read by other users of this machine and is closed now; whoever read it can read the stored credentials.`);
      }
      return parseKeys(await readFile(file, 'utf8'), file);
    },
  };
}

const toKey = (bytes: Buffer): SecretKey => ({ id: createHash('sha256').update('graph-zoom key id').update(bytes).digest('hex').slice(0, 12), bytes });
const unusable = (what: string) => new GraphZoomError('secret-key-lost', `The key to the stored credentials cannot be used: ${what}.`);
