import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createDesk } from '../src/api/alerting/create-desk.ts';
import type { AlertDesk } from '../src/api/alerting/desk.ts';
import { startServer } from '../src/api/server.ts';
import { remoteDesk } from '../src/cli/administration/remote-desk.ts';
import type { Caller, Role } from '../src/platform/platform.ts';
import { connectTo } from '../src/remote/connection.ts';
import { createAccountQuestions } from '../src/rules/account-questions.ts';
import { packRule, toRuleInput } from '../src/rules/packs/index.ts';
import { createPlainAlerting, type PlainAlerting } from './support/plain-alerting.ts';
import { ADA, withPlatform } from './support/platform.ts';
import { type Reply, type Sent, send } from './support/serving.ts';

interface Bench extends PlainAlerting {
  /** Of this process, which owns the store, and over the API of a server. */
  readonly desk: AlertDesk;
  readonly url: string;
  readonly keys: Readonly<Record<Role, string>>;
  ask(path: string, sent?: Sent): Promise<Reply>;
  audit(): Promise<string[]>;
}

const ME: Caller = { ...ADA, name: 'cli' };

/** The same work at a desk of its own kind; each has a store and rules of its own. */
async function atDesk(kind: 'own' | 'remote', work: (bench: Bench) => Promise<void>): Promise<void> {
  await withPlatform(async ({ store, platform, clock, directory }) => {
    const plain = createPlainAlerting();
    const unused = () => Promise.reject(new Error('not used here'));
    const log = pino({ level: 'silent' });
    const server = await startServer(
      { store, platform, clock, ...plain, questions: createAccountQuestions({ records: store.records, clock }), log, account: undefined, dataDir: directory, run: unused, stopRun: unused, probe: unused },
      { host: '127.0.0.1', port: 0, allowedHosts: [] },
    );
    const keys = {} as Record<Role, string>;
    for (const role of ['reader', 'operator', 'administrator'] as const) keys[role] = (await platform.keys.create({ name: role === 'administrator' ? 'cli' : role, role }, ADA)).secret;
    const connection = connectTo({ url: new URL(server.url), key: keys.administrator });
    const parts = { ...plain, records: store.records, audit: platform.audit, settle: () => plain.outbox.flush() };
    try {
      await work({
        ...plain,
        desk: kind === 'own' ? createDesk(parts, ME) : remoteDesk(connection),
        url: server.url,
        keys,
        ask: (path, { as, ...sent } = {}) => send(`${server.url}${path}`, { ...(as === undefined ? {} : { key: keys[as] }), ...sent }),
        audit: async () => (await platform.audit.list({ limit: 1000 })).items.filter(({ action }) => !/^(?:key|login)/.test(action)).map(({ action, target, who, outcome }) => `${who} ${action} ${target} ${outcome}`),
      });
    } finally {
      await connection.close();
      await server.close();
    }
  });
}

const INPUT = toRuleInput(packRule('new-administrator'));
const told = (error: unknown) => (error instanceof Error ? { code: (error as Error & { code?: string }).code, message: error.message, hint: (error as Error & { hint?: string }).hint } : error);
const timeless = (value: unknown) => JSON.parse(JSON.stringify(value ?? null).replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]+/g, 'ID')) as unknown;

/** All that a desk can do, with what it answered, errors too. */
async function story({ desk, audit }: Bench): Promise<unknown[]> {
  const answers: unknown[] = [];
  const note = async <T>(doing: Promise<T>): Promise<T | undefined> => {
    try {
      const answer = await doing;
      answers.push(answer);
      return answer;
    } catch (error) {
      answers.push(told(error));
      return undefined;
    }
  };
  await note(desk.rules());
  await note(desk.enablePacks({ rules: ['new-administrator'], channel: { name: 'soc' } }));
  await note(desk.saveChannel({ name: 'soc', kind: 'webhook', config: { url: 'https://a.example', secret: 's3cr3t' } }));
  await note(desk.saveChannel({ name: 'broken', kind: 'webhook', config: {} }));
  await note(desk.enablePacks({ rules: ['new-administrator', 'owner-changed'], channel: { name: 'soc' }, interval: 'ONE_HOUR' }));
  await note(desk.enablePacks({ rules: ['new-administrator'] }));
  await note(desk.enablePacks({ rules: ['privilige'] }));
  const [first] = (await note(desk.rules())) ?? [];
  const id = first?.id as string;
  await note(desk.rule(id));
  await note(desk.rule('nothing/at all'));
  await note(desk.updateRule(id, { why: 'Ours.' }, 1));
  await note(desk.updateRule(id, { why: 'Theirs.' }, 1));
  await note(desk.enablePacks({ rules: 'all', interval: 'ONE_DAY', only: 'every' }));
  await note(desk.disablePacks(['privilege', 'meetings']));
  await note(desk.enablePacks({ rules: ['new-administrator'] }));
  await note(desk.createRule({ ...INPUT, name: 'Ours', origin: 'mine' }));
  await note(desk.createRule({ ...INPUT, name: 'Ours' }));
  await note(desk.testRule(INPUT));
  await note(desk.runRule(id));
  await note(desk.runRule('nothing'));
  await note(desk.ruleHistory(id, { limit: 5 }));
  await note(desk.ruleHistory('nothing', {}));
  await note(desk.runDue().then((evaluations) => evaluations.length));
  const page = await note(desk.alerts({ status: 'ACTIVE', limit: 2 }));
  await note(desk.alerts({ status: 'ACTIVE', limit: 2, cursor: page?.cursor ?? '' }));
  await note(desk.dismissAlert('alert-Ours', 'known'));
  await note(desk.dismissAlert('nothing', 'known'));
  await note(desk.snoozeAlert('alert-Ours', 9_999));
  await note(desk.alert('alert-Ours'));
  await note(desk.deliveries({ status: 'failed', limit: 1 }));
  await note(desk.retryDelivery('delivery-Ours'));
  await note(desk.retryDelivery('nothing'));
  await note(desk.channels());
  await note(desk.testChannel('soc'));
  await note(desk.testChannel('broken'));
  await note(desk.testChannel('nothing'));
  await note(desk.removeChannel('soc'));
  await note(desk.removeRule(id));
  await note(desk.removeRule(id));
  answers.push(await audit());
  return answers.map(timeless);
}

describe('the desk of rules, alerts, channels and deliveries', () => {
  it('is the same for whoever owns the store and over the API of a server, in answers, errors and audit log', async () => {
    const answers: Record<string, unknown[]> = {};
    for (const kind of ['own', 'remote'] as const)
      await atDesk(kind, async (bench) => {
        answers[kind] = await story(bench);
        expect(JSON.stringify(answers[kind])).not.toContain('s3cr3t');
        expect(bench.sent).toHaveLength(1);
      });
    for (const [index, answer] of (answers.own as unknown[]).entries()) expect(answers.remote?.[index]).toEqual(answer);
    const [empty, noChannel, , , enabled, again, mistyped] = answers.own as unknown[];
    expect(empty).toEqual([]);
    expect(noChannel).toMatchObject({ code: 'channel-invalid', hint: expect.stringContaining('--channel soc=slack') });
    expect(enabled).toMatchObject([{ outcome: 'created' }, { outcome: 'created' }]);
    expect(again).toMatchObject([{ outcome: 'unchanged', kept: [] }]); // also with what was wanted the first time
    expect(mistyped).toMatchObject({ code: 'usage', hint: 'Did you mean privilege?' });
    const audit = (answers.own as unknown[]).at(-1) as string[];
    expect(audit).toContain('cli channel.test broken failed');
    expect(audit).toContain('cli alert.dismiss Ours done');
    expect(audit).toContain('cli rule.create Somebody became an administrator done');
  });

  it('says over HTTP what is wrong with what it is sent', () =>
    atDesk('remote', async ({ ask }) => {
      const refused = async (path: string, body?: unknown, method?: string) => {
        const { status, json } = await ask(path, { as: 'administrator', ...(body === undefined ? {} : { body }), ...(method === undefined ? {} : { method }) });
        return [status, json.error.message] as const;
      };
      expect(await refused('/api/rules', { name: 'x' })).toEqual([400, expect.stringContaining('operations')]);
      expect(await refused('/api/rules', { ...INPUT, pollingInterval: 'NEVER' })).toEqual([400, expect.stringContaining('pollingInterval')]);
      expect(await refused('/api/rules', { ...INPUT, role: 'owner' })).toEqual([400, expect.stringContaining('role')]);
      expect(await refused('/api/alerts?status=open')).toEqual([400, expect.stringContaining('status')]);
      expect(await refused('/api/alerts/x/snooze', { until: 1e99 })).toEqual([400, expect.stringContaining('until')]);
      expect(await refused('/api/channels', { name: 'x', kind: 'pigeon', config: {} })).toEqual([400, expect.stringContaining('kind')]);
      expect(await refused('/api/rules?cursor=%25')).toEqual([400, expect.stringContaining('cursor')]);
      expect(await refused('/api/rules/packs/enable', { rules: [] })).toEqual([400, expect.stringContaining('rules')]);
      expect(await refused('/api/events')).toEqual([406, expect.any(String)]);
      expect((await ask('/api/rules/raw-data?key=a/rows', { as: 'reader' })).json).toEqual({ data: [{ name: 'Ada Quill' }] });
      expect((await ask('/api/rules/raw-data?key=b', { as: 'reader' })).status).toBe(404);
      expect((await ask('/api/alerts/x/dismiss', { as: 'operator', method: 'POST' })).status).toBe(404);
      expect((await ask('/api/rules/packs', { as: 'reader' })).text).not.toContain('fixtures');
    }));

  it('tells rules in pages', () =>
    atDesk('remote', async ({ ask, desk }) => {
      await desk.enablePacks({ rules: 'all' });
      const names: string[] = [];
      let cursor: string | undefined;
      do {
        const { json } = await ask(`/api/rules?limit=7${cursor === undefined ? '' : `&cursor=${cursor}`}`, { as: 'reader' });
        names.push(...json.items.map(({ name }: { name: string }) => name));
        cursor = json.cursor;
      } while (cursor !== undefined);
      expect(names).toEqual((await desk.rules()).map(({ name }) => name));
    }));

  it('tells whoever watches of alerts and evaluations, in numbers, until the server ends', () =>
    atDesk('own', async ({ desk, url, keys }) => {
      const { id } = await desk.createRule(INPUT);
      const abort = new AbortController();
      const answer = await fetch(`${url}/api/events`, { headers: { accept: 'text/event-stream', authorization: `Bearer ${keys.reader}` }, signal: abort.signal });
      const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
      let heard = '';
      const until = async (word: string) => {
        while (!heard.includes(word)) heard += Buffer.from((await reader.read()).value ?? []).toString('utf8');
      };
      await until('event: open');
      await desk.runRule(id);
      await until('event: rule-evaluated');
      await until(`"total":1`);
      expect(heard).toContain('event: alert-changed');
      expect(heard).not.toContain('Ada Quill');
      abort.abort();
    }));
});
