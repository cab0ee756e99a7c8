import { Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { ApiError } from '../api-error.ts';

/** A body this many times the route's limit, unpacked, is a bomb and no upload; what is between is refused by the parser. */
const MOST_TIMES = 2;

/** Unpacks bodies with `Content-Encoding: gzip`, for every route. The route's body limit holds for what comes out. */
export function acceptGzip(app: FastifyInstance): void {
  app.addHook('preParsing', async (request, _reply, payload) => {
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined || encoding === 'identity') return payload;
    if (encoding !== 'gzip' && encoding !== 'x-gzip') throw new ApiError(415, 'UNSUPPORTED_ENCODING', `The content encoding ${JSON.stringify(encoding.slice(0, 50))} is not understood; send gzip or none.`);
    delete request.headers['content-encoding'];
    delete request.headers['content-length']; // that of the packed body
    const limit = request.routeOptions.config.streams ? Number.POSITIVE_INFINITY : (request.routeOptions.bodyLimit ?? app.initialConfig.bodyLimit ?? 0) * MOST_TIMES;
    const gunzip = createGunzip();
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        if (bytes > limit) done(new ApiError(413, 'RequestEntityTooLargeException', 'The body of the request is too large.'));
        else done(null, chunk);
      },
    });
    let bytes = 0;
    // Whoever reads it hears of errors; a parser that has refused the body already does not listen any more.
    counted.on('error', () => undefined);
    gunzip.on('error', () => counted.destroy(new ApiError(400, 'BAD_REQUEST', 'The body is not gzip, or was cut off.')));
    counted.on('close', () => {
      payload.unpipe(gunzip);
      payload.resume();
      gunzip.destroy();
    });
    return payload.pipe(gunzip).pipe(counted);
  });
}
