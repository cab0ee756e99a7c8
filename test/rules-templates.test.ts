import { describe, expect, it } from 'vitest';
import { evaluateWhen } from '../src/rules/language/condition.ts';
import { Budget } from '../src/rules/language/limits.ts';
import { renderTemplate } from '../src/rules/language/template.ts';

const row = (name: string, more: object = {}) => ({ id: `id-${name}`, entity: { _type: 'zoom_user', displayName: name }, properties: { email: [`${name}@example.com`], active: true, ...more } });
const values = {
  queries: { query0: { total: 2, data: [row('ada'), row('bo', { active: false })] }, none: { total: 0, data: [] } },
  alertLevel: 'HIGH',
  param: { limit: 1 },
  table: [{ 'u.name': 'ada', n: 3 }],
};
const templates = { line: '{{itemIndex}}/{{itemCount}} {{item.displayName}}', again: "{{item | mapTemplate('again')}}" };
const render = (value: unknown) => renderTemplate(value, { values, templates });

describe('a template', () => {
  it.each([
    ['{{queries.query0.total}}', 2],
    ['{{ queries.query0.total > 0 }}', true],
    ['there are {{queries.query0.total}} of {{alertLevel}}', 'there are 2 of HIGH'],
    ["{{queries.query0.data | mapTemplate('line') | join('; ')}}", '0/2 ada; 1/2 bo'],
    ["{{queries.query0.data | mapProperty('displayName')}}", ['ada', 'bo']],
    [
      "{{queries.query0.data | mapProperty('displayName', 'active')}}",
      [
        { displayName: 'ada', active: true },
        { displayName: 'bo', active: false },
      ],
    ],
    ["{{queries.query0.data | uniquePropertyValues('email') | join}}", 'ada@example.com,bo@example.com'],
    ["{{['a'] | merge(['b'], ['a'])}}", ['a', 'b', 'a']],
    ['{{queries.query0.data | length}}', 2],
    ['{{queries.query0.data.length}}', 2],
    ["{{queries.query0.data[.active == false] | mapProperty('displayName')}}", ['bo']],
    ['{{queries.query0.data[1].displayName}}', 'bo'],
    ["{{table[0]['u.name']}}", 'ada'],
    ["{{'x' in ['x', 'y'] && !false}}", true],
    ["{{'b' in 'abc'}}", true],
    ["{{missing ?: 'none'}}", 'none'],
    ["{{param.limit == 1 ? 'one' : 'many'}}", 'one'],
    ['{{7 // 2 + 7 % 4 + 2 ^ 3 - -1}}', 15],
    ['{{ {a: {b: 1}} }}', { a: { b: 1 } }],
    ["{{ 'brackets }} in quotes' }}", 'brackets }} in quotes'],
    ['{{missing.deeper}}', null],
    ['nothing: {{missing}}', 'nothing: '],
    [{ a: ['{{alertLevel}}', 5, { b: '{{param.limit}}' }] }, { a: ['HIGH', 5, { b: 1 }] }],
  ])('%j is %j', (template, expected) => {
    expect(render(template)).toEqual(expected);
  });

  it.each([
    ['{{queries.query0.data | nothing}}', /no transform "nothing"/],
    [{ body: { text: '{{queries.query0.data | mapTemplat("x")}}' } }, /body\.text: .*mapTemplat/],
    ["{{queries.query0.data | mapTemplate('absent')}}", /no template "absent"/],
    ['{{1 +}}', /not understood/],
    ['{{ alertLevel', /not closed/],
    ['{{}}', /empty/],
    ["{{process('x')}}", /no function "process"/],
  ])('%j fails and says so', (template, message) => {
    expect(() => render(template)).toThrow(message);
  });

  it.each([
    '{{constructor}}',
    '{{__proto__}}',
    "{{queries['__proto__']}}",
    "{{queries['constructor']['constructor']}}",
    '{{queries.constructor}}',
    '{{queries.prototype}}',
    "{{'x' | constructor}}",
    "{{ {'__proto__': 1} }}",
    "{{queries.query0.data | mapProperty('__proto__')}}",
    "{{''['constructor']}}",
  ])('%s does not reach the program', (template) => {
    expect(() => render(template)).toThrow(expect.objectContaining({ code: 'rule-invalid' }));
  });

  it('reads no inherited property', () => {
    expect(render("{{queries['hasOwnProperty']}}")).toBeNull();
  });

  it('drops names that lead to a prototype from what it gives', () => {
    const given = JSON.parse('{"__proto__": {"evil": true}, "a": 1}') as object;
    expect(renderTemplate('{{given}}', { values: { given } })).toEqual({ a: 1 });
  });
});

describe('an expression that runs away', () => {
  const big = Array.from({ length: 10_000 }, (_, n) => ({ n }));
  it('ends at a number of steps', () => {
    expect(() => renderTemplate('{{big[.n == -1 && (big | length)] | length}}', { values: { big }, budget: new Budget(5_000) })).toThrow(/steps/);
    expect(() => renderTemplate("{{big | mapTemplate('each') | length}}", { values: { big }, templates: { each: "{{big | mapProperty('n') | length}}" } })).toThrow(/steps/);
  });
  it('ends where templates call themselves', () => {
    expect(() => renderTemplate("{{[1] | mapTemplate('again')}}", { values, templates })).toThrow(/more than 5 times/);
  });
  it('ends at a size', () => {
    const long = 'x'.repeat(600_000);
    expect(() => renderTemplate('{{long + long}}', { values: { long } })).toThrow(/characters/);
    expect(() => renderTemplate('{{[long, long]}}', { values: { long } })).toThrow(/larger/);
  });
  it('is not read when it is too long or too deep', () => {
    expect(() => render(`{{${'1+'.repeat(3_000)}1}}`)).toThrow(/characters/);
    expect(() => render(`{{${'('.repeat(1_000)}1${')'.repeat(1_000)}}}`)).toThrow(/brackets/);
    expect(() => render(`{{${'!'.repeat(1_000)}1}}`)).toThrow(/parts/);
  });
});

describe('a condition', () => {
  it.each([
    ['{{queries.query0.total > 0}}', true],
    ['queries.none.total > 0', false],
    [true, true],
    [false, false],
    [['queries.query0.total', '>', 0], true],
    [['queries.query0.total', '<=', 'param.limit'], false],
    [['queries.query0.total', '>=', 2], true],
    [['queries.query0.total', '<', 2], false],
    [['alertLevel', '=', 'HIGH'], true],
    [['alertLevel', '==', 'LOW'], false],
    [['alertLevel', '!=', 'LOW'], true],
    [['{{queries.query0.total * 2}}', '=', 4], true],
    [['AND', ['queries.query0.total', '>', 0], ['queries.none.total', '=', 0]], true],
    [['OR', ['queries.query0.total', '=', 0], ['AND', ['queries.none.total', '=', 0], true]], true],
    [['AND', ['queries.query0.total', '>', 0], ['OR', false, '{{false}}']], false],
  ])('%j is %j', (condition, met) => {
    expect(evaluateWhen({ type: 'FILTER', condition }, { values })).toEqual([{ condition, met }]);
  });

  it('that is absent always holds; of several each is told', () => {
    expect(evaluateWhen(null, { values })).toEqual([]);
    expect(
      evaluateWhen(
        [
          { type: 'FILTER', condition: false },
          { type: 'FILTER', condition: true },
        ],
        { values },
      ).map(({ met }) => met),
    ).toEqual([false, true]);
  });

  it.each([[['queries.query0.total', '~', 1]], [{}], [5], [['AND', [1, 2]]]])('%j is none', (condition) => {
    expect(() => evaluateWhen({ type: 'FILTER', condition }, { values })).toThrow(/condition/);
  });
});
