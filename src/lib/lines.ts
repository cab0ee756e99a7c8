import { StringDecoder } from 'node:string_decoder';

/** Lines of a stream of bytes, ended by a line feed and nothing else: in JSON the Unicode line separators stand unescaped. */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let begun: string[] = [];
  for await (const chunk of stream) {
    const parts = decoder.write(Buffer.from(chunk)).split('\n');
    for (const part of parts.slice(0, -1)) {
      yield [...begun, part].join('');
      begun = [];
    }
    begun.push(parts.at(-1) as string);
  }
  const last = begun.join('') + decoder.end();
  if (last !== '') yield last;
}
