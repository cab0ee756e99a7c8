/** What a property of Neo4j can be, and maps and lists of rows. */
export type CypherValue = string | number | boolean | readonly CypherValue[] | { readonly [name: string]: CypherValue };

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const NOT_IN_NAMES = /[\\\u0000-\u001f]/g;

/**
 * A name in backticks. A backtick in it is doubled; a backslash becomes `_`, for versions of Cypher differ in what they make of
 * `\u0060` in a name, and one of them would end the name there. So does a line break. No name is empty.
 */
export const cypherName = (name: string): string => `\`${(name === '' ? '_' : name).replaceAll(NOT_IN_NAMES, '_').replaceAll('`', '``')}\``;

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f', '\\u': "\\\\'+'u" };
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const SPECIAL = /\\u|[\\'\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

/**
 * A text in quotes, on one line. Where a backslash is followed by `u` the text is put together of two: older parsers look for
 * `\u0027` before they look for quotes, also behind a backslash that is itself escaped.
 */
const cypherText = (text: string): string => `'${text.replaceAll(SPECIAL, (special) => ESCAPES[special] ?? `\\u${special.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`;

/** A value as Cypher writes it; whole numbers stay whole. */
export function cypherLiteral(value: CypherValue): string {
  if (typeof value === 'string') return cypherText(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : floating(value);
  if (isList(value)) return `[${value.map(cypherLiteral).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([name, item]) => `${cypherName(name)}: ${cypherLiteral(item)}`)
    .join(', ')}}`;
}

const isList = (value: CypherValue): value is readonly CypherValue[] => Array.isArray(value);

/** 1e21 and 0.5 are numbers with a point in Cypher too; a whole one too great for 64 bits needs it said. */
const floating = (value: number): string => (/[.e]/.test(String(value)) ? String(value).replace('e+', 'e') : `${value}.0`);
