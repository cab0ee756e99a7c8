import { pipeline, Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { END, FAILED, toWire } from '../../remote/wire.ts';

/** Characters gathered before they are sent: fewer packets, bounded memory. */
const CHUNK_CHARS = 64 * 1024;

/** Answers with one JSON a line, at the pace of whoever reads; who goes away ends the reading. The last line says whether it was all. */
export function sendLines(request: FastifyRequest, reply: FastifyReply, items: AsyncIterable<unknown>): FastifyReply {
  const source = Readable.from(lines(items), { objectMode: false, highWaterMark: CHUNK_CHARS });
  void reply.header('content-type', 'application/x-ndjson; charset=utf-8');
  if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return reply.send(source);
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  // An error of one end destroys the other; fastify notices the end that it sends.
  pipeline(source, gzip, () => undefined);
  return reply.header('content-encoding', 'gzip').send(gzip);
}

async function* lines(items: AsyncIterable<unknown>): AsyncGenerator<string> {
  let text = '';
  let count = 0;
  try {
    for await (const item of items) {
      text += `${JSON.stringify(item)}\n`;
      count++;
      if (text.length < CHUNK_CHARS) continue;
      yield text;
      text = '';
    }
    text += `${JSON.stringify({ [END]: count })}\n`;
  } catch (error) {
    // The status was sent long ago: the last line tells.
    text += `${JSON.stringify({ [FAILED]: toWire(error) })}\n`;
  }
  yield text;
}
