import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RANDOM_OPTIONS } from '../../../test/support/oracle/random-graph.ts';
import { randomQuery } from '../../../test/support/oracle/random-query.ts';
import { spoiltQuery, wordSalad } from '../../../test/support/spoilt-query.ts';
import { J1qlError } from '../diagnostic.ts';
import { parse } from '../parse/parse.ts';
import { planQuery } from '../plan/make-plan.ts';
import { format } from './format.ts';

describe('format', () => {
  const same: [string, string, string][] = [
    ['writes keywords and verbs in upper case', 'find User as u that has group return u.name order by u.name desc skip 1 limit 2', 'FIND User AS u THAT HAS group RETURN u.name ORDER BY u.name DESC SKIP 1 LIMIT 2'],
    ['adds the FIND that a search may lack', '"ada"', "FIND 'ada'"],
    ['puts single blanks around operators and none in unions', "find ( User | Person )with a='x'and b!=2", "FIND (User|Person) WITH a = 'x' AND b != 2"],
    ['leaves out a TO that means nothing', 'FIND User THAT CONTRIBUTES TO CodeRepo', 'FIND User THAT CONTRIBUTES CodeRepo'],
    ['keeps a TO in front of a type called to', 'FIND User THAT HAS TO to', 'FIND User THAT HAS TO to'],
    ['keeps RELATES TO, arrows, negation and unions of verbs', 'find * that !relates to << Host that (has | uses) >> as r *', 'FIND * THAT !RELATES TO << Host THAT (HAS|USES) >> AS r *'],
    ['puts AS behind WITH', 'find User as u with a = 1', 'FIND User WITH a = 1 AS u'],
    ['writes optional parts without blanks inside', 'find User ( that has Group )? as g', 'FIND User (THAT HAS Group)? AS g'],
    ['writes smart classes in front of the name', 'find # Crit  #Env Host', 'FIND #Crit #Env Host'],
    ['uses single quotes', 'FIND User WITH a = "x"', "FIND User WITH a = 'x'"],
    ['uses double quotes around a single one', "FIND User WITH a = 'it\\'s'", 'FIND User WITH a = "it\'s"'],
    ['escapes where both quotes occur', `FIND User WITH a = "'\\""`, `FIND User WITH a = '\\'"'`],
    ['escapes backslashes only where they would escape something', "FIND User WITH a = 'x\\d\\\\'", "FIND User WITH a = 'x\\d\\\\'"],
    ['drops brackets that are not needed', 'FIND User WITH [a] = 1 AND [tag.cost-center] = 2 AND [tag.x] = 3 AND [@b] = 4', 'FIND User WITH a = 1 AND [tag.cost-center] = 2 AND tag.x = 3 AND [@b] = 4'],
    ['keeps brackets around what would be another word', 'FIND User WITH [true] = 1 AND [date.now] = 2', 'FIND User WITH [true] = 1 AND [date.now] = 2'],
    ['keeps dates as exact as they were written', "find User with a > date( '2026' ) + 1 YR or b < date.now-7days", 'FIND User WITH a > date(2026) + 1 yr OR b < date.now - 7 days'],
    ['keeps regular expressions, and shortens parameters', 'FIND User WITH a = /x y/i OR b = ${ param.c }', 'FIND User WITH a = /x y/i OR b = ${param.c}'],
    [
      'keeps lists of values, and drops only parentheses that say nothing',
      "FIND User WITH a = ('x') OR a = ('x' or ('y' and 'z')) OR a = ('x' and ('y' or 'z'))",
      "FIND User WITH a = ('x') OR a = ('x' OR 'y' AND 'z') OR a = ('x' AND ('y' OR 'z'))",
    ],
    ['drops parentheses around conditions only where they say nothing', 'FIND User WITH ((a = 1)) AND (b = 2 OR c = 3) OR (d = 4 AND e = 5)', 'FIND User WITH a = 1 AND (b = 2 OR c = 3) OR d = 4 AND e = 5'],
    ['keeps a column as it is written where that is its name', 'FIND User AS u RETURN count( u ),u.[name], 1+2 /* c */ *3', 'FIND User AS u RETURN count( u ), u.name, 1+2 *3 /* c */'],
    ['writes a column with a name of its own well', 'FIND User AS u RETURN 1-(2-count( u ))*3 as "n"', 'FIND User AS u RETURN 1 - (2 - COUNT(u)) * 3 AS n'],
    ['keeps it where the order names it by its text', 'FIND User AS u RETURN count( u ) as n order by COUNT(u)', 'FIND User AS u RETURN count( u ) AS n ORDER BY COUNT(u)'],
    ['knows what binds tighter', 'FIND A AS u RETURN (2^3)^2-(1-(2+3)) AS a, 2^(3^2)+(1*2)/3 AS b', 'FIND A AS u RETURN (2 ^ 3) ^ 2 - (1 - (2 + 3)) AS a, 2 ^ 3 ^ 2 + 1 * 2 / 3 AS b'],
    ['quotes the names of columns that need it', 'FIND User AS u RETURN u.a AS "two words", u.b AS "limit"', "FIND User AS u RETURN u.a AS 'two words', u.b AS 'limit'"],
    ['keeps HAVING', 'FIND User AS u RETURN u.a, count(u) AS n having n>1', 'FIND User AS u RETURN u.a, COUNT(u) AS n HAVING n > 1'],
    ['keeps UNIQUE and TREE', 'find unique User return tree', 'FIND UNIQUE User RETURN TREE'],
    ['gives comments in front of FIND a line each', '/* a */ /* b */ find User', '/* a */\n/* b */\nFIND User'],
    ['keeps comments at the end of their clause', 'find /* a */ User that /* b */ has Group /* c */ where /* d */ User.a = 1', 'FIND User /* a */ THAT HAS Group /* b */ /* c */ WHERE User.a = 1 /* d */'],
    ['keeps comments of optional parts', 'find User (that /* a */ has Group)/* b */? as g /* c */', 'FIND User (THAT HAS Group /* a */)? AS g /* b */ /* c */'],
  ];
  it.each(same)('%s', (_, text, wanted) => {
    expect(format(text)).toBe(wanted);
    expect(format(wanted)).toBe(wanted);
  });

  it('gives each clause of a long query a line, and each step of a long optional part', () => {
    expect(
      format(`find zoom_user with email $= '@example.com' as u that assigned zoom_role as r
        (that allows zoom_setting with displayName ~= 'recording' as s that has >> zoom_account as acc)? as end
        where u.active = true return u.email, r.displayName, s.displayName, acc.displayName order by u.email limit 100`),
    ).toBe(`FIND zoom_user WITH email $= '@example.com' AS u
  THAT ASSIGNED zoom_role AS r
  (
    THAT ALLOWS zoom_setting WITH displayName ~= 'recording' AS s
    THAT HAS >> zoom_account AS acc
  )? AS end
  WHERE u.active = true
  RETURN u.email, r.displayName, s.displayName, acc.displayName
  ORDER BY u.email
  LIMIT 100`);
  });

  it('breaks clauses that are too long for a line', () => {
    expect(
      format("FIND User AS user WHERE user.firstName = 'Ada' AND user.lastName = 'Lovelace' AND user.department = 'Engines' RETURN user.firstName AS firstName, user.lastName AS lastName, user.department AS department"),
    ).toBe(`FIND User AS user
  WHERE
    user.firstName = 'Ada'
    AND user.lastName = 'Lovelace'
    AND user.department = 'Engines'
  RETURN
    user.firstName AS firstName,
    user.lastName AS lastName,
    user.department AS department`);
  });

  it('breaks the line where a comment does', () => expect(format('FIND User /* a\n b */ LIMIT 1')).toBe('FIND User /* a\n b */\n  LIMIT 1'));

  it('throws what the parser throws', () => expect(() => format('FIND User WITH')).toThrow(J1qlError));

  const planned = (text: string) => planQuery(text, RANDOM_OPTIONS).plan;
  it('changes neither the meaning of a query nor its own work', () => {
    fc.assert(
      fc.property(randomQuery, (text) => {
        const formatted = format(text);
        expect(format(formatted)).toBe(formatted);
        expect(planned(formatted)).toEqual(planned(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('loses no comment, wherever it stands', () => {
    fc.assert(
      fc.property(randomQuery, fc.infiniteStream(fc.nat(9)), (text, numbers) => {
        let count = 0;
        // Blanks in texts, patterns and parentheses of dates are no blanks between words.
        const commented = text.replace(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\[[^\]]*\]|\/\*[\s\S]*?\*\/|\$\{[^}]*\}|date\([^)]*\)|([=(] ?)\/[^/]*\/i?| /g, (found) =>
          found === ' ' && numbers.next().value === 0 ? ` /*${count++}*/ ` : found,
        );
        const formatted = format(commented);
        const of = (query: string) => parse(query).comments.map(({ start, end }) => query.slice(start, end));
        expect(of(formatted).toSorted()).toEqual(of(commented).toSorted());
        expect(format(formatted)).toBe(formatted);
        expect(planned(formatted)).toEqual(planned(commented));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the meaning of queries that nobody would write', () => {
    let valid = 0;
    const attempt = (text: string) => {
      try {
        return planned(text);
      } catch (error) {
        return (error as Error).name;
      }
    };
    fc.assert(
      fc.property(fc.oneof({ weight: 3, arbitrary: spoiltQuery }, { weight: 1, arbitrary: wordSalad.map((words) => `FIND User ${words}`) }), (text) => {
        let formatted: string;
        try {
          formatted = format(text);
        } catch (error) {
          expect(error).toBeInstanceOf(J1qlError);
          return;
        }
        valid++;
        expect(format(formatted)).toBe(formatted);
        expect(attempt(formatted)).toEqual(attempt(text));
      }),
      { numRuns: 4000 },
    );
    expect(valid).toBeGreaterThan(400);
  });
});
