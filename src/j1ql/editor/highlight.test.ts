import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomQuery } from '../../../test/support/oracle/random-query.ts';
import { tokens } from './highlight.ts';

const shown = (text: string): string =>
  tokens(text)
    .filter(({ kind }) => kind !== 'operator')
    .map(({ start, end, kind }) => `${kind}:${text.slice(start, end)}`)
    .join(' ');

describe('highlighting', () => {
  it.each([
    ['FIND User AS u', 'keyword:FIND class:User keyword:AS alias:u'],
    ['find (User|okta_user)', 'keyword:find class:User type:okta_user'],
    ['FIND #Crit Host', 'keyword:FIND smart:Crit class:Host'],
    ["'ada' LIMIT 3", "string:'ada' keyword:LIMIT number:3"],
    ['FIND A THAT !RELATES TO >> AS r b', 'keyword:FIND class:A keyword:THAT verb:RELATES verb:TO keyword:AS alias:r type:b'],
    ['FIND A (THAT (HAS|USES) b)? AS g', 'keyword:FIND class:A keyword:THAT verb:HAS verb:USES type:b keyword:AS alias:g'],
    ["FIND A WITH tag.[x y] = 'v' AND n != undefined", "keyword:FIND class:A keyword:WITH property:tag property:[x y] string:'v' keyword:AND property:n keyword:undefined"],
    ['FIND A WITH a = /x.y/i OR b > date.now - 7 days', 'keyword:FIND class:A keyword:WITH property:a regex:/x.y/i keyword:OR property:b function:date.now number:7 keyword:days'],
    ['FIND A WITH a = ${x} /* why */', 'keyword:FIND class:A keyword:WITH property:a parameter:${x} comment:/* why */'],
    ['FIND A WHERE A.x = A.y RETURN A.x / 2 AS half', 'keyword:FIND class:A keyword:WHERE alias:A property:x alias:A property:y keyword:RETURN alias:A property:x number:2 keyword:AS alias:half'],
    [
      'FIND A RETURN count(A) AS n HAVING n > 1 ORDER BY n DESC',
      'keyword:FIND class:A keyword:RETURN function:count alias:A keyword:AS alias:n keyword:HAVING alias:n number:1 keyword:ORDER keyword:BY alias:n keyword:DESC',
    ],
    ['FIND A WITH from = 1 AND limit = 2 LIMIT 3', 'keyword:FIND class:A keyword:WITH property:from number:1 keyword:AND property:limit number:2 keyword:LIMIT number:3'],
    ['FIND A WITH b = // RETURN count(A) HAVING 1 < count(A)', 'keyword:FIND class:A keyword:WITH property:b regex:// keyword:RETURN function:count alias:A keyword:HAVING number:1 function:count alias:A'],
    ['FIND A RETURN TREE', 'keyword:FIND class:A keyword:RETURN keyword:TREE'],
  ])('tells what is what in %s', (text, wanted) => expect(shown(text)).toBe(wanted));

  it.each([
    ['what is not closed', "FIND A WITH b = 'x", "keyword:FIND class:A keyword:WITH property:b string:'x"],
    ['characters without a meaning', 'FIND A;', 'keyword:FIND class:A error:;'],
    ['words that do not belong', 'SELECT A', 'error:SELECT class:A'],
    ['a clause that comes too early', 'FIND A WITH b = WHERE A.c = 1', 'keyword:FIND class:A keyword:WITH property:b keyword:WHERE alias:A property:c number:1'],
    ['a comment that is not closed', 'FIND A /* b', 'keyword:FIND class:A comment:/* b'],
  ])('goes on behind %s', (_, text, wanted) => expect(shown(text)).toBe(wanted));

  it('finds nothing wrong in a valid query', () => {
    fc.assert(
      fc.property(randomQuery, (text) => {
        expect(
          tokens(text)
            .filter(({ kind }) => kind === 'error')
            .map(({ start, end }) => text.slice(start, end)),
        ).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('covers every text but its blanks, in order', () => {
    const pieces = fc
      .array(fc.constantFrom('FIND', ' ', 'A', "'", '"', '/', '[', ']', '(', ')', '.', '${', '}', '=', 'WITH', 'THAT', '!', '/*', '*/', 'RETURN', ',', 'date', '.now', '-', '7', '\n', '\\', 'é', '😀'))
      .map((list) => list.join(''));
    fc.assert(
      fc.property(fc.oneof(pieces, fc.string({ unit: 'binary' })), (text) => {
        let at = 0;
        for (const { start, end } of tokens(text)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          expect(text.slice(at, start).trim()).toBe('');
          at = end;
        }
        expect(text.slice(at).trim()).toBe('');
      }),
      { numRuns: 2000 },
    );
  });
});
