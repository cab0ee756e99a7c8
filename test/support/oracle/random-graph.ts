import fc from 'fast-check';
import type { OracleGraph, OracleOptions } from './evaluate.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 2, 31, 12);

export const CLASSES = ['User', 'Host', 'Group'];
export const TYPES = ['okta_user', 'aws_host', 'app'];
export const VERBS = ['HAS', 'USES', 'IS'];
/** May hold anything, and different kinds of thing in different entities. */
export const ANY_KIND = ['name', 'size', 'active', 'email', 'labels', 'from', 'count'];
/** One kind each, so that an order by them is plain. */
export const ORDERED = ['displayName', 'rank', 'flag', 'createdOn'];
export const RELATIONSHIP_PROPERTIES = ['port', 'admin', 'size', 'labels'];

export const STRINGS = ['a', 'ab', 'b', 'a', 'ab', 'A', '', 'true', 'False', '5', "it's", 'a b', 'x.Y', '50%_', 'back\\slash', 'Äß', '[q]*'];
export const NUMBERS = [0, 1, 2, 1, 2, 5, -1, -3, 0.5, 2.5, -1.5, 1_000_000];

/** What a random query may mention besides the graph. */
export const RANDOM_OPTIONS: OracleOptions = {
  now: NOW,
  variables: { word: 'ab', number: 2, flag: true, words: ['a', 'ab', 'x.Y'], 'param.numbers': [0, 2.5], 'me.email': "it's" },
  smartClasses: { Crit: 'FIND (User|app) WITH size > 1 OR active = true', Near: 'FIND Host THAT HAS User' },
};

const string = fc.constantFrom(...STRINGS);
const number = fc.constantFrom(...NUMBERS);
const list = fc.oneof(fc.array(string, { maxLength: 3 }), fc.array(number, { maxLength: 3 }), fc.array(fc.boolean(), { maxLength: 2 }));
const anything = fc.oneof({ weight: 4, arbitrary: string }, { weight: 3, arbitrary: number }, { weight: 2, arbitrary: fc.boolean() }, { weight: 3, arbitrary: list });
const moment = fc.constantFrom(0, 1, 2, 10, 31, 40, 366, 400).map((days) => NOW - days * DAY);

function record(arbitraries: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(arbitraries, { requiredKeys: [] });
}

const entityProperties = record({
  ...Object.fromEntries(ANY_KIND.map((name) => [name, anything])),
  rank: number,
  flag: fc.boolean(),
  createdOn: moment,
  'tag.Env': fc.constantFrom<unknown>(true, false, 'true', 'prod'),
  'tag.cost-center': fc.constantFrom<unknown>('cc1', 5),
  tags: fc.array(fc.constantFrom('Env', 'Prod', 'a'), { maxLength: 2 }),
});

const entity = fc.record({
  properties: entityProperties,
  type: fc.constantFrom(...TYPES),
  classes: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...CLASSES).map((name) => [name]) }, { weight: 1, arbitrary: fc.subarray(CLASSES, { minLength: 2, maxLength: 2 }) }),
  displayName: fc.constantFrom('alpha', 'Beta', 'beta', 'web 1', 'ab'),
  createdOn: moment,
  deleted: fc.nat(9).map((n) => n === 9),
});

const relationship = fc.record({
  properties: record({ port: number, admin: fc.boolean(), size: anything, labels: list }),
  verb: fc.constantFrom(...VERBS),
  from: fc.nat(11),
  to: fc.nat(11),
  deleted: fc.nat(11).map((n) => n === 11),
});

const relationships = fc.oneof({ weight: 1, arbitrary: fc.array(relationship, { maxLength: 25, size: 'max' }) }, { weight: 3, arbitrary: fc.array(relationship, { minLength: 15, maxLength: 25, size: 'max' }) });

/** Small and crowded: few names and values, loops, parallel relationships, deleted things. */
export const randomGraph: fc.Arbitrary<OracleGraph> = fc
  .record({ entities: fc.noBias(fc.array(entity, { minLength: 3, maxLength: 12, size: 'max' })), relationships: fc.noBias(relationships) })
  .map(({ entities, relationships }) => ({
    entities: entities.map(({ properties, type, classes, displayName, createdOn, deleted }, i) => ({
      _id: `n${i}`,
      _key: `n${i}`,
      _type: type,
      _class: classes,
      displayName,
      _createdOn: createdOn,
      _deleted: deleted,
      ...properties,
    })),
    relationships: relationships.map(({ properties, verb, from, to, deleted }, i) => {
      const [start, end] = [from % entities.length, to % entities.length];
      return {
        _id: `e${i}`,
        _key: `n${start}|${verb.toLowerCase()}|n${end}|${i}`,
        _type: `${entities[start]?.type}_${verb.toLowerCase()}_${entities[end]?.type}`,
        _class: verb,
        _fromEntityKey: `n${start}`,
        _toEntityKey: `n${end}`,
        displayName: verb,
        _deleted: deleted,
        ...properties,
      };
    }),
  }));
