import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './support/cli.ts';
import { whileServed } from './support/served-home.ts';

let directory: string;

const user = (name: string, isAdmin: boolean) => ({ _key: `zoom_user:${name}`, _type: 'zoom_user', _class: ['User'], displayName: name, isAdmin });
/** As JupiterOne writes a rule. */
const RULE = {
  name: 'Too many administrators',
  description: 'More than the company agreed on.',
  specVersion: 1,
  pollingInterval: 'DISABLED',
  notifyOnFailure: false,
  triggerActionsOnNewEntitiesOnly: false,
  ignorePreviousResults: false,
  templates: {},
  outputs: ['alertLevel'],
  tags: [],
  labels: [],
  question: { queries: [{ name: 'query0', query: 'FIND zoom_user WITH isAdmin = true', version: 'v1', includeDeleted: false }] },
  operations: [{ when: { type: 'FILTER', condition: '{{queries.query0.total > 0}}' }, actions: [{ type: 'SET_PROPERTY', targetProperty: 'alertLevel', targetValue: 'HIGH' }, { type: 'CREATE_ALERT' }] }],
};

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-alerting-'));
  await writeFile(path.join(directory, 'graph.json'), JSON.stringify({ entities: [user('Ada Quill', true), user('Ben Osei', false)] }));
  await writeFile(path.join(directory, 'admins.json'), JSON.stringify([RULE]));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const NAME = RULE.name;
const STORY: readonly (readonly string[])[] = [
  ['rules', 'list'],
  ['alerts', 'list'],
  ['channels', 'list'],
  ['rules', 'packs', 'enable', 'new-administrator', '--channel', 'log'],
  ['rules', 'packs', 'enable', 'owner-changed', 'new-administrator', '--channel', 'log=file', '--interval', 'ONE_WEEK'],
  ['rules', 'packs', 'enable', 'owner-changed'],
  ['rules', 'packs', 'disable', 'privilege'],
  ['rules', 'test', 'admins.json', '--fail-on-findings'],
  ['rules', 'create', 'admins.json'],
  ['rules', 'create', 'admins.json'],
  ['rules', 'import', 'admins.json'],
  ['rules', 'run', 'too many', '--fail-on-findings'],
  ['rules', 'run', 'nothing like it'],
  ['rules', 'list'],
  ['rules', 'show', 'too many'],
  ['alerts', 'list', '--fail-on-findings'],
  ['alerts', 'show', NAME],
  ['alerts', 'list', '--json'],
  ['alerts', 'snooze', NAME, '--for', '2h'],
  ['alerts', 'dismiss', NAME, '--reason', 'agreed'],
  ['alerts', 'list'],
  ['rules', 'export', 'too many', '--format', 'jupiterone'],
  ['channels', 'add', 'hook', '--kind', 'webhook', '--set', 'token=s3cr3t'],
  ['rules', 'remove', 'too many'],
];

/** What passes while a test runs, and what is made anew each time. */
const timeless = (text: string): string =>
  text
    .replace(/\b\d+ seconds? ago|\bnow\b|\bnever\b/g, 'AGO')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'TIME')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
    .replace(/(?:show|dismiss) [0-9a-f]{8}\b/g, 'ID')
    .replace(/\b\d+\.\d s\b/g, 'SPAN')
    .replace(/"durationMs":[\d.]+/g, 'SPAN')
    .replace(/\b\d{13}\b/g, 'TIME')
    .replace(/ {2,}/g, '  ');

describe('rules, alerts and channels', () => {
  it('do the same with and without a server', async () => {
    const all = async (home: string) => {
      const results: string[] = [];
      for (const args of STORY) {
        const { code, stdout, stderr } = await runCli(args, { home, cwd: directory });
        results.push(timeless(`${args.join(' ')}\n${stdout}${stderr}[${code}]`));
      }
      return results;
    };
    const importing = (home: string) => runCli(['import', 'graph.json', '--scope', 'test'], { home, cwd: directory });
    const homes = [path.join(directory, 'alone'), path.join(directory, 'served')] as const;
    for (const home of homes) expect((await importing(home)).code).toBe(0);
    const [alone, served] = await Promise.all([all(homes[0]), whileServed(homes[1], () => all(homes[1]))]);
    for (const [index, told] of alone.entries()) expect(served[index]).toBe(told);
    const told = alone.join('\n');
    if (process.env.SHOW) console.log(told);
    expect(alone[0]).toMatch(/No rules yet\. Enable the ready ones: .*graph-zoom rules packs enable --all\n\[0\]/);
    expect(alone[1]).toContain('there are no rules yet');
    expect(alone[3]).toMatch(/There is no channel "log"[\s\S]*\[2\]/);
    expect(alone[4]).toContain('2 enabled.');
    expect(alone[5]).toContain('1 as they were.');
    expect(alone[7]).toMatch(/query0: 1[\s\S]*Ada Quill[\s\S]*holds[\s\S]*CREATE_ALERT[\s\S]*\[3\]/);
    expect(alone[9]).toMatch(/already[\s\S]*\[1\]/);
    expect(alone[10]).toContain('0 created, 0 changed, 1 as they were.');
    expect(alone[11]).toMatch(/opened[\s\S]*\[3\]/);
    expect(alone[15]).toMatch(/high +active +Too many administrators[\s\S]*\[3\]/);
    expect(alone[16]).toMatch(/Who it is about \(1\)\n +Ada Quill/);
    expect(alone[19]).toContain('Dismissed "Too many administrators".');
    expect(alone[20]).toContain('No active alerts.');
    expect(alone[22]).toMatch(/token is a secret[\s\S]*\[2\]/);
    expect(told).not.toContain('s3cr3t [');
  });
});
