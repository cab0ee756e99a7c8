import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../src/lib/clock.ts';
import { findTarget, isPublic } from '../src/notify/address-policy.ts';
import { createChannels, type OpenChannels } from '../src/notify/create-channels.ts';
import { createOutbox } from '../src/notify/create-outbox.ts';
import type { Message, Outbox } from '../src/notify/delivery.ts';
import { decideRetry, GIVE_UP_MS } from '../src/notify/retry.ts';
import { createVault } from '../src/platform/vault.ts';
import { openDuckdbStore } from '../src/store/dialects/duckdb/open.ts';
import type { Store } from '../src/store/store.ts';
import { FakeClock } from './support/fake-clock.ts';

let directory: string;
let store: Store;
let clock: FakeClock;
let channels: OpenChannels;
let answers: number[];
let got: { id: string; raw: string }[];
let url: string;
const server = createServer((request, response: ServerResponse) => {
  let raw = '';
  request.setEncoding('utf8').on('data', (part: string) => {
    raw += part;
  });
  request.on('end', () => {
    got.push({ id: String(request.headers['x-graph-zoom-delivery']), raw });
    response.writeHead(answers.shift() ?? 200).end();
  });
});
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-outbox-'));
  store = await openDuckdbStore(directory, { clock: systemClock });
  clock = new FakeClock();
  let keys: readonly { id: string; bytes: Buffer }[] = [{ id: 'k1', bytes: Buffer.alloc(32, 7) }];
  const vault = createVault({
    read: async () => keys,
    write: async (next: typeof keys) => {
      keys = next;
    },
  } as never);
  channels = createChannels({ records: store.records, vault, clock });
  answers = [];
  got = [];
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await store.close();
  await rm(directory, { recursive: true, force: true });
});

const open = (allow = ['127.0.0.1']): Outbox =>
  createOutbox({
    records: store.records,
    clock,
    channels,
    policy: { allowAddresses: allow, allowCommands: [], fileRoot: directory },
    random: () => 0.5,
    onError: (error) => {
      throw error;
    },
  });
const message = (text: string, more: Partial<Message> = {}): Message => ({ kind: 'webhook', content: { endpoint: url, body: text }, ...more });
const put = async (outbox: Outbox, key: string, one = message(key)): Promise<void> => store.records.write(await outbox.put([{ key, message: one }]));

describe('the outbox', () => {
  it('delivers what was put into it once, also when it is put again or the process ended before', async () => {
    await put(open(), 'a');
    const outbox = open();
    await put(outbox, 'a');
    await outbox.flush();
    await outbox.flush();
    await put(outbox, 'a');
    await outbox.flush();
    expect(got.map(({ raw }) => JSON.parse(raw))).toEqual([{ event: 'test', deliveryId: got[0]?.id, text: 'a', alert: null }]);
    expect(await outbox.list()).toMatchObject([{ key: 'a', status: 'delivered', attempts: 1, endedOn: clock.now() }]);
  });

  it('tries again with growing pauses, in the order of the messages to one place, with the same id', async () => {
    const outbox = open();
    answers = [503, 200, 429, 200, 200];
    await put(outbox, 'a');
    await outbox.flush();
    const [first] = await outbox.list();
    expect(first).toMatchObject({ status: 'pending', attempts: 1, nextOn: clock.now() + 5_000, reason: expect.stringContaining('503') });
    await outbox.flush();
    expect(got).toHaveLength(1);
    await clock.advance(5_000);
    await outbox.flush();
    expect(got.map(({ id }) => id)).toEqual([first?.id, first?.id]);
    expect((await outbox.list())[0]).toMatchObject({ status: 'delivered', attempts: 2 });
  });

  it('runs by itself: at once when it is woken, then when the pause is over', async () => {
    const outbox = open();
    answers = [500];
    outbox.start();
    await put(outbox, 'a');
    const both = new Promise<void>((resolve) => {
      let count = 0;
      server.on('request', () => {
        if (++count === 2) resolve();
      });
    });
    outbox.wake();
    while (got.length === 0 || clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
    while (!(await outbox.list({ status: 'pending' }))[0]?.nextOn) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(60_000);
    await both;
    await outbox.stop();
    expect(got).toHaveLength(2);
  });

  it('gives up what will not pass, says why, and tries it again when asked', async () => {
    const outbox = open();
    answers = [404];
    await put(outbox, 'a');
    await outbox.flush();
    const [failed] = await outbox.list({ status: 'failed' });
    expect(failed).toMatchObject({ attempts: 1, reason: expect.stringContaining('answered 404') });
    await outbox.retry(failed?.id as string);
    await outbox.flush();
    expect((await outbox.list())[0]?.status).toBe('delivered');
    await expect(outbox.retry(failed?.id as string)).rejects.toMatchObject({ code: 'usage' });
    await expect(outbox.retry('nobody')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('sends to a configured channel by name, or to the only one of its kind', async () => {
    const outbox = open();
    await channels.save({ name: 'soc', kind: 'webhook', config: { url, token: 's3cr3t token' } });
    await put(outbox, 'named', message('x', { channel: 'soc', content: { body: 'named' } }));
    await put(outbox, 'only', message('x', { content: { body: 'only' } }));
    await put(outbox, 'nobody', message('x', { channel: 'nobody', content: {} }));
    await put(outbox, 'other', message('x', { kind: 'slack', channel: 'soc', content: {} }));
    await outbox.flush();
    expect(got.map(({ raw }) => JSON.parse(raw).text).sort()).toEqual(['named', 'only']);
    expect((await outbox.list({ status: 'failed' })).map(({ reason }) => reason).sort()).toEqual([expect.stringMatching(/is of the kind webhook, not slack/), expect.stringMatching(/no channel "nobody"/)]);
  });

  it('refuses a private address when it is tried, and says how it is allowed', async () => {
    await expect(open([]).send(message('x'))).rejects.toMatchObject({ code: 'address-refused', message: expect.stringContaining('GRAPH_ZOOM_ALLOW_ADDRESSES=127.0.0.1') });
    answers = [500];
    await expect(open().send(message('x'))).rejects.toMatchObject({ code: 'delivery-failed' });
  });
});

describe('channels', () => {
  it('keep secrets encrypted and show them masked', async () => {
    await channels.save({ name: 'soc', kind: 'webhook', config: { url, token: 's3cr3t token', header: ['X-A: s3cr3t too'] } });
    expect(await channels.get('soc')).toMatchObject({ config: { url, token: '***masked***', header: '***masked***' } });
    expect(JSON.stringify(await store.records.list('channel'))).not.toContain('s3cr3t');
    expect(await channels.open('soc')).toMatchObject({ config: { token: 's3cr3t token', header: ['X-A: s3cr3t too'] } });
    await channels.save({ name: 'soc', kind: 'webhook', config: { url, method: 'PUT', token: '***masked***' } });
    expect(await channels.open('soc')).toMatchObject({ config: { method: 'PUT', token: 's3cr3t token' } });
  });
  it('send a secret nowhere else than where it was given for', async () => {
    await channels.save({ name: 'soc', kind: 'webhook', config: { url, token: 's3cr3t token' } });
    await expect(channels.save({ name: 'soc', kind: 'webhook', config: { url: 'https://eve.example/', token: '***masked***' } })).rejects.toMatchObject({
      code: 'channel-invalid',
      message: expect.stringContaining('url is another one'),
    });
    await expect(channels.save({ name: 'new', kind: 'webhook', config: { url, token: '***masked***' } })).rejects.toMatchObject({ code: 'channel-invalid' });
  });
  it.each([
    ['webhook', { urll: 'https://a.example' }, /urll/],
    ['webhook', {}, /url is missing/],
    ['webhook', { url: 'nonsense' }, /url cannot be that/],
    ['email', { host: 'a', from: 'a@b', port: 'many' }, /port/],
    ['syslog', { host: 'a', protocol: 'quic' }, /protocol/],
  ] as const)('a %s of %j is refused', (kind, config, message) => expect(channels.save({ name: 'x', kind, config })).rejects.toMatchObject({ code: 'channel-invalid', message: expect.stringMatching(message) }));
});

describe('an address', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '192.168.1.1',
    '172.16.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'nonsense',
  ])('%s is not public', (address) => {
    expect(isPublic(address)).toBe(false);
  });
  it.each(['93.184.215.14', '8.8.8.8', '2606:4700::1111'])('%s is public', (address) => expect(isPublic(address)).toBe(true));
  it('is looked up once, and only what is public or allowed of it is called', async () => {
    const resolve = async () => ['10.0.0.5', '93.184.215.14'];
    expect((await findTarget('hooks.example', { allowAddresses: [] }, resolve)).addresses).toEqual([{ address: '93.184.215.14', family: 4 }]);
    expect((await findTarget('hooks.example', { allowAddresses: ['10.0.0.0/8'] }, resolve)).addresses).toHaveLength(2);
    for (const allowed of ['hooks.example', '*', '10.0.0.5']) expect((await findTarget('HOOKS.example', { allowAddresses: [allowed] }, async () => ['10.0.0.5'])).allowed, allowed).toBe(true);
    await expect(findTarget('hooks.example', { allowAddresses: ['hooks.example.evil', '10.1.0.0/16'] }, async () => ['10.0.0.5'])).rejects.toMatchObject({ reason: 'address-refused' });
    for (const literal of ['2130706433', '0x7f.1', '[::ffff:127.0.0.1]']) await expect(findTarget(new URL(`http://${literal}/`).hostname, { allowAddresses: [] })).rejects.toMatchObject({ reason: 'address-refused' });
  });
});

it.each([
  ['busy', 1, 0, undefined, { again: true, afterMs: 5_000, reason: 'pause' }],
  ['unreachable', 4, 0, undefined, { again: true, afterMs: 40_000, reason: 'pause' }],
  ['timed-out', 30, 0, undefined, { again: true, afterMs: 3_600_000, reason: 'pause' }],
  ['busy', 1, 0, 90_000, { again: true, afterMs: 90_000, reason: 'as-asked' }],
  ['server-error', 9, GIVE_UP_MS, undefined, { again: false, reason: 'too-old' }],
  ['refused', 1, 0, undefined, { again: false, reason: 'will-not-pass' }],
  ['redirected', 1, 0, undefined, { again: false, reason: 'will-not-pass' }],
  ['address-refused', 1, 0, undefined, { again: false, reason: 'will-not-pass' }],
  ['misconfigured', 1, 0, undefined, { again: false, reason: 'will-not-pass' }],
] as const)('after %s, attempt %i, age %i, asked %s: %j', (failure, attempts, ageMs, retryAfterMs, expected) => {
  expect(decideRetry({ failure, attempts, ageMs, retryAfterMs, random: 0.5 })).toEqual(expected);
});
