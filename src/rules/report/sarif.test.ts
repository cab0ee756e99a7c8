import { describe, expect, it } from 'vitest';
import { asked, finding, inTurn, question, RUN, whole } from '../../../test/support/asked-question.ts';
import { sarifFaults, sarifRun } from '../../../test/support/sarif-schema.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import type { Question } from '../questions/define.ts';
import { QUESTIONS } from '../questions/index.ts';
import type { AskedQuestion } from './ask-for-report.ts';
import { sarifPieces, severestFirst } from './sarif.ts';

const report = async (answers: readonly AskedQuestion[], questions: readonly Question[] = answers.map((one) => one.question)) => sarifRun(await whole(sarifPieces(questions, inTurn(answers), RUN)));
const notes = ({ invocations }: Awaited<ReturnType<typeof report>>) => invocations[0]?.toolExecutionNotifications ?? [];

describe('the schema that reports are held to', () => {
  it('notices what is not SARIF', () => {
    const log = (run: object) => ({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, ...run }] });
    expect(sarifFaults(log({ results: [] }))).toEqual([]);
    for (const wrong of [
      { results: [{}] },
      { results: [{ message: { text: 'x' }, kind: 'bad' }] },
      { invocations: [{ executionSuccessful: 'yes' }] },
      { tool: { driver: { name: 'x', informationUri: 'not a uri' } } },
      { surprise: 1 },
    ])
      expect(sarifFaults(log(wrong)), JSON.stringify(wrong)).not.toEqual([]);
  });
});

describe('a SARIF report', () => {
  it('has a valid rule for every question that ships, within what GitHub shows of one', async () => {
    const { tool, results, automationDetails, invocations } = await report([], QUESTIONS);
    expect(tool.driver).toMatchObject({ name: 'graph-zoom', version: '1.2.3' });
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(QUESTIONS.map(({ id }) => id));
    for (const { properties } of tool.driver.rules) expect(properties.tags.length).toBeLessThanOrEqual(10);
    for (const { title, description } of QUESTIONS) expect(Math.max(title.length, description.length)).toBeLessThanOrEqual(1024);
    expect([results, automationDetails.id]).toEqual([[], 'graph-zoom/larch/']);
    expect(invocations).toEqual([{ executionSuccessful: true, startTimeUtc: '2026-11-25T12:00:00.000Z', endTimeUtc: '2026-11-25T12:01:00.000Z', toolExecutionNotifications: [] }]);
  });

  it('lists bad rows where GitHub looks for them, and the J1QL with the rule', async () => {
    const door = question('front-door');
    const { results, tool } = await report([asked(door, { counts: { bad: 1 }, findings: [finding('Ian Petit', { facts: [{ name: 'Role', text: 'Member' }], query: 'Unlocked' })] })]);
    expect(results).toEqual([
      {
        ruleId: 'front-door',
        ruleIndex: 0,
        kind: 'fail',
        level: 'warning',
        message: { text: 'Is front-door open? Unlocked: Ian Petit. Role: Member.' },
        locations: [
          {
            physicalLocation: { artifactLocation: { uri: 'zoom/users/Ian%20Petit' }, region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 } },
            logicalLocations: [{ name: 'Ian Petit', fullyQualifiedName: 'zoom_user:Ian Petit', kind: 'zoom_user' }],
          },
        ],
        partialFingerprints: { primaryLocationLineHash: 'f'.repeat(32), 'graphZoomFinding/v1': 'f'.repeat(32) },
      },
    ]);
    expect(tool.driver.rules[0]?.help.markdown).toContain('```\nFIND zoom_user AS u RETURN u.displayName AS Name\n```');
  });

  it('weighs administrators most, then security and privacy, and what cannot be bad least', async () => {
    const [order, doors, admins, listed] = [
      question('order', { tags: ['cost'] }),
      question('doors'),
      question('admins', { tags: ['administrators', 'security'] }),
      question('listed', { tags: ['administrators', 'security'], queries: [{ resultsAre: 'INFORMATIVE', query: 'FIND zoom_user' }] }),
    ];
    const { tool } = await report([], severestFirst([order, doors, admins, listed]));
    expect(tool.driver.rules.map(({ id, defaultConfiguration }) => [id, defaultConfiguration.level])).toEqual([
      ['admins', 'error'],
      ['doors', 'warning'],
      ['order', 'note'],
      ['listed', 'note'],
    ]);
  });

  it('never makes a result of what is unknown, accepted, not there or not answered, but says so', async () => {
    const error = new GraphZoomError('query-slow', 'It took longer than 30 s.', { hint: 'Ask for less.' });
    const run = await report([
      asked(question('a'), { counts: { good: 1, bad: 0, unknown: 2 }, accepted: 3 }),
      asked(question('b'), { counts: { good: 0, bad: 0, unknown: 0 }, lacking: ['Person'] }),
      asked(question('c'), { counts: {}, error }),
    ]);
    expect(run.results).toEqual([]);
    expect(run.invocations[0]?.executionSuccessful).toBe(false);
    expect(notes(run).map(({ level, descriptor, associatedRule }) => [level, descriptor.id, associatedRule?.index])).toEqual([
      ['note', 'rows-accepted', 0],
      ['note', 'rows-unknown', 0],
      ['note', 'not-asked', 1],
      ['error', 'not-answered', 2],
    ]);
  });

  it('says where rows were left out, and stops where GitHub would refuse the file', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => finding(`user ${index}`));
    const run = await report([asked(question('a'), { counts: { bad: 90_000 }, findings: many }), asked(question('b'), { counts: { bad: 20_000 }, findings: many })]);
    expect(run.results).toHaveLength(25_000);
    expect(notes(run).map(({ descriptor, message }) => [descriptor.id, message.text.match(/\d+ of \d+|There are \d+/)?.[0]])).toEqual([
      ['rows-left-out', '20000 of 90000'],
      ['rows-left-out', '5000 of 20000'],
      ['many-results', 'There are 25000'],
    ]);
  });

  it('lets no name become a link, a placeholder, or a path out of the folder', async () => {
    const hostile = [
      finding('[reset your password](https://evil.example) {0}'),
      finding('x', { entity: { key: 'zoom_user:..', type: 'zoom_user' } }),
      finding('x', { entity: { key: '../../etc/passwd\ud800', type: '' } }),
    ];
    const { results } = await report([asked(question('a'), { counts: { bad: 3 }, findings: hostile })]);
    expect(results[0]?.message.text).toBe('Is a open? [reset your password] (https://evil.example) { 0}.');
    expect(results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri)).toEqual([
      'zoom/users/%5Breset%20your%20password%5D(https%3A%2F%2Fevil.example)%20%7B0%7D',
      'zoom/users/%2E%2E',
      'zoom/entities/..%2F..%2Fetc%2Fpasswd%EF%BF%BD',
    ]);
  });
});
