import type { FastifyRequest } from 'fastify';

/** No more of a body that is too large is listened to, nor longer; what then still comes meets a closed connection. */
const MOST_BYTES = 256 * 1024 * 1024;
const MOST_MS = 30_000;

/** Reads the rest of a request and throws it away: a client that is still sending would not see an answer, only a broken connection. */
export function drain({ raw }: FastifyRequest): Promise<void> {
  return new Promise((resolve) => {
    if (raw.readableEnded || raw.destroyed) return resolve();
    let bytes = 0;
    const timer = setTimeout(done, MOST_MS);
    function done() {
      clearTimeout(timer);
      raw.off('data', count);
      resolve();
    }
    function count(chunk: Buffer) {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) done();
    }
    for (const event of ['end', 'close', 'error']) raw.once(event, done);
    raw.on('data', count);
    raw.resume();
  });
}
