import { nearest } from '../../lib/nearest.ts';
import type { Token } from './scanner.ts';

const NO_NOT = 'There is no NOT: negate the operator, as in != or !~=.';

/** Words of SQL, Cypher and Gremlin, and what is written in their place. */
const FOREIGN: Readonly<Record<string, string>> = {
  SELECT: 'There is no SELECT: write FIND User AS u RETURN u.name.',
  MATCH: 'There is no MATCH: write FIND User THAT HAS Group.',
  FROM: 'There is no FROM: the entity stands behind FIND.',
  JOIN: 'There is no JOIN: follow a relationship with THAT, as in THAT HAS Group.',
  UNION: 'There is no UNION: name several entities with (A|B), or ask twice.',
  OFFSET: 'There is no OFFSET: write SKIP 5 in front of LIMIT.',
  DISTINCT: 'There is no DISTINCT: write FIND UNIQUE User AS u RETURN u.name.',
  DESCENDING: 'Write DESC.',
  ASCENDING: 'Write ASC, or nothing.',
  NULLS: 'Absent values always stand last.',
  FIND: 'A query has one FIND: what follows is reached with THAT.',
  IN: "There is no IN: write = ('a' OR 'b').",
  LIKE: "There is no LIKE: write ~= 'part' (contains), ^= 'start' or $= 'end'.",
  ILIKE: 'There is no ILIKE: write = /part/i.',
  CONTAINS: "There is no CONTAINS: write ~= 'part'.",
  STARTS: "There is no STARTS WITH: write ^= 'start'.",
  ENDS: "There is no ENDS WITH: write $= 'end'.",
  MATCHES: 'There is no MATCHES: write = /pattern/.',
  REGEXP: 'There is no REGEXP: write = /pattern/.',
  EXISTS: 'There is no EXISTS: write != undefined.',
  IS: 'There is no IS: write = undefined or != undefined.',
  NOT: NO_NOT,
  BETWEEN: 'There is no BETWEEN: write x >= 1 AND x <= 9.',
};
const OPERATOR_WORDS = ['IN', 'LIKE', 'ILIKE', 'CONTAINS', 'STARTS', 'ENDS', 'MATCHES', 'REGEXP', 'EXISTS', 'IS', 'NOT', 'BETWEEN'];

/** Characters that mean something elsewhere. */
const CHARACTERS: Readonly<Record<string, string>> = {
  '&': 'Conditions are joined by AND.',
  '~': "Write ~= 'part' (contains), or = /pattern/.",
  ':': 'A name stands alone: FIND User AS u. A name with a colon stands in brackets: [tag.a:b].',
  '{': "Conditions stand behind WITH: FIND User WITH name = 'Ada'.",
  $: 'A parameter is written ${name}.',
  '%': "Write ~= 'part' (contains), ^= 'start' or $= 'end'.",
  '@': 'A name with @ in front stands in brackets: [@name].',
};
export const hintForCharacter = (c: string): string | undefined => (Object.hasOwn(CHARACTERS, c) ? CHARACTERS[c] : undefined);

/** Operators of other languages. */
const TWINS: Readonly<Record<string, string>> = { '==': 'Write =.', '===': 'Write =.', '!==': 'Write !=.', '=>': 'Write >=.', '=<': 'Write <=.', '<>': 'Write !=.', '=!': 'Write !=.' };
/** What two operators in a row were probably meant to be. */
export const hintForOperators = (written: string): string | undefined => (Object.hasOwn(TWINS, written) ? TWINS[written] : undefined);

/** A guess at what was meant by a token that does not belong, from what it is and what would have been right. */
export function hintFor(text: string, token: Token, end: number, expected: string): string | undefined {
  const { start } = token.span;
  if (token.kind === 'word') return hintForWord(text, token.text, { start, end: token.span.end }, end, expected);
  if (token.kind === 'string' && /^an alias/.test(expected)) return 'An alias is a name without quotation marks.';
  if (token.kind !== 'symbol') return undefined;
  if (/^(?:--|\/\/)/.test(text.slice(start, start + 2))) return 'A comment stands between /* and */.';
  const isOver = /the end$/.test(expected);
  switch (token.text) {
    case '-':
      if (text[start + 1] === '[' || text[start + 1] === '>') return 'Relationships are written THAT HAS >> Group.';
      if (start !== end) return undefined;
      return isOver ? 'Names hold letters, digits and _ only.' : 'A name with other characters stands in brackets: [tag.cost-center].';
    case ',':
      return isOver && !expected.startsWith('a comma') ? 'Conditions are joined by AND and OR; several names are written (A|B).' : undefined;
    case '|':
      return isOver ? 'Conditions are joined by OR; several names are written (A|B).' : undefined;
    case ')':
      return isOver ? 'No parenthesis is open here.' : undefined;
    case '>>':
    case '<<':
      return isOver ? 'The arrow stands right behind the verb: THAT HAS >> Group.' : undefined;
    case '(':
      return expected.startsWith('an operator') ? 'Functions stand in RETURN; aggregates are compared in HAVING.' : undefined;
    case '*':
      return expected.startsWith('a column') ? 'Write alias.* for all properties of what the alias stands for.' : undefined;
    default:
      return undefined;
  }
}

function hintForWord(text: string, token: string, span: { start: number; end: number }, end: number, expected: string): string | undefined {
  const word = token.toUpperCase();
  // 'it's': the text ended earlier than it was meant to.
  if (end === span.start && /['"]/.test(text[end - 1] ?? '')) return `A ${text[end - 1]} within a text is written \\${text[end - 1]}.`;
  if (Object.hasOwn(FOREIGN, word) && (expected.startsWith('an operator') || !OPERATOR_WORDS.includes(word))) return FOREIGN[word];
  // "User" is no keyword gone wrong, but WHRE is.
  const keywords = (expected.match(/\b[A-Z]{4,}\b/g) ?? []).filter((keyword) => keyword !== 'HAS' && keyword !== 'ASSIGNED');
  const near = word.length > 2 ? nearest(word, keywords) : [];
  if (near.length > 0) return `Did you mean ${near.join(' or ')}?`;
  if (expected === 'FIND') return 'A query begins with FIND: FIND User.';
  if (/THAT/.test(expected) && /^\s+(?:\p{Lu}|\p{Ll}+_|\(|\*)/u.test(text.slice(span.end, span.end + 100)) && word === token) return `A verb stands behind THAT: THAT ${token} ...`;
  if (/the end$/.test(expected) && /^\s*(?:[!~^$]?=|[<>])/.test(text.slice(span.end, span.end + 20))) return 'Conditions are joined by AND and OR, and stand behind WITH or WHERE.';
  return undefined;
}
