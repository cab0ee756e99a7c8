import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from './download.ts';

describe('rows as CSV', () => {
  it('are read back as they were, also with quotes, commas and lines in them', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ a: fc.string(), 'b, c': fc.string() }), { minLength: 1 }), (rows) => {
        const read = parse(toCsv(['a', 'b, c'], rows), { columns: true, relax_quotes: false }) as typeof rows;
        // What a sheet would take for a formula is given a quote before it.
        const safe = (text: string) => (/^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text);
        expect(read).toEqual(rows.map((row) => ({ a: safe(row.a), 'b, c': safe(row['b, c']) })));
      }),
    );
  });

  it('begin no cell as a formula, and leave numbers alone', () => {
    expect(toCsv(['x'], [{ x: '=HYPERLINK("http://evil")' }, { x: '＝1+1' }, { x: -3 }, { x: null }, { x: ['a', 'b'] }])).toBe('x\r\n"\'=HYPERLINK(""http://evil"")"\r\n\'＝1+1\r\n-3\r\n\r\na;b\r\n');
  });
});
