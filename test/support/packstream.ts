/** Neo4j's PackStream, as much of it as `bolt-stub.ts` needs: what a driver sends is read whole, what is answered is small. */

/** Reads one value; a structure is `{tag, fields}`. */
export function unpack(bytes: Buffer): unknown {
  let at = 0;
  const unsigned = (size: number): number => {
    at += size;
    return bytes.readUIntBE(at - size, size);
  };
  const signed = (size: number): number => {
    at += size;
    return size === 8 ? Number(bytes.readBigInt64BE(at - size)) : bytes.readIntBE(at - size, size);
  };
  const text = (length: number): string => {
    at += length;
    return bytes.toString('utf8', at - length, at);
  };
  const list = (length: number): unknown[] => Array.from({ length }, () => value());
  const map = (length: number): Record<string, unknown> => Object.fromEntries(Array.from({ length }, () => [String(value()), value()]));
  const sized: Readonly<Record<number, () => unknown>> = {
    192: () => null,
    193: () => {
      at += 8;
      return bytes.readDoubleBE(at - 8);
    },
    194: () => false,
    195: () => true,
    200: () => signed(1),
    201: () => signed(2),
    202: () => signed(4),
    203: () => signed(8),
    208: () => text(unsigned(1)),
    209: () => text(unsigned(2)),
    210: () => text(unsigned(4)),
    212: () => list(unsigned(1)),
    213: () => list(unsigned(2)),
    214: () => list(unsigned(4)),
    216: () => map(unsigned(1)),
    217: () => map(unsigned(2)),
    218: () => map(unsigned(4)),
  };
  const value = (): unknown => {
    const marker = unsigned(1);
    const small = marker & 15;
    if (marker < 128) return marker;
    if (marker >= 240) return marker - 256;
    if (marker < 144) return text(small);
    if (marker < 160) return list(small);
    if (marker < 176) return map(small);
    if (marker < 192) return { tag: unsigned(1), fields: list(small) };
    const read = sized[marker];
    if (!read) throw new Error(`PackStream has no marker ${marker}.`);
    return read();
  };
  return value();
}

/** Writes texts up to 65,535 bytes, whole numbers of 32 bits, and lists and maps of up to 15 items. */
export function pack(value: unknown): Buffer {
  if (typeof value === 'string') {
    const body = Buffer.from(value);
    return Buffer.concat([Buffer.from([209, body.length >> 8, body.length & 255]), body]);
  }
  if (typeof value === 'number') {
    const body = Buffer.alloc(5, 202);
    body.writeInt32BE(value, 1);
    return body;
  }
  if (Array.isArray(value)) return Buffer.concat([Buffer.from([144 + value.length]), ...value.map(pack)]);
  const entries = Object.entries(value as object);
  return Buffer.concat([Buffer.from([160 + entries.length]), ...entries.flatMap(([name, item]) => [pack(name), pack(item)])]);
}
