import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RULE_INTERVALS, type RuleInput } from '../src/rules/alerting.ts';
import { checkRule } from '../src/rules/language/check-rule.ts';
import { fromJupiterOne, toJupiterOne } from '../src/rules/language/jupiterone.ts';
import { formatRules, parseRules } from '../src/rules/language/yaml.ts';

const QUERY = 'FIND zoom_user';
const minimal = { name: 'Users', queries: [{ query: QUERY }], operations: [{ actions: [{ type: 'CREATE_ALERT' }] }] };

const text = fc.string({ minLength: 1, maxLength: 12 }).filter((value) => value.trim() === value && !value.includes('{{'));
const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,6}$/);
const json = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 2 }), fc.dictionary(name, text, { maxKeys: 2 }));
const action = fc.oneof(
  fc.constant({ type: 'CREATE_ALERT' }),
  fc.record({
    type: fc.constantFrom('SEND_SLACK_MESSAGE', 'WEBHOOK', 'SEND_EMAIL', 'SOMETHING_ELSE', 'TAG_ENTITIES', 'FOR_EACH_ITEM'),
    channel: text,
    body: json,
    tags: fc.array(fc.record({ name: text, value: json }), { maxLength: 3 }),
  }),
  fc.record({
    type: fc.constant('FOR_EACH_ITEM'),
    items: fc.constant('{{queries.q.data}}'),
    itemRef: name,
    actions: fc.array(fc.record({ type: fc.constantFrom('CREATE_ALERT', 'SEND_EMAIL'), recipients: json }), { maxLength: 2 }),
  }),
  fc.record({ type: fc.constant('SET_PROPERTY'), targetProperty: fc.constantFrom('alertLevel', 'other'), targetValue: fc.constantFrom('HIGH', 'LOW', 'x', 1) }),
);
const condition = fc.oneof(
  fc.boolean(),
  fc.constantFrom('{{1 > 0}}', '{{ 1 > 0 }}', 'alertLevel == 1', 'always'.slice(0, 3)),
  fc.constant(['alertLevel', '=', 'HIGH']),
  fc.constant(['AND', ['alertLevel', '=', 1], true]),
);
const when = fc.record({ type: fc.constantFrom('FILTER', 'OTHER'), condition }, { requiredKeys: ['condition'] });
const ruleOf = (part: object): RuleInput => checkRule({ ...minimal, ...part });
const rule: fc.Arbitrary<RuleInput> = fc
  .record(
    {
      name: text,
      description: text,
      queries: fc.uniqueArray(fc.record({ name, query: fc.constantFrom(QUERY, 'FIND zoom_role WITH name = "a: #b"'), includeDeleted: fc.boolean(), version: text }, { requiredKeys: ['query'] }), {
        minLength: 1,
        maxLength: 3,
        selector: (one) => one.name ?? Math.random(),
      }),
      operations: fc.array(fc.record({ when: fc.oneof(when, fc.array(when, { maxLength: 2 }), fc.constant(null)), actions: fc.array(action, { maxLength: 3 }) }, { requiredKeys: ['actions'] }), {
        minLength: 1,
        maxLength: 2,
      }),
      outputs: fc.array(text, { maxLength: 2 }),
      pollingInterval: fc.constantFrom(...RULE_INTERVALS),
      onChange: fc.boolean(),
      notifyOnFailure: fc.boolean(),
      triggerActionsOnNewEntitiesOnly: fc.boolean(),
      ignorePreviousResults: fc.boolean(),
      baseline: fc.boolean(),
      specVersion: fc.integer({ min: 1, max: 3 }),
      templates: fc.dictionary(name, text, { maxKeys: 2 }),
      tags: fc.array(text, { maxLength: 2 }),
      labels: fc.array(fc.record({ labelName: text, labelValue: fc.oneof(text, fc.constantFrom('1', 'true', 'null', '~', '')) }), { maxLength: 3 }),
      remediationSteps: fc.oneof(text, fc.constant('two\nlines\n')),
      why: text,
      population: fc.constant(QUERY),
      identity: fc.array(text, { maxLength: 2 }),
      resourceGroupId: text,
      origin: text,
    },
    { requiredKeys: ['name', 'queries', 'operations'] },
  )
  .map(ruleOf);

describe('a rule', () => {
  it("gets JupiterOne's defaults", () => {
    expect(checkRule(minimal)).toEqual({
      name: 'Users',
      description: '',
      queries: [{ name: 'query0', query: QUERY }],
      operations: minimal.operations,
      outputs: ['queries.query0.total', 'alertLevel'],
      pollingInterval: 'ONE_DAY',
      onChange: true,
      notifyOnFailure: true,
      triggerActionsOnNewEntitiesOnly: true,
      ignorePreviousResults: false,
      baseline: false,
      specVersion: 1,
      templates: {},
      tags: [],
      labels: [],
    });
  });

  it('that was checked is the same when checked again, also as it is stored', () => {
    const once = checkRule(minimal);
    expect(checkRule({ ...once, id: 'r', version: 1, createdOn: 1, createdBy: 'x', updatedOn: 1, updatedBy: 'x', state: {} })).toEqual(once);
  });

  const operations = (condition: unknown) => [{ when: { type: 'FILTER', condition }, actions: [] }];
  it.each([
    ['text', /not an object/],
    [{ ...minimal, name: undefined }, /^name is missing/],
    [{ ...minimal, pollingInterval: 'HOURLY' }, /^pollingInterval is "HOURLY"/],
    [{ ...minimal, queries: [{ query: 'FIND zoom_user WIT' }] }, /^queries\.0\.query: .*WITH/],
    [{ ...minimal, queries: [] }, /^queries is empty/],
    [{ ...minimal, questionId: 'q' }, /^queries stands beside/],
    [
      {
        ...minimal,
        queries: [
          { name: 'a', query: QUERY },
          { name: 'a', query: QUERY },
        ],
      },
      /^queries\.1\.name "a"/,
    ],
    [{ ...minimal, querys: 1 }, /^querys is no field/],
    [{ ...minimal, operations: operations(['queries.quer0.total', '>', 0]) }, /there is no query "quer0"/],
    [{ ...minimal, operations: operations('{{queries.admins.total > 0}}') }, /there is no query "admins"/],
    [{ ...minimal, operations: operations(['a', 'like', 'b']) }, /^operations\.0\.when .*no condition/],
    [{ ...minimal, operations: [{ actions: [{ type: 'WEBHOOK', body: { a: '{{x |}}' } }] }] }, /^operations\.0\.actions\.0\.body\.a/],
    [{ ...minimal, operations: [{ actions: Array.from({ length: 51 }, () => ({ type: 'CREATE_ALERT' })) }] }, /more than 50 actions/],
    [{ ...minimal, queries: Array.from({ length: 21 }, () => ({ query: QUERY })) }, /^queries is a list/],
    [{ ...minimal, description: 'x'.repeat(300_000) }, /larger than 256 KB/],
  ])('%# that is wrong is told by path, value and what is allowed', (input, message) => {
    expect(() => checkRule(input)).toThrow(message);
    expect(() => checkRule(input)).toThrow(expect.objectContaining({ code: 'rule-invalid', hint: expect.stringMatching(/./) }));
  });

  it('that contains itself ends', () => {
    const loop: Record<string, unknown> = { ...minimal };
    loop.templates = loop;
    expect(() => checkRule(loop)).toThrow(/in each other/);
  });
});

describe('rules in YAML', () => {
  it('are pleasant', () => {
    const [read] = parseRules(`
rules:
  - name: New Zoom administrator
    severity: critical
    query: FIND zoom_user THAT ASSIGNED zoom_role WITH name = 'Admin'
    population: FIND zoom_user
    only: new
    interval: 1 hour
    actions:
      - alert
      - slack: { channel: soc }
      - tag: { entities: "{{queries.query0.data}}", tags: { admin: true, old: null } }
      - forEach: { items: "{{queries.query0.data}}", as: user, actions: [{ email: { recipients: "{{user.email}}" } }] }
    why: They can do everything.
    remediation: Ask who made them one.
    labels: { team: it }
    tags: [zoom]
`);
    expect(read).toMatchObject({
      name: 'New Zoom administrator',
      pollingInterval: 'ONE_HOUR',
      triggerActionsOnNewEntitiesOnly: true,
      remediationSteps: 'Ask who made them one.',
      labels: [{ labelName: 'team', labelValue: 'it' }],
      operations: [
        {
          when: { type: 'FILTER', condition: ['AND', ['queries.query0.total', '>', 0]] },
          actions: [
            { type: 'SET_PROPERTY', targetProperty: 'alertLevel', targetValue: 'CRITICAL' },
            { type: 'CREATE_ALERT' },
            { type: 'SEND_SLACK_MESSAGE', channel: 'soc' },
            {
              type: 'TAG_ENTITIES',
              tags: [
                { name: 'admin', value: true },
                { name: 'old', value: null },
              ],
            },
            { type: 'FOR_EACH_ITEM', itemRef: 'user', actions: [{ type: 'SEND_EMAIL', recipients: '{{user.email}}' }] },
          ],
        },
      ],
    });
    expect(formatRules([read as RuleInput])).not.toMatch(/operations|SET_PROPERTY/);
  });

  it.each([
    ['queries.admins.total > 3', '{{queries.admins.total > 3}}'],
    [{ all: [['queries.admins.total', '>', 3], 'alertLevel == 1'] }, ['AND', ['queries.admins.total', '>', 3], 'alertLevel == 1']],
    [{ any: [['queries.admins.total', '>', 3], { all: [true, false] }] }, ['OR', ['queries.admins.total', '>', 3], ['AND', true, false]]],
    [
      ['queries.admins.total', '>', 3],
      ['queries.admins.total', '>', 3],
    ],
    [true, true],
  ])('when %j is the condition %j', (when, condition) => {
    const [read] = parseRules(JSON.stringify({ name: 'a', queries: { admins: QUERY }, when }));
    expect(read?.operations[0]?.when).toEqual({ type: 'FILTER', condition });
  });

  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 3 }), (rules) => {
        expect(parseRules(formatRules(rules))).toEqual(rules);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['rules:\n  - name: a\n    query: FIND zoom_user\n    severity: AWFUL\n', /^line 4, column 15, rule "a": severity is "AWFUL"/],
    ['rules:\n  - name: a\n    query: FIND zoom_user\n    actions: [slak]\n', /^line 2, column 5, rule "a": There is no action "slak"/],
    ['rules:\n  - name: a\n    quary: FIND zoom_user\n', /^line 3, column 12, rule "a": quary is no field/],
    ['rules:\n  - name: "a\n', /^line \d+, column \d+: /],
    ['rules: 5', /no list/],
    ['- name: a\n  query: FIND zoom_user\n  interval: sometimes\n', /^line 3, column 13.*interval/],
    [
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
        .split('')
        .map((key, n) => `${key}: &${key} [${Array(10).fill(`*${'abcdefghi'[n]}`).join(',')}]`)
        .join('\n')}\n`,
      /not read/,
    ],
    ['['.repeat(100_000), /in each other/],
    ['- '.repeat(100_000), /in each other/],
    ['x'.repeat(1_000_001), /characters/],
  ])('%# that are wrong say where', (yaml, message) => {
    expect(() => parseRules(yaml)).toThrow(message);
  });
});

describe("rules in JupiterOne's form", () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(rule, (one) => {
        expect(fromJupiterOne(JSON.parse(JSON.stringify({ instance: toJupiterOne(one) })))).toEqual([one]);
      }),
      { numRuns: 300 },
    );
  });

  it('are read as its API gives them', () => {
    const [read] = fromJupiterOne([
      {
        ...minimal,
        queries: undefined,
        id: 'r1',
        accountId: 'a',
        version: 3,
        specVersion: 1,
        latest: true,
        templates: null,
        question: { queries: [{ name: 'query0', query: QUERY, version: null, __typename: 'Q' }], __typename: 'Question' },
        operations: [{ when: null, actions: [{ type: 'CREATE_ALERT', id: 'x' }], __typename: 'O' }],
        labels: [{ labelName: 'a', labelValue: 'b', __typename: 'L' }],
        questionId: null,
        remediationSteps: null,
        __typename: 'R',
      },
    ]);
    expect(read).toEqual({ ...checkRule(minimal), operations: [{ actions: [{ type: 'CREATE_ALERT', id: 'x' }] }], labels: [{ labelName: 'a', labelValue: 'b' }] });
  });

  it('refer to a question', () => {
    expect(fromJupiterOne({ name: 'a', questionId: 'q', question: null, operations: [] })[0]).toMatchObject({ questionId: 'q', queries: [] });
  });

  it('are those of a pack, with what its import sets', () => {
    expect(
      fromJupiterOne([
        { name: 'a', description: 'b', queries: [{ name: 'query0', query: QUERY, version: 'v1' }] },
        { name: 'c', queries: [{ query: QUERY }], alertLevel: 'LOW' },
      ]),
    ).toMatchObject([
      { pollingInterval: 'ONE_DAY', outputs: ['queries.query0.total', 'alertLevel'], operations: [{ actions: [{ targetValue: 'HIGH' }, { type: 'CREATE_ALERT' }] }] },
      { operations: [{ actions: [{ targetValue: 'LOW' }, { type: 'CREATE_ALERT' }] }] },
    ]);
  });
});
