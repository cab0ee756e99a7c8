import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { pack, unpack } from './packstream.ts';

export type BoltAnswer = { readonly fields?: readonly string[]; readonly records?: readonly (readonly unknown[])[] };

export interface BoltStub {
  readonly uri: string;
  close(): Promise<void>;
}

const VERSION = [0, 0, 4, 4];
const HANDSHAKE_BYTES = 20;
const [HELLO, GOODBYE, RESET, RUN, BEGIN, COMMIT, ROLLBACK, PULL] = [0x01, 0x02, 0x0f, 0x10, 0x11, 0x12, 0x13, 0x3f];
const [SUCCESS, RECORD, IGNORED, FAILURE] = [0x70, 0x71, 0x7e, 0x7f];

/**
 * Speaks as much of Neo4j's Bolt 4.4 as a driver needs to run statements: no database is behind it. `answer` is asked of each
 * statement that is run, and what it throws is told as a failure with `code`.
 */
export async function startBoltStub(password: string, answer: (cypher: string, params: Readonly<Record<string, unknown>>) => BoltAnswer): Promise<BoltStub> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    serve(socket, password, answer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    uri: `bolt://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function serve(socket: Socket, password: string, answer: Parameters<typeof startBoltStub>[1]): void {
  let bytes: Buffer = Buffer.alloc(0);
  let message: Buffer = Buffer.alloc(0);
  let greeted = false;
  let failed = false;
  let result: BoltAnswer = {};
  const send = (tag: number, ...fields: unknown[]) => {
    const body = Buffer.concat([Buffer.from([0xb0 + fields.length, tag]), ...fields.map(pack)]);
    const head = Buffer.alloc(2);
    head.writeUInt16BE(body.length);
    socket.write(Buffer.concat([head, body, Buffer.from([0, 0])]));
  };
  const fail = (code: string, text: string) => {
    failed = true;
    send(FAILURE, { code, message: text });
  };
  const handle = (tag: number, [first, second]: readonly unknown[]) => {
    if (tag === GOODBYE) return void socket.end();
    if (tag === RESET) failed = false;
    if (failed) return send(IGNORED);
    if (tag === HELLO && (first as { credentials?: unknown }).credentials !== password) return fail('Neo.ClientError.Security.Unauthorized', 'The client is unauthorized due to authentication failure.');
    if (tag === HELLO) return send(SUCCESS, { server: 'Neo4j/4.4.0', connection_id: 'bolt-1' });
    if (tag === RUN) {
      try {
        result = answer(String(first), second as Record<string, unknown>);
      } catch (error) {
        return fail('Neo.ClientError.Statement.SyntaxError', String(error));
      }
      return send(SUCCESS, { fields: result.fields ?? [] });
    }
    if (tag === PULL) for (const record of result.records ?? []) send(RECORD, record);
    if ([RESET, BEGIN, COMMIT, ROLLBACK, PULL].includes(tag)) return send(SUCCESS, {});
    fail('Neo.ClientError.Request.Invalid', `message ${tag}`);
  };
  socket.on('error', () => socket.destroy());
  socket.on('data', (data) => {
    bytes = Buffer.concat([bytes, data]);
    if (!greeted) {
      if (bytes.length < HANDSHAKE_BYTES) return;
      bytes = bytes.subarray(HANDSHAKE_BYTES);
      greeted = true;
      socket.write(Buffer.from(VERSION));
    }
    while (bytes.length >= 2 && bytes.length >= 2 + bytes.readUInt16BE()) {
      const length = bytes.readUInt16BE();
      message = Buffer.concat([message, bytes.subarray(2, 2 + length)]);
      bytes = bytes.subarray(2 + length);
      if (length > 0 || message.length === 0) continue;
      const { tag, fields } = unpack(message) as { tag: number; fields: unknown[] };
      message = Buffer.alloc(0);
      handle(tag, fields);
    }
  });
}
