import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../src/app.ts';
import { systemClock } from '../src/lib/clock.ts';
import { createAccountQuestions } from '../src/rules/account-questions.ts';
import { QUESTIONS } from '../src/rules/questions/index.ts';
import { ORGANISATION } from './fixtures/questions-organisation.ts';
import { runCli } from './support/cli.ts';

let home: string;

/** The organisation of the questions, imported. What is asked here does not depend on the day. */
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'graph-zoom-questions-'));
  const file = path.join(home, 'organisation.json');
  await writeFile(file, JSON.stringify({ entities: ORGANISATION.entities, relationships: ORGANISATION.relationships }));
  expect(await runCli(['import', file, '--scope', 'zoom'], { home })).toMatchObject({ code: 0 });
});
afterAll(() => rm(home, { recursive: true, force: true }));

const questions = (...args: string[]) => runCli(['questions', ...args], { home });

describe('graph-zoom questions', () => {
  it('lists all, and those with all tags and words given', async () => {
    expect(JSON.parse((await questions('--json')).stdout)).toEqual(JSON.parse(JSON.stringify(QUESTIONS)));
    const { stdout } = await questions('--tag', 'administrators', '--tag', 'sign-in', '--search', 'Single sign-on');
    expect(stdout).toMatch(/^id +title\nadministrators-with-password .*\nadministrators-without-sso .*\n\nTags: administrators, security, sign-in\n$/);
    expect(await questions('--search', 'quantum')).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('No question has all of this') });
  });

  it('asks one, and shows what is bad first, then what is unknown and what is good', async () => {
    const { code, stdout } = await questions('passcode-off');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Whose meetings need no passcode\?\nThe number of a meeting/);
    expect(stdout).toMatch(/\n\nGOOD \(13\)\nName +E-mail\n/);
    expect(stdout).toMatch(/\n\nBAD \(2\)\nName .*\nIan Petit +ian\.petit@larch\.example +Member +Sales +2026-08-1\d \d\d:\d\d\nSam Young .*\n\nUNKNOWN \(2\)\nName .*\nJo Baker .*\nPia Holm .*\n\nGOOD \(13\)\n/);
  });

  it('leaves rows out beyond the limit, but never with --json', async () => {
    expect((await questions('passcode-off', '--limit', '1')).stdout).toMatch(/BAD \(2\)\nName .*\nIan Petit .*\n\.\.\. and 1 more;/);
    const { answers } = JSON.parse((await questions('passcode-off', '--limit', '1', '--json')).stdout) as { answers: { resultsAre: string; count: number; rows: { Name: string }[] }[] };
    expect(answers.map(({ resultsAre, count, rows }) => [resultsAre, count, rows.length])).toEqual([
      ['GOOD', 13, 13],
      ['BAD', 2, 2],
      ['UNKNOWN', 2, 2],
    ]);
  });

  it('shows the J1QL in place of asking, also before anything was collected', async () => {
    const { stdout } = await runCli(['questions', 'deleted-users-this-week', '--show'], { home: path.join(home, 'nothing') });
    expect(stdout).toMatch(/INFORMATIVE \(asked with --include-deleted\)\nFIND zoom_user WITH _deleted = true /);
  });

  it('asks all in numbers', async () => {
    const { stdout } = await questions('--all', '--tag', 'phone');
    expect(stdout).toBe(
      `${['id                  good  bad  unknown  listed', 'phone-passcode-off    15    1        1', 'toll-free-dial-in     14    2        1', 'third-party-audio     15    1        1', 'zoom-phone-users                     1       2'].join('\n')}\n`,
    );
    expect(JSON.parse((await questions('--all', '--tag', 'phone', '--json')).stdout)).toContainEqual({ id: 'third-party-audio', title: expect.any(String), counts: { good: 15, bad: 1, unknown: 1 } });
  });

  it('ends with exit code 3 where something is bad and that was asked for', async () => {
    expect(await questions('passcode-off', '--fail-on', 'bad')).toMatchObject({ code: 3 });
    expect(await questions('--all', '--tag', 'phone', '--fail-on', 'bad')).toMatchObject({ code: 3 });
    expect(await questions('users-by-status', '--fail-on', 'bad')).toMatchObject({ code: 0 });
  });

  it('says what was meant by a wrong id or tag, and refuses what cannot be done', async () => {
    expect(await questions('pascode-off')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Did you mean passcode-off?') });
    expect(await questions('everything')).toMatchObject({ code: 2, stderr: expect.stringContaining('questions`') });
    expect(await questions('--tag', 'admins')).toMatchObject({ code: 2, stderr: expect.stringContaining('administrators') });
    expect(await questions('passcode-off', '--all')).toMatchObject({ code: 2, stderr: expect.stringContaining('either the id') });
    expect(await questions('--fail-on', 'bad')).toMatchObject({ code: 2, stderr: expect.stringContaining('--all') });
    expect(JSON.parse((await questions('nobody', '--json')).stdout)).toMatchObject({ error: { code: 'usage' } });
  });

  it('asks those of the account beside them, and one that cannot be asked keeps no other from it', async () => {
    const { records, close } = await openStore(home);
    const own = createAccountQuestions({ records, clock: systemClock });
    const { id } = await own.create({
      title: 'Who must not be here?',
      name: 'unwanted',
      tags: ['own'],
      queries: [{ query: 'FIND zoom_user WITH displayName = {{who}}', resultsAre: 'BAD' }],
      variables: [{ name: 'who', default: 'Ian Petit' }],
    });
    await own.create({ title: 'Who is it?', tags: ['own'], queries: [{ query: 'FIND zoom_user WITH displayName = {{nobody}}' }] });
    await close();

    expect((await questions('--tag', 'own')).stdout).toMatch(/^id +title\n[0-9a-f-]{36} +Who is it\?\nunwanted +Who must not be here\?\n\nTags: own\n$/);
    expect(await questions('unwanted', '--fail-on', 'bad')).toMatchObject({ code: 3, stdout: expect.stringMatching(/BAD \(1\)\ndisplayName .*\nIan Petit /) });
    expect((await questions('Who must not be here?', '--param', 'who=Sam Young')).stdout).toContain('Sam Young');
    const counted = await questions('--all', '--tag', 'own', '--json');
    expect([counted.code, JSON.parse(counted.stdout)]).toEqual([
      4,
      [
        { id: expect.any(String), title: 'Who is it?', counts: {}, error: { code: 'query-invalid', message: expect.stringContaining('nobody'), hint: expect.any(String) } },
        { id, name: 'unwanted', title: 'Who must not be here?', counts: { bad: 1 } },
      ],
    ]);
    const { runs } = JSON.parse((await questions('unwanted', '--format', 'sarif')).stdout);
    expect(runs[0].results).toMatchObject([{ ruleId: id, message: { text: expect.stringContaining('Ian Petit') }, locations: [{ logicalLocations: [{ kind: 'zoom_user' }] }] }]);
  });

  it('says so where nothing was collected yet', async () => {
    expect(await runCli(['questions', 'users-by-status'], { home: path.join(home, 'nothing') })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('INFORMATIVE (0)'),
      stderr: expect.stringContaining('Nothing was collected yet'),
    });
  });
});
