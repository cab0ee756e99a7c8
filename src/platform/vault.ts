import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { GraphZoomError } from '../lib/errors.ts';
import { type KeySource, newKey, type SecretKey } from './secret-key.ts';

/** Where a secret belongs. It is part of what is authenticated: a ciphertext that was moved elsewhere cannot be opened there. */
export interface Place {
  readonly instanceId: string;
  readonly field: string;
}

/** Encrypts credentials (AES-256-GCM). */
export interface Vault {
  seal(value: unknown, place: Place): Promise<string>;
  /** Fails with `secret-key-lost`. */
  open(sealed: string, place: Place): Promise<unknown>;
  /** Whether it was encrypted with a key that is to go. */
  isOld(sealed: string): Promise<boolean>;
  /** Begins a rotation: from now on another key encrypts, and the one before still decrypts. */
  beginRotation(key?: SecretKey): Promise<void>;
  /** Ends it, once nothing is left that an old key is needed for. */
  endRotation(): Promise<void>;
}

const VERSION = 'v1';
/** The length that GCM is made for (NIST SP 800-38D). */
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A vault that asks for its keys when they are first needed, so that without them everything else goes on. */
export function createVault(source: KeySource): Vault {
  let reading: Promise<readonly SecretKey[]> | undefined;
  const keys = (): Promise<readonly SecretKey[]> => {
    reading ??= source.read().catch((error: unknown) => {
      reading = undefined;
      throw error;
    });
    return reading;
  };
  const current = async (): Promise<SecretKey> => (await keys())[0] as SecretKey;
  const keep = async (next: readonly SecretKey[]): Promise<void> => {
    await source.write(next);
    reading = Promise.resolve(next);
  };
  return {
    async seal(value, place) {
      const key = await current();
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key.bytes, iv).setAAD(bound(place));
      const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
      return [VERSION, key.id, Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')].join('.');
    },
    async open(sealed, place) {
      const [version, id, packed] = sealed.split('.');
      const key = (await keys()).find((one) => one.id === id);
      if (version !== VERSION || packed === undefined || !key) throw new GraphZoomError('secret-key-lost', `The key that ${place.field} was encrypted with is not there.`);
      const bytes = Buffer.from(packed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(bound(place))
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8'));
      } catch (error) {
        throw new GraphZoomError('secret-key-lost', `${place.field} cannot be decrypted: what is stored was changed or moved.`, { cause: error });
      }
    },
    isOld: async (sealed) => sealed.split('.')[1] !== (await current()).id,
    beginRotation: async (key = newKey()) => keep([key, ...(await keys()).filter(({ id }) => id !== key.id)]),
    async endRotation() {
      const all = await keys();
      if (all.length > 1 && !source.fixed) await keep(all.slice(0, 1));
    },
  };
}

const bound = ({ instanceId, field }: Place): Buffer => Buffer.from(JSON.stringify([VERSION, instanceId, field]));
