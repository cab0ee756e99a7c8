import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import type { Environment } from './config.ts';
import { GraphZoomError, messageOf } from './lib/errors.ts';
import { isLoopback } from './lib/loopback.ts';

/** A key that others can try must not be one that can be guessed; generated ones are longer. */
const SHORTEST_KEY = 16;

interface Exposure {
  readonly env: Environment;
  readonly host: string;
  readonly tls?: object;
  readonly behindProxy: boolean;
  readonly insecure: boolean;
}

/** Refuses what would let others read or guess keys, unless somebody said that they may. */
export function checkExposure({ env: { GRAPH_ZOOM_API_KEY: key }, host, tls, behindProxy, insecure }: Exposure): void {
  if (isLoopback(host) && !behindProxy) return;
  if (!isLoopback(host) && !tls && !behindProxy && !insecure)
    throw new GraphZoomError('usage', `At ${host} other machines can reach the server, and keys would travel in the clear.`, {
      hint: 'Give --tls-cert and --tls-key, or say --behind-proxy where a proxy in front does TLS, or --insecure-remote where the network is trusted.',
    });
  if (key !== undefined && key.length < SHORTEST_KEY)
    throw new GraphZoomError('config-invalid', `GRAPH_ZOOM_API_KEY has fewer than ${SHORTEST_KEY} characters, and others could guess it.`, { hint: 'Take a longer one, such as what `openssl rand -hex 24` prints.' });
}

/** Reads certificate and key, and sees that they belong together. */
export async function readTls(files: { readonly cert: string; readonly key: string }): Promise<{ cert: Buffer; key: Buffer }> {
  const [cert, key] = [await readPem(files.cert, 'certificate'), await readPem(files.key, 'key')];
  try {
    new X509Certificate(cert);
    createSecureContext({ cert, key });
  } catch (error) {
    throw new GraphZoomError('file-invalid', `The TLS certificate ${files.cert} and the key ${files.key} cannot be used: ${messageOf(error)}.`, {
      hint: 'Both are in PEM format, and the key is that of the first certificate, without a passphrase.',
      cause: error,
    });
  }
  return { cert, key };
}

async function readPem(file: string, what: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new GraphZoomError('file-invalid', `The TLS ${what} ${file} cannot be read: ${messageOf(error)}`, { hint: 'Check the path; it is a file in PEM format.', cause: error });
  }
}

/** Why it cannot be listened where somebody wanted to. */
export function explainListening(error: unknown, host: string, port: number): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return new GraphZoomError('usage', `Port ${port} of ${host} is in use.`, { hint: 'Choose another with --port; --port 0 takes any that is free.', cause: error });
  if (code === 'EACCES') return new GraphZoomError('usage', `No permission to listen at ${host}:${port}.`, { hint: 'Choose a port above 1023 with --port.', cause: error });
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new GraphZoomError('usage', `This machine has no address ${host}.`, { hint: 'Correct --host; 0.0.0.0 is all of them.', cause: error });
  return error;
}
