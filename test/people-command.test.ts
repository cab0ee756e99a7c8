import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORGANISATION } from './fixtures/questions-organisation.ts';
import { runCli } from './support/cli.ts';
import { whileServing } from './support/serving.ts';

let home: string;
let file: (name: string, text: string) => Promise<string>;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'graph-zoom-people-'));
  file = async (name, text) => {
    const at = path.join(home, name);
    await writeFile(at, text);
    return at;
  };
  const organisation = await file('organisation.json', JSON.stringify(ORGANISATION));
  expect(await runCli(['import', organisation, '--scope', 'zoom'], { home })).toMatchObject({ code: 0 });
});
afterAll(() => rm(home, { recursive: true, force: true }));

const people = (...args: string[]) => runCli(['people', ...args], { home });
const HEAD = 'Employee ID,Full Name,Work Email,Department,Manager Email,Employment Status,Termination Date,Salary\n';
const ADA = '1,Ada Quill,ada.quill@larch.example,IT,,Active,,100\n';
const BEN = '2,"Osei, Ben",ben.osei@larch.example,IT,ada.quill@larch.example,Terminated,2026-10-31,90\n';

describe('graph-zoom people', () => {
  it('shows in a dry run what would change, and changes nothing', async () => {
    const staff = await file('staff.csv', HEAD + ADA + BEN);
    const { stdout } = await people('import', staff, '--dry-run');
    expect(stdout).toContain('It would create 2, update 0 and remove 0 of 2 employees; nothing was written.');
    expect(stdout).toContain('Left out, for no security graph should hold them: Salary.');
    expect(JSON.parse((await people('status', '--json')).stdout)).toMatchObject({ persons: 0, joined: 0 });
  });

  it('imports, joins, and answers who has left', async () => {
    const staff = await file('staff.csv', HEAD + ADA + BEN);
    const { stdout, code } = await people('import', staff);
    expect(code).toBe(0);
    expect(stdout).toMatch(/2 employees imported: 2 created, 0 updated, 0 removed\./);
    expect(stdout).toMatch(/2 of \d+ Zoom users are one of 2 persons: 2 by email\.\n +1 {2}have left and are still active/);
    expect((await runCli(['questions', 'leavers-active'], { home })).stdout).toMatch(/BAD \(1\)\n.*\nBen Osei /);
    expect((await people('import', staff)).stdout).toMatch(/nothing changed/);
  });

  it('tells a bad row with its line, and imports the others', async () => {
    const { stderr, stdout, code } = await people('import', await file('bad.csv', `${HEAD}${ADA}3,Cara,cara(at)larch.example,,,,,\n1,Ada again,,,,,,\n4,Dev,,,,,31/02/2026,\n,,,IT,,,,\n${BEN}`));
    expect(code).toBe(0);
    expect(stderr.split('\n').filter((line) => line !== '')).toEqual([
      'Line 3 is left out: "cara(at)larch.example" is no e-mail address.',
      'Line 4 is left out: it is the same employee as line 2 (1).',
      'Line 5 is left out: "31/02/2026" is no date that is understood: write 2026-12-31.',
      'Line 6 is left out: it has neither an e-mail address nor an employee id.',
    ]);
    expect(stdout).toContain('nothing changed');
  });

  it('removes whom a whole file does not have any more, and nobody with --partial', async () => {
    const one = await file('one.csv', HEAD + ADA.replace('IT', 'Board'));
    const partial = JSON.parse((await people('import', one, '--partial', '--json')).stdout) as { changes: object };
    expect(partial.changes).toEqual({ created: 0, updated: 1, deleted: 0 });
    expect((await people('import', await file('one.csv', HEAD + ADA), '--dry-run')).stdout).toMatch(/updated +Ada Quill +department: Board -> IT\ndeleted +Ben Osei/);
    const whole = JSON.parse((await people('import', one, '--json')).stdout) as { changes: object; joins: object };
    expect(whole.changes).toEqual({ created: 0, updated: 1, deleted: 1 });
    expect(whole.joins).toMatchObject({ persons: 1, joined: 1, leavers: 0 });
  });

  it('asks for what is not clear, and says what a file lacks', async () => {
    const two = await file('two.csv', 'Work Email,Business Email\nada.quill@larch.example,x@y.example\n');
    expect(await people('import', two)).toMatchObject({ code: 2, stderr: expect.stringContaining('It is not clear which column gives email (Work Email or Business Email).') });
    expect(await people('import', two, '--map', 'email=Work Email')).toMatchObject({ code: 0 });
    expect(await people('import', two, '--map', 'email=Post')).toMatchObject({ code: 2, stderr: expect.stringContaining('The file has no column "Post".') });
    expect(await people('import', await file('none.csv', 'a,b\n1,2\n'))).toMatchObject({ code: 2, stderr: expect.stringContaining('no column with e-mail addresses or employee ids') });
    expect(await people('import', await file('empty.csv', ''))).toMatchObject({ code: 2, stderr: expect.stringContaining('is empty') });
  });

  it('reads JSON and semicolons as well', async () => {
    const json = await file('staff.json', JSON.stringify({ employees: [{ employeeId: '1', name: 'Ada Quill', email: 'ada.quill@larch.example', floor: 3 }] }));
    expect(await people('import', json)).toMatchObject({ code: 0, stdout: expect.stringContaining('Kept under their own names: floor.') });
    expect(await people('import', await file('semi.csv', '\uFEFFE-Mail;Vorname;Nachname\nada.quill@larch.example;Ada;Quill\n'))).toMatchObject({ code: 0, stdout: expect.stringContaining('1 by email') });
  });

  it('does the same while a server has the graph', () =>
    whileServing(async ({ dataDir }) => {
      const there = (...args: string[]) => runCli(args, { home: dataDir });
      await there('import', await file('organisation.json', JSON.stringify(ORGANISATION)), '--scope', 'zoom');
      const { stdout } = await there('people', 'import', await file('staff.csv', HEAD + ADA + BEN));
      expect(stdout).toMatch(/2 employees imported: 2 created, 0 updated, 0 removed\.[\s\S]*2 by email\.\n +1 {2}have left and are still active/);
    }));
});
