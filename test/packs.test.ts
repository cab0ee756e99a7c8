import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../src/lib/clock.ts';
import { ENTITY_TYPES } from '../src/model/index.ts';
import { LEVELS, RULE_INTERVALS } from '../src/rules/alerting.ts';
import { type BuiltinQuery, builtinOf, builtinRows } from '../src/rules/builtin-queries.ts';
import type { PackRule } from '../src/rules/packs/define.ts';
import { FIXTURE_NOW, type Fixture, type FixtureGraph, graph } from '../src/rules/packs/fixture.ts';
import { PACKS, packRule, toRuleInput } from '../src/rules/packs/index.ts';
import { ask } from '../src/store/ask.ts';
import { openDuckdbStore } from '../src/store/dialects/duckdb/open.ts';
import type { QueryResult } from '../src/store/query-result.ts';
import type { Store } from '../src/store/store.ts';
import { acts, type Look, lookAt } from './support/simple-rule.ts';

const ALL = PACKS.flatMap(({ rules }) => rules);
const BUILT_IN = ALL.filter(({ query }) => builtinOf(query) !== undefined);
/** Those that ask the graph. */
const RULES = ALL.filter((rule) => !BUILT_IN.includes(rule));
const queriesOf = ({ query, population, beside }: PackRule): string[] => [query, ...(population ? [population] : []), ...Object.values(beside ?? {})];

let directory: string;
let store: Store;
let commits = 0;
/** Makes the store hold this graph and nothing else. */
async function hold({ entities, relationships }: FixtureGraph): Promise<void> {
  const sync = await store.beginSync({ scope: 'fixtures', source: 'api', on: FIXTURE_NOW + commits++ });
  await sync.entities(entities);
  await sync.relationships(relationships);
  expect(await sync.commit({ completeTypes: '*' })).toMatchObject({ dangling: 0 });
}
async function answersTo(rule: PackRule): Promise<Record<string, QueryResult>> {
  const answers: Record<string, QueryResult> = {};
  for (const { name, query } of toRuleInput(rule).queries) answers[name] = await ask(store, query, { now: FIXTURE_NOW });
  return answers;
}

// All fixtures are in one graph, told apart by their keys: a graph for each would take a minute. What counts across all there is needs one of its own.
const counts = (rule: PackRule): boolean => queriesOf(rule).some((query) => /\b(count|max)\(/i.test(query));
const together = RULES.filter((rule) => !counts(rule));
const markOf = (rule: PackRule, name: string): string => `${rule.id}/${name}/`;
const marked = ({ entities, relationships }: FixtureGraph, mark: string): FixtureGraph => ({
  entities: entities.map((entity) => ({ ...entity, _key: mark + entity._key })),
  relationships: relationships.map((edge) => ({ ...edge, _key: mark + edge._key, _fromEntityKey: mark + edge._fromEntityKey, _toEntityKey: mark + edge._toEntityKey })),
});
const all = (when: 'before' | 'after'): FixtureGraph => {
  const graphs = together.flatMap((rule) => Object.entries(rule.fixtures).map(([name, fixture]: [string, Fixture]) => marked((when === 'before' ? fixture.before : fixture.after) ?? graph(), markOf(rule, name))));
  return { entities: graphs.flatMap(({ entities }) => entities), relationships: graphs.flatMap(({ relationships }) => relationships) };
};

const before = new Map<string, Record<string, QueryResult>>();
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-packs-'));
  store = await openDuckdbStore(directory, { clock: systemClock });
  await hold(all('before'));
  for (const rule of together) before.set(rule.id, await answersTo(rule));
  await hold(all('after'));
});
afterAll(async () => {
  await store.close();
  await rm(directory, { recursive: true, force: true });
});

async function firesTogether(rule: PackRule): Promise<Record<string, boolean>> {
  const [input, earlier, now] = [toRuleInput(rule), before.get(rule.id) ?? {}, await answersTo(rule)];
  const fires: Record<string, boolean> = {};
  for (const [name, fixture] of Object.entries(rule.fixtures) as [string, Fixture][]) {
    const mark = markOf(rule, name);
    fires[name] = await acts(input, fixture.before && lookAt(input, earlier, mark), lookAt(input, now, mark));
  }
  return fires;
}

async function firesAlone(rule: PackRule): Promise<Record<string, boolean>> {
  const input = toRuleInput(rule);
  const fires: Record<string, boolean> = {};
  for (const [name, fixture] of Object.entries(rule.fixtures) as [string, Fixture][]) {
    let earlier: Look | undefined;
    if (fixture.before) {
      await hold(fixture.before);
      earlier = lookAt(input, await answersTo(rule), '');
    }
    await hold(fixture.after);
    fires[name] = await acts(input, earlier, lookAt(input, await answersTo(rule), ''));
  }
  return fires;
}

describe('the rules that ship', () => {
  it('are many, and on every topic', () => {
    expect(RULES.length).toBeGreaterThanOrEqual(34);
    for (const { id, name, description, rules } of PACKS) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(name).toMatch(/^[A-Z]/);
      expect(description).toMatch(/^[A-Z].+\.$/);
      expect(rules.length, id).toBeGreaterThan(0);
    }
  });

  it('have ids and names of their own, the ids in kebab-case', () => {
    for (const texts of [RULES.map(({ id }) => id), RULES.map(({ name }) => name)]) expect(new Set(texts).size).toBe(texts.length);
    for (const { id } of RULES) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it('say in plain sentences what they tell, why it matters and what to do', () => {
    for (const { id, name, description, why, remediation } of RULES) {
      expect(name, id).toMatch(/^[A-Z].*[^.]$/);
      for (const text of [description, why, remediation]) expect(text, id).toMatch(/^[A-Z].{30,}\.$/);
      for (const text of [name, description, why, remediation]) expect(text, id).not.toMatch(/[<>{}`*]|ensure|leverage|utili[sz]e|[—–]/);
    }
  });

  it('never start from everything there is, and never count what is not known as bad', () => {
    for (const rule of RULES)
      for (const query of queriesOf(rule)) {
        expect(query, rule.id).toMatch(/^FIND (zoom_(account|group|role|user)|Person)\b/);
        expect(query, rule.id).not.toMatch(/!= (true|false)/);
      }
  });

  it('name only properties that the model has', () => {
    const known = new Set([...ENTITY_TYPES.flatMap(({ properties }) => properties.filter((p) => !('sensitive' in p && p.sensitive)).map(({ name }) => name as string)), 'department']);
    const isLock = (name: string) => name.startsWith('locked') && known.has(name.charAt('locked'.length).toLowerCase() + name.slice('locked'.length + 1));
    for (const rule of RULES)
      for (const query of queriesOf(rule)) {
        const bare = query.replace(/HAVING .*/, '').matchAll(/(?<![\w.])(\w+) (?:=|!=|>=?|<=?|!?\^=|!?\$=) /g);
        const names = [...bare, ...query.matchAll(/\b[a-z]+\.(\w+)/g)].map(([, name]) => name as string).filter((name) => name !== 'now' && !name.startsWith('_') && !isLock(name));
        expect(
          names.filter((name) => !known.has(name)),
          rule.id,
        ).toEqual([]);
      }
  });

  it('tell the rows of a table apart by columns that it has', () => {
    for (const { id, query, identity = [] } of RULES) {
      const columns = [...query.matchAll(/ AS "?([\w -]+?)"?(?=,| HAVING| ORDER|$)/g)].map(([, name]) => name);
      if (query.includes(' RETURN ')) expect(identity.length, id).toBeGreaterThan(0);
      else expect(identity, id).toEqual([]);
      expect(columns, id).toEqual(expect.arrayContaining([...identity]));
    }
  });

  it('become rules of your own that remember where they come from', () => {
    const input = toRuleInput(packRule('new-administrator'));
    expect(input).toMatchObject({ origin: 'pack:zoom/new-administrator', triggerActionsOnNewEntitiesOnly: true, baseline: true, tags: ['zoom', 'privilege'], outputs: ['queries.query0.total', 'alertLevel'] });
    expect(input.operations).toEqual([
      { when: { type: 'FILTER', condition: '{{queries.query0.total > 0}}' }, actions: [{ type: 'SET_PROPERTY', targetProperty: 'alertLevel', targetValue: 'HIGH' }, { type: 'CREATE_ALERT' }] },
    ]);
    for (const rule of RULES) {
      expect(LEVELS).toContain(rule.level);
      expect(RULE_INTERVALS).toContain(toRuleInput(rule).pollingInterval);
    }
  });

  it('are suggested where an id is mistyped', () => {
    expect(() => packRule('new-adminstrator')).toThrow('No pack has a rule "new-adminstrator".');
  });
});

describe('each rule fires in the fixture where it should, and not in the other', () => {
  it.each(together.map(({ id }) => id))('%s', async (id) => {
    const rule = packRule(id);
    expect(await firesTogether(rule)).toEqual({ fires: true, quiet: false });
    if (rule.population) await ask(store, rule.population, { now: FIXTURE_NOW });
  });
});

describe('so does each rule that asks for something else than the graph', () => {
  it.each(BUILT_IN.map(({ id }) => id))('%s', (id) => {
    const { query, fixtures } = packRule(id);
    const found = ({ collections = [] }: Fixture) => builtinRows(builtinOf(query) as BuiltinQuery, collections, FIXTURE_NOW).length > 0;
    expect([found(fixtures.fires), found(fixtures.quiet)]).toEqual([true, false]);
  });
});

describe('so does each rule that counts', () => {
  it.each(RULES.filter(counts).map(({ id }) => id))('%s', async (id) => {
    expect(await firesAlone(packRule(id))).toEqual({ fires: true, quiet: false });
  });
});
