/** What XML 1.0 cannot hold in any spelling (§2.2), halves of a pair among it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
/** What means something in markup, and white space that a parser would change in an attribute (§3.3.3) or at the end of a line (§2.11). */
const MARKUP = /[&<>"'\t\n\r]/g;

/** A text for the value of an attribute in double quotes. */
export const xmlAttribute = (text: string): string => text.replace(NOT_XML, '\ufffd').replace(MARKUP, (character) => `&#${character.charCodeAt(0)};`);

/** A text between tags; `]]>` is harmless, for `>` is never written as it is. */
export const xmlText = (text: string): string => text.replace(NOT_XML, '\ufffd').replace(/[&<>\r]/g, (character) => `&#${character.charCodeAt(0)};`);

/** A start tag with its attributes. */
export const startTag = (name: string, attributes: Readonly<Record<string, string | number>> = {}): string =>
  `<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${xmlAttribute(String(value))}"`)
    .join('')}>`;
