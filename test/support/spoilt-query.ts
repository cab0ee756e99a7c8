import fc from 'fast-check';
import { randomQuery } from './oracle/random-query.ts';

const WORDS =
  "FIND UNIQUE User okta_user WITH THAT AS WHERE RETURN TREE HAVING ORDER BY ASC DESC SKIP LIMIT AND OR TRUE UNDEFINED NOT TO HAS RELATES u u.a [ ] [a b] ( ) )? | , . * ! ? # << >> = != ~= !~= > ^ + - / /a/i date.now date( 2026-01 ) 7 days -1 1e400 'a' ' \" ${x} ${ } ${word} count( /* */ ; == { \\ é 😀".split(
    ' ',
  );
/** Words of the language, and others, in no order. */
export const wordSalad = fc.array(fc.constantFrom(...WORDS, '\n'), { maxLength: 30 }).chain((words) => fc.constantFrom(words.join(' '), words.join('')));

/** Pieces of a valid query: words, numbers, blanks, signs. */
const pieces = (text: string): string[] => text.match(/\w+|\s+|[^\w\s]/g) ?? [];
/** A valid query in which something was cut off, dropped, swapped, doubled or inserted: most are wrong, some are valid in ways nobody thought of. */
export const spoiltQuery: fc.Arbitrary<string> = fc
  .record({
    text: randomQuery,
    at: fc.nat(),
    to: fc.nat(),
    way: fc.constantFrom('cut', 'drop', 'swap', 'double', 'insert'),
    inserted: fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: 'binary', minLength: 1, maxLength: 3 })),
  })
  .map(({ text, at, to, way, inserted }) => {
    const list = pieces(text);
    const [i, j] = [at % list.length, to % list.length];
    if (way === 'cut') return text.slice(0, at % text.length);
    if (way === 'drop') return list.toSpliced(i, 1).join('');
    if (way === 'double') return list.toSpliced(i, 0, list[i] as string).join('');
    if (way === 'insert') return list.toSpliced(i, 0, inserted).join('');
    return list
      .with(i, list[j] as string)
      .with(j, list[i] as string)
      .join('');
  });
