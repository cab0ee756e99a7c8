import { describe, expect, it } from 'vitest';
import { pageOf } from '../src/api/own/page-of.ts';
import { byId } from '../src/cli/alerting/by-id.ts';
import { readSettings } from '../src/cli/alerting/channel-settings.ts';
import { findRule } from '../src/cli/alerting/find-rule.ts';
import { formatOf } from '../src/cli/alerting/rule-files.ts';
import { parseFor, parseUntil } from '../src/cli/until.ts';
import type { Rule } from '../src/rules/alerting.ts';
import { type CopyMark, chosenRules, decideCopy, inputOf, wantedCopy } from '../src/rules/pack-copies.ts';
import { PACKS, packRule, toRuleInput } from '../src/rules/packs/index.ts';

const INPUT = toRuleInput(packRule('new-administrator'));
const ruleOf = (changes: Partial<Rule> = {}): Rule => ({ ...INPUT, id: 'r1', version: 1, createdOn: 0, createdBy: 'ada', updatedOn: 0, updatedBy: 'ada', state: {}, ...changes });
const markOf = (rule: Rule, wish = {}): CopyMark => ({ wish, wanted: wantedCopy(INPUT, wish), stored: inputOf(rule) });

describe('a rule of a pack that is enabled', () => {
  it('is made where there is none, unless another rule has its name', () => {
    expect(decideCopy({ wanted: INPUT, mark: undefined, existing: undefined, namesake: undefined })).toEqual({ kind: 'create' });
    expect(decideCopy({ wanted: INPUT, mark: undefined, existing: undefined, namesake: ruleOf({ origin: undefined as never }) })).toMatchObject({ kind: 'none', reason: 'name-taken' });
  });

  it('stays as it is a second time', () => {
    const existing = ruleOf();
    expect(decideCopy({ wanted: INPUT, mark: markOf(existing), existing, namesake: existing })).toEqual({ kind: 'none', reason: 'as-shipped', kept: [] });
  });

  it('gets what the pack changed, and keeps what people changed', () => {
    const before = ruleOf();
    const existing = ruleOf({ pollingInterval: 'ONE_WEEK', description: 'Ours.' });
    const wanted = { ...INPUT, queries: [{ name: 'query0', query: 'FIND zoom_user' }], description: 'A better one.' };
    expect(decideCopy({ wanted, mark: markOf(before), existing, namesake: existing })).toEqual({ kind: 'update', changes: { queries: wanted.queries }, kept: ['description', 'pollingInterval'] });
    expect(decideCopy({ wanted: INPUT, mark: markOf(before), existing, namesake: existing })).toMatchObject({ kind: 'none', reason: 'changed-by-people', kept: ['description', 'pollingInterval'] });
  });

  it('is all of people where nobody knows what it was', () => {
    const existing = ruleOf({ name: 'Ours' });
    expect(decideCopy({ wanted: INPUT, mark: undefined, existing, namesake: undefined })).toMatchObject({ kind: 'none', reason: 'changed-by-people' });
  });

  it('notifies a channel beside what it does anyway', () => {
    const wanted = wantedCopy(INPUT, { notify: { type: 'X', channel: 'soc' }, interval: 'ONE_HOUR', only: 'every' });
    expect(wanted.operations[0]?.actions.map(({ type }) => type)).toEqual([...(INPUT.operations[0]?.actions ?? []).map(({ type }) => type), 'X']);
    expect(wanted).toMatchObject({ pollingInterval: 'ONE_HOUR', triggerActionsOnNewEntitiesOnly: false });
  });

  it('is chosen by its id or that of its pack, once', () => {
    expect(chosenRules(PACKS, ['new-administrator', 'privilege'])).toEqual(PACKS[0]?.rules);
    expect(chosenRules(PACKS, 'all').length).toBe(PACKS.flatMap(({ rules }) => rules).length);
    expect(() => chosenRules(PACKS, ['new-administrater'])).toThrow('new-administrater');
  });
});

describe('a rule that a person names', () => {
  const rules = [
    { id: 'aaaa-1', name: 'Somebody became an administrator', origin: 'pack:zoom/new-administrator' },
    { id: 'aaab-2', name: 'Somebody left and still has access', origin: 'pack:zoom/leaver-with-access' },
    { id: 'bbbb-3', name: 'Ours' },
  ];
  it.each([
    ['bbbb-3', 'Ours'],
    ['ours', 'Ours'],
    ['bb', 'Ours'],
    ['new-administrator', 'Somebody became an administrator'],
    ['somebody left', 'Somebody left and still has access'],
    ['access still', 'Somebody left and still has access'],
  ])('%s', (text, name) => expect(findRule(rules as never, text)).toMatchObject({ name }));
  it('is not guessed where several are meant, and a mistyped one is suggested', () => {
    const failing = (text: string, among: readonly object[] = rules) => {
      try {
        findRule(among as never, text);
        return undefined;
      } catch (error) {
        return error;
      }
    };
    expect(failing('Somebody')).toMatchObject({ code: 'usage', hint: expect.stringContaining('"Somebody left and still has access"') });
    expect(failing('new-administrater')).toMatchObject({ code: 'not-found', hint: 'Did you mean "new-administrator"?' });
    expect(failing('')).toMatchObject({ code: 'not-found' });
    expect(failing('x', [])).toMatchObject({ hint: expect.stringContaining('packs enable --all') });
  });
  it('by how an id begins, as alerts and deliveries too', () => {
    const told = { what: 'alert', hint: 'Look.' };
    expect(byId(rules, 'bb', told)).toBe(rules[2]);
    expect(() => byId(rules, 'aa', told)).toThrow('several alerts');
    expect(() => byId(rules, '', told)).toThrow('no alert');
  });
});

describe('settings of a channel', () => {
  const read = (kind: 'slack' | 'webhook', set: string[], setEnv: string[] = [], hidden?: (key: string) => Promise<string>) => readSettings(kind, { set, setEnv }, { HOOK: 'https://hooks.example/T1' }, hidden);
  it('come from the command line, secrets from the environment', async () => {
    expect(await read('webhook', ['url=https://a.example/?a=b', 'to=x', 'to=y'], ['token=HOOK'])).toEqual({ url: 'https://a.example/?a=b', to: ['x', 'y'], token: 'https://hooks.example/T1' });
    await expect(read('webhook', [], ['token=MISSING'])).rejects.toMatchObject({ code: 'config-missing' });
    await expect(read('webhook', ['nothing'])).rejects.toMatchObject({ code: 'usage' });
  });
  it('are refused where a secret is on the command line, without repeating it', async () => {
    const refused = await read('webhook', ['token=s3cr3t']).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'usage', hint: expect.stringContaining('--set-env token=VARIABLE') });
    expect(JSON.stringify([String(refused), refused])).not.toContain('s3cr3t');
  });
  it('are asked for on a terminal', async () => {
    expect(await read('webhook', ['token='], [], async (key) => `typed ${key}`)).toEqual({ token: 'typed token' });
  });
});

it('YAML wins by extension', () => {
  expect([formatOf('a.yaml', 'jupiterone'), formatOf('a.json', undefined), formatOf('-', undefined), formatOf('-', 'jupiterone')]).toEqual(['yaml', 'jupiterone', 'yaml', 'jupiterone']);
});

it('an alert sleeps for a span or until a time to come', () => {
  const now = Date.parse('2026-11-25T10:00Z');
  expect(parseFor('2h', now) - now).toBe(7_200_000);
  expect(parseUntil('2026-12-24T08:00Z', now)).toBe(Date.parse('2026-12-24T08:00Z'));
  for (const wrong of ['0h', '2', 'soon', '99999999999w']) expect(() => parseFor(wrong, now)).toThrow('no span');
  for (const wrong of ['2026-11-25T09:59Z', 'tomorrow', '2026-13-01']) expect(() => parseUntil(wrong, now)).toThrow('--until');
});

it('a list at hand is told in pages', () => {
  const names = ['a', 'b', 'c'];
  const first = pageOf(names, String, { limit: 2 });
  expect(first.items).toEqual(['a', 'b']);
  expect(pageOf(names, String, { limit: 2, cursor: first.cursor })).toEqual({ items: ['c'] });
  expect(() => pageOf(names, String, { limit: 2, cursor: '%%' })).toThrow('cursor');
});
