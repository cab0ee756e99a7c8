import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide, type QuestionOptions } from '../src/cli/questions/options.ts';
import { QUESTIONS } from '../src/rules/questions/index.ts';
import { VERSION } from '../src/version.ts';
import { runCli } from './support/cli.ts';
import { sarifRun } from './support/sarif-schema.ts';
import { below, xmlTree } from './support/xml-tree.ts';

/** Names that people chose to break a report; each waits for people without a passcode. */
const HOSTILE = ['a ]]> b <script>alert(1)</script> & "c"', 'bell \u0007 escape \u001b[31m next \u0085 turned \u202e', '🎥 会议 Zoë', 'x'.repeat(300), '[link](https://evil.example) {0} | `code`'];

const user = (id: string, displayName: string, passcode: boolean | undefined, more: object = {}) => ({
  _key: `zoom_user:${id}`,
  _type: 'zoom_user',
  _class: ['User'],
  displayName,
  email: [`${id}@larch.example`],
  active: true,
  ...(passcode === undefined ? {} : { meetingSecurityMeetingPassword: passcode }),
  ...more,
});
const ORGANISATION = {
  entities: [
    { _key: 'zoom_account:larch', _type: 'zoom_account', _class: ['Account'], displayName: 'Larch', meetingSecurityWaitingRoom: false, meetingSecurityMeetingPassword: false },
    user('good', 'Ada Quill', true),
    user('unknown', 'Pia Holm', undefined),
    ...HOSTILE.map((name, index) => user(`bad-${index}`, name, false)),
  ],
  relationships: [],
};

let home: string;
const inHome = (file: string) => path.join(home, file);
const questions = (...args: string[]) => runCli(['questions', ...args], { home });
const importAll = async (entities: readonly object[]) => {
  await writeFile(inHome('organisation.json'), JSON.stringify({ entities, relationships: [] }));
  expect(await runCli(['import', inHome('organisation.json'), '--scope', 'larch'], { home })).toMatchObject({ code: 0 });
};

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'graph-zoom-formats-'));
  await importAll(ORGANISATION.entities);
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('graph-zoom questions --format sarif', () => {
  it('writes a valid log of all questions, for its owner only, and fails on what is bad', async () => {
    const { code, stdout, stderr } = await questions('--all', '--fail-on', 'bad', '--out', inHome('findings.sarif'));
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^Wrote .*findings\.sarif\. 127 questions asked: \d+ bad, with \d+ rows; \d+ rows unknown; \d+ questions with nothing to look at\.\n$/);
    expect((await stat(inHome('findings.sarif'))).mode & 0o777).toBe(0o600);
    const { tool, automationDetails, results, invocations } = sarifRun(await readFile(inHome('findings.sarif'), 'utf8'));
    expect([tool.driver.version, automationDetails.id, invocations[0]?.executionSuccessful]).toEqual([VERSION, 'graph-zoom/larch/', true]);
    expect(tool.driver.rules).toHaveLength(QUESTIONS.length);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    const fingerprints = results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
    expect(new Set(fingerprints).size).toBe(results.length);
    const unasked = invocations[0]?.toolExecutionNotifications.filter(({ descriptor }) => descriptor.id === 'not-asked').map(({ associatedRule }) => associatedRule?.id);
    expect(unasked).toContain('leavers-active');
  });

  it('names who is meant, in one line that does nothing to whoever reads it', async () => {
    const { results } = sarifRun((await questions('passcode-off', '--format', 'sarif')).stdout);
    expect(results.map(({ locations }) => locations[0]?.logicalLocations[0]?.fullyQualifiedName).sort()).toEqual(HOSTILE.map((_, index) => `zoom_user:bad-${index}`));
    expect(results.map(({ message }) => message.text).sort()).toEqual(
      [
        'Whose meetings need no passcode? a ]]> b <script>alert(1)</script> & "c" (bad-0@larch.example).',
        'Whose meetings need no passcode? bell \ufffd escape \ufffd[31m next \ufffd turned \ufffd (bad-1@larch.example).',
        'Whose meetings need no passcode? 🎥 会议 Zoë (bad-2@larch.example).',
        `Whose meetings need no passcode? ${'x'.repeat(300)} (bad-3@larch.example).`,
        'Whose meetings need no passcode? [link] (https://evil.example) { 0} | `code` (bad-4@larch.example).',
      ].sort(),
    );
  });

  it('lists at most --limit rows of a question, and says that it does', async () => {
    const { results, invocations } = sarifRun((await questions('passcode-off', '--format', 'sarif', '--limit', '2')).stdout);
    expect(results).toHaveLength(2);
    expect(invocations[0]?.toolExecutionNotifications).toContainEqual(expect.objectContaining({ descriptor: { id: 'rows-left-out' }, message: { text: expect.stringContaining('2 of 5 bad rows') } }));
  });
});

describe('graph-zoom questions --format junit', () => {
  it('writes a well-formed document in which what is bad fails, and what is not known is skipped', async () => {
    expect(await questions('--all', '--tag', 'meetings', '--out', inHome('findings.xml'))).toMatchObject({ code: 0, stdout: '' });
    const cases = below(xmlTree(await readFile(inHome('findings.xml'), 'utf8')), 'testcase');
    const outcomes = new Map(cases.map(({ attributes, children }) => [attributes.name?.split(':')[0], children.at(-1)]));
    expect(outcomes.get('passcode-off')?.attributes).toEqual({ message: '5 bad, 1 good, 1 unknown', type: 'bad' });
    expect(outcomes.get('passcode-off')?.text).toContain('- a ]]> b <script>alert(1)</script> & "c" (bad-0@larch.example)\n- bell \ufffd escape');
    expect(outcomes.get('waiting-room-off')).toMatchObject({ name: 'skipped', attributes: { type: 'unknown' } });
  });
});

describe('graph-zoom questions --format markdown and json', () => {
  it('writes a table in which no name is markup', async () => {
    const { stdout } = await questions('passcode-off', '--format', 'markdown');
    expect(stdout).toMatch(/^## Whose meetings need no passcode\?\n\n.*\n\n### BAD \(5\)\n\n\| Name \| E-mail /);
    expect(stdout).toContain('a \\]\\]&gt; b &lt;script&gt;');
    expect(stdout).toContain('\\[link\\](https://evil.example) {0} \\| \\`code\\`');
    expect((await questions('--all', '--tag', 'phone', '--format', 'markdown')).stdout).toMatch(/^\| question \| id \| good \| bad \| unknown \| listed \|\n/);
  });

  it('writes with --out what --json prints', async () => {
    const { stdout } = await questions('passcode-off', '--json');
    expect(await questions('passcode-off', '--out', inHome('one.json'))).toMatchObject({ code: 0, stdout: '' });
    expect(JSON.parse(await readFile(inHome('one.json'), 'utf8'))).toEqual(JSON.parse(stdout));
  });
});

describe('a baseline', () => {
  it('accepts what there is, so that only what is new fails', async () => {
    const accepted = inHome('accepted.json');
    const meetings = (...more: string[]) => questions('--all', '--tag', 'meetings', '--search', 'passcode', ...more);
    expect(await meetings('--write-baseline', accepted)).toMatchObject({ code: 0 });
    expect(await readFile(accepted, 'utf8')).not.toMatch(/larch|Zoë/);
    expect(await meetings('--baseline', accepted, '--fail-on', 'bad')).toMatchObject({ code: 0, stdout: expect.stringMatching(/\npasscode-off +1 +0 +5 +1 *\n/) });
    expect(await meetings('--baseline', accepted, '--fail-on', 'unknown')).toMatchObject({ code: 3 });

    await importAll([...ORGANISATION.entities, user('new', 'Sam Young', false)]);
    expect(await meetings('--baseline', accepted, '--fail-on', 'bad', '--out', inHome('new.sarif'))).toMatchObject({ code: 3 });
    const { results, invocations } = sarifRun(await readFile(inHome('new.sarif'), 'utf8'));
    expect(results.map(({ ruleId, locations }) => [ruleId, locations[0]?.logicalLocations[0]?.fullyQualifiedName])).toEqual([['passcode-off', 'zoom_user:new']]);
    expect(invocations[0]?.toolExecutionNotifications.map(({ message }) => message.text)).toContain('Whose meetings need no passcode? Accepted by the baseline: 5.');
  });

  it('that is none, or is not there, is an error that says so', async () => {
    await writeFile(inHome('wrong.json'), '{"graphZoomBaseline":2}');
    expect(await questions('--all', '--baseline', inHome('wrong.json'))).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('no baseline that this version knows') });
    expect(await questions('--all', '--baseline', inHome('nowhere.json'))).toMatchObject({ code: 2, stderr: expect.stringContaining('--write-baseline') });
  });
});

describe('what does not go together', () => {
  it.each<[string | undefined, QuestionOptions, string]>([
    [undefined, { all: true, out: 'findings.txt' }, 'findings.txt'],
    [undefined, { all: true, format: 'table', out: 'findings.xml' }, 'terminal'],
    [undefined, { all: true, json: true, format: 'sarif' }, '--json'],
    [undefined, { out: 'findings.xml' }, '--out'],
    [undefined, { format: 'junit' }, 'junit'],
    [undefined, { writeBaseline: 'accepted.json' }, '--write-baseline'],
    ['passcode-off', { baseline: 'accepted.json' }, '--baseline'],
    ['passcode-off', { show: true, out: 'one.md' }, '--out'],
  ])('is refused: %s %j', (id, options, says) => {
    expect(() => decide(id, options)).toThrow(says);
  });

  it.each([
    ['a.sarif', 'sarif'],
    ['a.sarif.json', 'sarif'],
    ['a.json', 'json'],
    ['A.XML', 'junit'],
    ['a.md', 'markdown'],
  ])('the name %s means %s', (out, format) => {
    expect(decide(undefined, { all: true, out })).toEqual({ do: 'many', format });
  });

  it('leaves no file where none can be written', async () => {
    expect(await questions('passcode-off', '--out', inHome('nowhere/findings.sarif'))).toMatchObject({ code: 2, stderr: expect.stringContaining('Cannot write') });
    expect((await readdir(home)).filter((file) => file.endsWith('.part'))).toEqual([]);
  });
});
