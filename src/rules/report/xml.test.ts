import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { xmlTree } from '../../../test/support/xml-tree.ts';
import { startTag, xmlText } from './xml.ts';

/** Every text: of any code units, halves of a pair among them, rich in what means something in XML. */
const anyText = fc
  .array(
    fc.oneof(
      fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom('<', '>', '&', '"', "'", ']]>', '<![CDATA[', '<!--', '&#0;', '\r\n', '\t', '\u0000', '\u001b', '🎥'),
    ),
  )
  .map((parts) => parts.join(''));
/** What a text becomes: the same, but for what XML cannot hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
const held = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd');

describe('a text in XML', () => {
  it('is well-formed and read as it was, in an attribute and between tags', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { attributes, text: between } = xmlTree(`${startTag('a', { text })}${xmlText(text)}</a>`);
        expect([attributes.text, between]).toEqual([held(text), held(text)]);
      }),
    );
  });
});
