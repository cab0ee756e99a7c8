import { describe, expect, it } from 'vitest';
import { renderAlert, renderAlerts } from '../src/cli/render/alerts.ts';
import { renderDeliveries } from '../src/cli/render/deliveries.ts';
import { renderEvaluations, renderHistory } from '../src/cli/render/evaluations.ts';
import { renderDisabled, renderEnabled } from '../src/cli/render/packs.ts';
import { renderRule, renderRules } from '../src/cli/render/rules.ts';
import { renderTrial } from '../src/cli/render/trial.ts';
import type { Alert, Evaluation, Rule } from '../src/rules/alerting.ts';
import { packRule, toRuleInput } from '../src/rules/packs/index.ts';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const HOUR = 3_600_000;
const member = (name: string, properties: { name: string; old?: string; new?: string }[] = []) => ({ identity: name, name, firstSeen: NOW - 2 * HOUR, lastSeen: NOW, properties });

const evaluation = (more: Partial<Evaluation> = {}): Evaluation => ({
  id: 'e1',
  ruleId: 'r1',
  ruleVersion: 1,
  cause: 'data-changed',
  startedOn: NOW - 1200,
  endedOn: NOW,
  status: 'done',
  queries: [
    {
      name: 'query0',
      total: 3,
      status: 'done',
      durationMs: 4,
      entered: [member('Ada Quill')],
      left: [],
      changed: [
        member('Ben Osei\u001b[31m', [
          { name: 'status', old: 'active', new: 'inactive' },
          { name: 'dept', new: 'IT' },
        ]),
      ],
      counts: { entered: 3, left: 0, changed: 1 },
      rawDataKey: 'k',
    },
  ],
  population: 120,
  conditions: [{ condition: '{{queries.query0.total > 0}}', met: true }],
  met: true,
  actions: [
    { actionId: 'a', action: { type: 'CREATE_ALERT' }, status: 'done', reason: 'condition-met' },
    { actionId: 'b', action: { type: 'WEBHOOK', channel: 'soc' }, status: 'failed', reason: 'There is no channel "soc".' },
  ],
  outputs: [],
  transition: 'opened',
  reason: 'condition-met',
  ...more,
});
const alert: Alert = {
  id: '3f2a0000-aaaa',
  ruleId: 'r1',
  ruleName: 'Somebody became an administrator',
  ruleVersion: 1,
  level: 'HIGH',
  status: 'ACTIVE',
  createdOn: NOW - HOUR,
  lastUpdatedOn: NOW,
  last: evaluation(),
  lastMetOn: NOW,
  found: [member('Ada Quill', [])],
  foundCount: 3,
  story: [],
  remediationSteps: 'Ask.\nThen act.',
};
const rule: Rule = {
  ...toRuleInput(packRule('new-administrator')),
  id: 'r1',
  version: 2,
  createdOn: NOW,
  createdBy: 'ada',
  updatedOn: NOW - HOUR,
  updatedBy: 'ada',
  state: { latestAlertId: '3f2a0000-aaaa', latestAlertIsActive: true, lastEvaluationEndOn: NOW - HOUR },
};

describe('an alert', () => {
  it('says who entered and what changed from what to what, since when, and what to do', () => {
    const told = renderAlert(alert, { why: 'Because.', history: [evaluation()] }, NOW);
    for (const words of [
      'found      3 of 120, 3 new, 1 changed',
      'Who it is about (3)',
      'Ada Quill, since 2 hours ago',
      '... and 2 more.',
      'status: active → inactive',
      'dept: nothing → IT',
      'Why\nBecause.',
      'What to do\nAsk.\nThen act.',
      'Lately',
      'alerts dismiss 3f2a0000',
    ])
      expect(told).toContain(words);
    expect(told).not.toContain('\u001b'); // names come from strangers, and a pipe gets no colour
  });
  it('says that it was dismissed, by whom and why, or sleeps', () => {
    expect(renderAlert({ ...alert, status: 'DISMISSED', dismissedOn: NOW, dismissedBy: 'ada', dismissReason: 'known' }, { history: [] }, NOW)).toMatch(/dismissed {2}now .*by ada\nbecause {4}known/);
    const sleeping = { ...alert, snoozedUntil: NOW + HOUR };
    expect(renderAlert(sleeping, { history: [] }, NOW)).toContain('told again');
    expect(renderAlerts([alert, sleeping, { ...alert, status: 'INACTIVE', endReason: 'AUTO_CLEARED' }], NOW)).toMatch(/high +active .*\nhigh +snoozed .*\nhigh +cleared /);
  });
});

describe('a rule', () => {
  it('is told in one line, and whole', () => {
    expect(renderRules([rule], NOW)).toMatch(/Somebody became an administrator +high +daily +1 hour ago +active +r1/);
    const told = renderRule(rule, NOW);
    for (const words of ['FIND zoom_user WITH isAdmin = true', 'when {{queries.query0.total > 0}}', 'CREATE_ALERT', 'what is new, and not of what the first evaluation finds', 'pack:zoom/new-administrator'])
      expect(told).toContain(words);
  });
  it('says what a run found and why an action failed', () => {
    const told = renderEvaluations([evaluation(), evaluation({ ruleId: 'r2', status: 'failed', error: 'The query took too long.', transition: 'none' })], new Map([['r1', 'One']]));
    expect(told).toMatch(/One +3 of 120, 3 new, 1 changed +opened +1 done, 1 failed/);
    expect(told).toContain('One: WEBHOOK: There is no channel "soc".');
    expect(told).toContain('r2: The query took too long.');
    expect(renderHistory([evaluation({ transition: 'none', reason: 'still-true' })])).toMatch(/data changed +1\.2 s +3 of 120.*still-true/);
  });
  it('says what it would do', () => {
    const trial = {
      queries: [
        {
          name: 'query0',
          columns: ['Name', 'Logins'],
          rows: [
            { Name: 'Ada', Logins: 3 },
            { Name: 'Ben', Logins: 12 },
          ],
          total: 2,
        },
      ],
      conditions: [{ condition: ['AND', 1], met: true }],
      met: true,
      actions: [
        { action: { type: 'WEBHOOK', channel: 'soc' }, message: 'High: two\nAda' },
        { action: { type: 'SEND_TO_S3' }, error: 'It is not done.' },
      ],
      outputs: [{ name: 'alertLevel', value: 'HIGH' }],
    };
    const told = renderTrial('Ours', trial, 1);
    for (const words of ['Ours\n\nquery0: 2\nName  Logins\nAda        3\n... and 1 more', 'holds: ["AND",1]', 'WEBHOOK channel soc\n  High: two\n  Ada', 'SEND_TO_S3\n  It is not done.', 'alertLevel: HIGH'])
      expect(told).toContain(words);
    expect(renderTrial('Ours', { ...trial, met: false }, 1)).toContain('Nothing would be done.');
  });
});

it('packs say what came of them, and what people changed', () => {
  const one = { id: 'a', name: 'A', ruleId: 'r', kept: [] };
  expect(
    renderEnabled([
      { ...one, outcome: 'created' },
      { ...one, outcome: 'updated', kept: ['why'] },
      { ...one, outcome: 'unchanged' },
    ]),
  ).toMatch(/^Enabled "A".\nBrought "A" up to date.\n"A" keeps what was changed: why.\n1 enabled, 1 brought up to date, 1 as they were.\nNext: /);
  expect(
    renderDisabled([
      { ...one, outcome: 'disabled' },
      { ...one, outcome: 'not-enabled' },
    ]),
  ).toBe('Disabled "A".\n1 disabled, 1 never enabled.');
});

it('a delivery says where it goes, how often it was tried, and why it failed', () => {
  const told = renderDeliveries([{ id: 'd1', key: 'k', status: 'pending', attempts: 2, createdOn: NOW - HOUR, nextOn: NOW + HOUR, reason: 'HTTP 503', kind: 'webhook', channel: 'soc' }], NOW);
  expect(told).toMatch(/d1 +1 hour ago +soc \(webhook\) +pending +2 +HTTP 503; again in 1 hour/);
});
