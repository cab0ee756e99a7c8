import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANY_KIND, CLASSES, ORDERED, RELATIONSHIP_PROPERTIES, TYPES, VERBS } from '../../../test/support/oracle/random-graph.ts';
import { randomQuery } from '../../../test/support/oracle/random-query.ts';
import type { GraphCatalog, GraphColumn, GraphType } from '../sql/catalog.ts';
import { complete } from './complete.ts';
import type { CompletionSource } from './completion.ts';
import { tokens } from './highlight.ts';

const columns = (properties: string): GraphColumn[] =>
  properties.split(' ').map((text) => {
    const [property, kind = 'string'] = text.split(':');
    return { property: property as string, column: property as string, kind: kind as GraphColumn['kind'] };
  });
const entity = (type: string, classes: string[], properties: string): GraphType => ({ kind: 'entity', type, classSets: [classes], table: type, history: type, columns: columns(properties), ends: [] });
const relationship = (from: string, verb: string, to: string, properties = 'displayName'): GraphType => {
  const type = `${from}_${verb.toLowerCase()}_${to}`;
  return { kind: 'relationship', type, classSets: [[verb]], table: type, history: type, columns: columns(properties), ends: [{ from, to }] };
};

const CATALOG: GraphCatalog = {
  types: [
    entity('zoom_account', ['Account'], 'displayName name'),
    entity('zoom_user', ['User'], 'displayName email active:boolean createdOn:number tag.cost-center from'),
    entity('zoom_role', ['AccessRole'], 'displayName name privileges:strings'),
    entity('zoom_group', ['UserGroup'], 'displayName name'),
    relationship('zoom_account', 'HAS', 'zoom_user'),
    relationship('zoom_account', 'HAS', 'zoom_group'),
    relationship('zoom_user', 'ASSIGNED', 'zoom_role', 'assignedOn:number'),
    relationship('zoom_group', 'HAS', 'zoom_user', 'primary:boolean'),
  ],
};
const SOURCE: CompletionSource = {
  catalog: CATALOG,
  describe: (type, property) => (type === 'zoom_user' && property === 'email' ? 'address to sign in with' : undefined),
  values: async (types, property) => (types.includes('zoom_user') && property === 'email' ? ['ada@x.io', "o'neil@x.io"] : []),
  smartClasses: ['CriticalAsset'],
  parameters: ['domain', 'param.limit'],
};

/** What is proposed where the last | stands. */
async function at(marked: string) {
  const offset = marked.lastIndexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const { from, to, items } = await complete(text, offset, SOURCE);
  return { labels: items.map(({ label }) => label), items, replaced: text.slice(from, to) };
}
const apply = ({ label, apply: text = label }: { label: string; apply?: string }) => text;

describe('completion', () => {
  const cases: [string, string, (string | RegExp)[]][] = [
    ['an empty text', '|', ['FIND']],
    ['the beginning of FIND', 'fi|', ['FIND']],
    ['the place behind FIND', 'FIND |', ['AccessRole', 'Account', 'User', 'UserGroup', 'zoom_account', 'zoom_user', 'zoom_role', 'zoom_group', '#CriticalAsset', 'UNIQUE']],
    ['a class that is begun', 'FIND us|', ['User', 'UserGroup', 'zoom_user']],
    ['a union', 'FIND (User|zoom_r|', ['zoom_role']],
    ['a smart class', 'FIND #|', ['CriticalAsset']],
    ['the place behind an entity', 'FIND User |', ['WITH', 'AS', 'THAT', '(THAT', 'WHERE', 'RETURN', 'ORDER BY', 'SKIP', 'LIMIT']],
    ['the place behind an alias', 'FIND User AS u |', ['THAT', '(THAT', 'WHERE', 'RETURN', 'ORDER BY', 'SKIP', 'LIMIT']],
    ['an alias', 'FIND User AS |', []],
    ['a verb', 'FIND User THAT |', ['ASSIGNED', 'HAS', 'RELATES TO']],
    ['a negated verb', 'FIND zoom_role THAT !|', ['ASSIGNED', 'RELATES TO']],
    ['a second verb of a union', 'FIND User THAT (HAS|', ['HAS']],
    ['what a verb leads to', 'FIND User THAT ASSIGNED |', ['AccessRole', 'zoom_role', '#CriticalAsset', '>>', '<<', 'AS']],
    ['what a verb leads to against the arrow', 'FIND User THAT HAS << |', ['Account', 'UserGroup', 'zoom_account', 'zoom_group', '#CriticalAsset', 'AS']],
    ['what the alias of a hop leads to', 'FIND User THAT ASSIGNED AS r |', ['AccessRole', 'zoom_role', '#CriticalAsset']],
    ['a verb that the graph does not have', 'FIND User THAT OWNS zoom_|', ['zoom_account', 'zoom_user', 'zoom_role', 'zoom_group']],
    ['a hop behind one over any entity', 'FIND zoom_role THAT ASSIGNED * THAT HAS zoom_|', ['zoom_account', 'zoom_group']],
    ['a hop behind an optional part', 'FIND zoom_account (THAT HAS zoom_user)? THAT |', ['ASSIGNED', 'HAS', 'RELATES TO']],
    ['RELATES', 'FIND User THAT RELATES |', ['TO']],
    ['the inside of an optional part', 'FIND User (THAT HAS Account |', ['WITH', 'AS', 'THAT', '(THAT']],
    ['a property', 'FIND User WITH em|', ['email']],
    ['a part of a property', 'FIND User WITH ON|', ['createdOn', '_createdOn', '_beginOn', '_endOn', '_version']],
    ['a value', 'FIND User WITH email = |', ["'ada@x.io'", '"o\'neil@x.io"', 'true', 'false', 'undefined', 'date.now', 'date(', '${domain}', '${param.limit}']],
    ['a text that is begun', "FIND User WITH email = 'a|", ["'ada@x.io'"]],
    ['a parameter that is begun', 'FIND User WITH email = ${d|', ['${domain}']],
    ['a type as a value', 'FIND User WITH _type = zoom|', ["'zoom_user'"]],
    ['a second value of a list', "FIND User WITH email = ('x' OR 'a|", ["'ada@x.io'"]],
    ['the place behind a value of a list', "FIND User WITH email = ('x' |", ['AND', 'OR']],
    ['the place behind a condition', "FIND User WITH email = 'x' |", ['AND', 'OR', 'AS', 'THAT', '(THAT', 'WHERE', 'RETURN', 'ORDER BY', 'SKIP', 'LIMIT']],
    ['the place behind a condition of WHERE', 'FIND User WHERE User.active = true |', ['AND', 'OR', 'RETURN', 'ORDER BY', 'SKIP', 'LIMIT']],
    ['WHERE', 'FIND User AS u THAT ASSIGNED zoom_role WHERE |', ['u', 'zoom_role', 'ASSIGNED']],
    ['WHERE behind a name that stands twice', 'FIND User THAT HAS Account THAT HAS User WHERE |', ['Account']],
    ['WHERE behind a negated hop', 'FIND User AS u THAT !HAS Account AS a THAT HAS zoom_user WHERE |', ['u', 'a']],
    ['properties of a relationship', 'FIND User THAT ASSIGNED AS r zoom_role WHERE r.assigned|', ['assignedOn']],
    ['properties behind a default alias of a relationship', 'FIND User THAT ASSIGNED zoom_role WHERE assigned.assigned|', ['assignedOn']],
    [
      'properties of an alias',
      'FIND User AS u THAT HAS Account AS a RETURN a.|',
      ['displayName', 'name', '_class', '_type', '_key', '_id', '_createdOn', '_beginOn', '_endOn', '_version', '_deleted', '_source', '_scope'],
    ],
    ['an aggregate', 'FIND User AS u RETURN cou|', ['COUNT']],
    ['the first column', 'FIND User AS u RETURN tr|', ['TREE']],
    ['the place behind a column', 'FIND User AS u RETURN u.email |', ['AS', 'HAVING', 'ORDER BY', 'SKIP', 'LIMIT']],
    ['the name of a column', 'FIND User AS u RETURN u.email AS |', []],
    ['HAVING', 'FIND User AS u RETURN u.email AS mail, count(u) HAVING |', ['mail', 'count(u)']],
    ['the key of an order', 'FIND User AS u RETURN u.email AS mail ORDER BY ma|', ['mail', 'MAX']],
    ['the place behind the key of an order', 'FIND User AS u ORDER BY u.email |', ['ASC', 'DESC', 'SKIP', 'LIMIT']],
    ['ORDER', 'FIND User ORDER |', ['BY']],
    ['a date that is begun', 'FIND User WITH createdOn > date.|', ['date.now']],
    ['a comment', 'FIND User /* F|', []],
    ['a number', 'FIND User LIMIT 1|', []],
  ];
  it.each(cases)('proposes what fits %s', async (_, text, wanted) => expect((await at(text)).labels).toEqual(wanted));

  it('proposes operators with what they mean behind a property', async () => {
    const { items } = await at('FIND User WITH email |');
    expect(items).toHaveLength(12);
    expect(items[2]).toEqual({ kind: 'keyword', label: '~=', detail: 'contains' });
  });

  it('tells what a property means, or what kind it is', async () => {
    const { items } = await at('FIND User WITH |');
    expect(items.slice(0, 3)).toEqual([
      { kind: 'property', label: 'active', detail: 'boolean' },
      { kind: 'property', label: 'createdOn', detail: 'number' },
      { kind: 'property', label: 'displayName', detail: 'string' },
    ]);
    expect(items.find(({ label }) => label === 'email')?.detail).toBe('address to sign in with');
    expect(items.at(-1)?.label).toBe('_scope');
  });

  it('puts brackets around names that need them', async () => {
    expect((await at('FIND User WITH tag|')).items.map(apply)).toEqual(['[tag.cost-center]']);
    expect((await at('FIND User RETURN User.tag|')).items.map(apply)).toEqual(['[tag.cost-center]']);
  });

  it('replaces the whole word in which the cursor is, and all segments of a property', async () => {
    expect((await at('FIND Us|erX RETURN TREE')).replaced).toBe('UserX');
    expect((await at('FIND User WITH tag.co|')).replaced).toBe('tag.co');
    expect((await at('FIND User WITH [tag.co|]')).replaced).toBe('[tag.co]');
    expect((await at("FIND User WITH email = 'ad|a' AND active = true")).replaced).toBe("'ada'");
    expect((await at('FIND User WHERE User.em|ail = 1')).replaced).toBe('email');
    expect((await at('FIND | RETURN TREE')).replaced).toBe('');
  });

  it('does without descriptions and values that cannot be had', async () => {
    const broken: CompletionSource = {
      catalog: CATALOG,
      describe: () => {
        throw new Error('no');
      },
      values: () => Promise.reject(new Error('no')),
    };
    expect((await complete('FIND User WITH email = ', 23, broken)).items.map(({ label }) => label)).toContain('true');
    expect((await complete('FIND User WITH ', 15, broken)).items.map(({ label }) => label)).toContain('email');
  });

  it('proposes at most 200', async () => {
    const types = Array.from({ length: 300 }, (_, i) => entity(`type_${i}`, ['Many'], 'displayName'));
    expect((await complete('FIND ', 5, { catalog: { types } })).items).toHaveLength(200);
  });

  const pieces = fc
    .array(
      fc.constantFrom(
        'FIND ',
        'UNIQUE ',
        'User',
        ' ',
        "'",
        '"',
        '/',
        '[',
        ']',
        '(',
        ')',
        '.',
        '${',
        '}',
        '=',
        ' WITH ',
        ' THAT ',
        '!',
        '/*',
        '*/',
        ' RETURN ',
        ' WHERE ',
        ' ORDER BY ',
        'HAVING ',
        ' AS ',
        ',',
        'date',
        '.now',
        '-',
        '7',
        '\n',
        '#',
        '|',
        'HAS ',
        'count',
      ),
    )
    .map((list) => list.join(''));
  it('never throws, and says what to replace around the cursor', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(pieces, fc.string({ unit: 'binary' }), randomQuery), fc.oneof(fc.nat(300), fc.integer(), fc.double()), async (text, offset) => {
        const { from, to } = await complete(text, offset, SOURCE);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(from).toBeLessThanOrEqual(to);
        expect(to).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2000 },
    );
  });

  /** A graph with everything that random queries name, all joined with all. */
  const properties = [...new Set([...ANY_KIND, ...ORDERED, ...RELATIONSHIP_PROPERTIES, 'tags', 'tag.Env', 'tag.cost-center', 'missing'])].join(' ');
  const everything: GraphCatalog = {
    types: [...TYPES.map((type) => entity(type, CLASSES, properties)), ...VERBS.map((verb) => ({ ...relationship('x', verb, 'x', properties), ends: TYPES.flatMap((from) => TYPES.map((to) => ({ from, to }))) }))],
  };
  it('proposes every word of a valid query at the place where it stands', async () => {
    await fc.assert(
      fc.asyncProperty(randomQuery, async (text) => {
        for (const { start, end, kind } of tokens(text)) {
          const word = text.slice(start, end);
          if (['operator', 'comment', 'string', 'number', 'regex', 'parameter', 'error', 'smart'].includes(kind)) continue;
          // Not proposed everywhere: names people choose, units of time, a TO that means nothing, constants as columns or on the left, AS before WITH, and dates in numbers.
          if (/\bAS "?$/i.test(text.slice(0, start)) || /^(?:hours?|hrs?|days?|months?|mos?|years?|yrs?|TO|TRUE|FALSE|UNDEFINED|NULL|ORDER|BY|WITH|AS)$/i.test(word) || word.startsWith('date(')) continue;
          // Nor what a union of verbs has already.
          if (kind === 'verb' && new RegExp(`\\([^()]*\\b${word}\\b[^()]*$`, 'i').test(text.slice(0, start))) continue;
          const { items } = await complete(text, end, { catalog: everything });
          const labels = items.flatMap(({ label, apply: text = label }) => [label.toUpperCase(), text.toUpperCase(), label.toUpperCase().replace(' TO', '')]);
          const segments = word.replace(/^\[|\]$/g, '').toUpperCase();
          expect(
            labels.some((label) => label === word.toUpperCase() || label === segments || label.includes(`.${segments}`) || label.startsWith(`${segments}(`) || label.startsWith(`${segments}.`)),
            `${text}\n${word} in ${labels.join(' ')}`,
          ).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});
