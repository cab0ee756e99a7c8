import { createHmac } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcp } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CHANNEL_TYPES } from '../src/notify/channels/index.ts';
import type { AlertSummary, ChannelKind } from '../src/notify/delivery.ts';
import { ChannelFailure } from '../src/notify/failure.ts';

const SECRET = 's3cr3t-of-larch';
const ALERT: AlertSummary = {
  alertId: 'a1',
  ruleId: 'r1',
  ruleName: 'Somebody became an administrator',
  description: 'A user holds a role.',
  level: 'HIGH',
  transition: 'opened',
  total: 3,
  population: 120,
  lines: ['New: Ada <b>Quill</b> & *Co* <!channel>: isAdmin was false, is true.'],
  more: 2,
  why: 'Because.',
  remediation: 'Take the role away.',
  link: 'https://zoom.larch.example/alerts/a1',
  on: Date.UTC(2026, 10, 25, 12),
};

interface Request {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly raw: string;
}
let requests: Request[] = [];
let answer: (request: Request, response: ServerResponse) => void;
const server = createServer((incoming, response) => {
  let raw = '';
  incoming.setEncoding('utf8').on('data', (part: string) => {
    raw += part;
  });
  incoming.on('end', () => {
    const request = { method: incoming.method, url: incoming.url, headers: incoming.headers, raw };
    requests.push(request);
    answer(request, response);
  });
});
let origin: string;
let folder: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = await mkdtemp(path.join(tmpdir(), 'graph-zoom-notify-'));
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  requests = [];
  answer = (_request, response) => response.end('{}');
});

interface Sent {
  readonly content?: Record<string, unknown>;
  readonly alert?: AlertSummary | undefined;
  readonly allow?: string[];
  readonly commands?: string[];
  readonly signal?: AbortSignal;
}
const send = (kind: ChannelKind, config: object, { content = {}, alert = ALERT, allow = ['127.0.0.1'], commands = [], signal = new AbortController().signal }: Sent = {}) =>
  CHANNEL_TYPES[kind].send({ config, content, alert, id: 'd1', policy: { allowAddresses: allow, allowCommands: commands, fileRoot: path.join(folder, 'alerts') }, signal, secrets: [SECRET] });
const failing = (sending: Promise<void>): Promise<ChannelFailure> =>
  sending.then(
    () => expect.fail('it was taken'),
    (error: unknown) => error as ChannelFailure,
  );
const jsonOf = (index = 0) => JSON.parse(requests[index]?.raw ?? 'null');

/** Kinds that speak HTTP, each with a configuration whose secret is SECRET. */
const OVER_HTTP: [ChannelKind, () => object, Record<string, unknown>][] = [
  ['webhook', () => ({ url: `${origin}/hook`, token: SECRET }), {}],
  ['slack', () => ({ url: `${origin}/services/${SECRET}` }), {}],
  ['teams', () => ({ url: `${origin}/workflows/${SECRET}` }), {}],
  ['jira', () => ({ url: origin, email: 'ada@larch.example', token: SECRET, project: 'SEC' }), {}],
  ['servicenow', () => ({ url: origin, username: 'ada', password: SECRET }), {}],
  ['pagerduty', () => ({ url: `${origin}/v2/enqueue`, routingKey: SECRET }), {}],
];

describe.each(OVER_HTTP)('%s', (kind, config, content) => {
  it('is told', async () => {
    await send(kind, config(), { content });
    expect(requests.at(-1)?.raw).toContain('Somebody became an administrator');
    expect(requests.at(-1)?.headers['user-agent']).toBe('graph-zoom');
  });
  it.each([
    [200, undefined],
    [400, 'refused'],
    [401, 'refused'],
    [404, 'refused'],
    [408, 'busy'],
    [429, 'busy'],
    [500, 'server-error'],
    [503, 'server-error'],
    [302, 'redirected'],
  ] as const)('a status of %i is %s, and no secret is told though the answer repeats it', async (status, reason) => {
    answer = (request, response) =>
      response
        .writeHead(status, { location: `https://elsewhere.example/${SECRET}`, 'retry-after': '7' })
        .end(status === 200 ? '{}' : `no: ${SECRET} ${Buffer.from(`ada:${SECRET}`).toString('base64')} ${JSON.stringify(request.headers)}`);
    if (reason === undefined) return send(kind, config(), { content });
    const failure = await failing(send(kind, config(), { content }));
    expect(failure).toBeInstanceOf(ChannelFailure);
    expect(failure.reason).toBe(reason);
    expect(failure.more.retryAfterMs).toBe(reason === 'busy' || reason === 'server-error' ? 7_000 : undefined);
    expect(failure.message).toContain(String(status));
    for (const form of [SECRET, Buffer.from(SECRET).toString('base64'), Buffer.from(`ada@larch.example:${SECRET}`).toString('base64')]) expect(failure.message).not.toContain(form);
    expect(requests).toHaveLength(1);
  });
  it('a connection that is cut is tried again, one that is ended by us is not told', async () => {
    answer = (_request, response) => response.socket?.destroy();
    expect((await failing(send(kind, config(), { content }))).reason).toBe('unreachable');
    const stopping = new AbortController();
    answer = () => stopping.abort(new Error('stopping'));
    await expect(send(kind, config(), { content, signal: stopping.signal })).rejects.toThrow('stopping');
  });
  it('is called at no private address, and not in the clear, unless that is allowed', async () => {
    expect(await failing(send(kind, config(), { content, allow: [] }))).toMatchObject({ reason: 'address-refused', message: expect.stringContaining('GRAPH_ZOOM_ALLOW_ADDRESSES=127.0.0.1') });
    expect(requests).toEqual([]);
  });
});

describe('a webhook', () => {
  it('has the body, method and headers that the rule says, and an id that stays', async () => {
    await send('webhook', { url: `${origin}/hook` }, { content: { method: 'PUT', headers: { 'X-Team': 'soc' }, body: { who: 'Ada' } } });
    expect(requests[0]).toMatchObject({ method: 'PUT', raw: '{"who":"Ada"}', headers: { 'x-team': 'soc', 'content-type': 'application/json', 'x-graph-zoom-delivery': 'd1' } });
    await send('webhook', { url: `${origin}/hook` }, { content: { method: 'GET', body: 'never' } });
    expect(requests[1]).toMatchObject({ method: 'GET', raw: '' });
    expect((await failing(send('webhook', { url: `${origin}/hook` }, { content: { headers: { 'X-A': 'a\r\nX-B: b' } } }))).reason).toBe('misconfigured');
    expect((await failing(send('webhook', { url: `${origin}/hook` }, { content: { headers: { Host: 'elsewhere' } } }))).reason).toBe('misconfigured');
  });
  it('is signed, over the second and the body', async () => {
    await send('webhook', { url: `${origin}/hook`, secret: 'twelve letters' });
    const [, seconds, hex] = /^t=(\d+),v1=([0-9a-f]+)$/.exec(String(requests[0]?.headers['x-graph-zoom-signature'])) ?? [];
    expect(createHmac('sha256', 'twelve letters').update(`${seconds}.${requests[0]?.raw}`).digest('hex')).toBe(hex);
    expect(jsonOf()).toMatchObject({ event: 'alert.opened', deliveryId: 'd1', alert: { ruleName: ALERT.ruleName } });
  });
});

it('Slack is told in blocks in which a name is a name: it calls nobody and is no markup', async () => {
  await send('slack', { url: `${origin}/s` });
  const { attachments } = jsonOf();
  expect(attachments[0].color).toBe('#e01e5a');
  expect(requests[0]?.raw).not.toContain('<!channel>');
  expect(requests[0]?.raw).toContain('&lt;b&gt;Quill');
  expect(requests[0]?.raw).toContain('... and 2 more.');
  await send('slack', { url: `${origin}/s` }, { content: { body: 'Look <https://larch.example|here> <!channel>' } });
  expect(jsonOf(1).text).toBe('Look <https://larch.example|here> &lt;!channel>');
  await send('slack', { url: `${origin}/s` }, { alert: { ...ALERT, lines: Array.from({ length: 10 }, () => 'x'.repeat(2_000)) } });
  for (const block of jsonOf(2).attachments[0].blocks) expect(block.text.text.length).toBeLessThanOrEqual(3_000);
});

it('Teams is told with a card that fits', async () => {
  await send('teams', { url: `${origin}/t` }, { alert: { ...ALERT, lines: Array.from({ length: 10 }, () => 'ü'.repeat(4_000)) } });
  expect(Buffer.byteLength(requests[0]?.raw ?? '')).toBeLessThan(28_000);
  expect(jsonOf().attachments[0].content).toMatchObject({ type: 'AdaptiveCard', actions: [{ url: ALERT.link }] });
});

describe('Jira', () => {
  const config = () => ({ url: origin, email: 'ada@larch.example', token: SECRET, project: 'SEC' });
  const existing = (request: Request, response: ServerResponse) =>
    response.end(
      request.url?.endsWith('/search/jql')
        ? '{"issues":[{"key":"SEC-7"}]}'
        : request.url?.endsWith('/transitions') && request.method === 'GET'
          ? '{"transitions":[{"id":"31","name":"Finish","to":{"name":"Done","statusCategory":{"key":"done"}}}]}'
          : '{}',
    );
  it('gets one ticket for an alert', async () => {
    await send('jira', config(), { content: { additionalFields: { description: 'Ours.', priority: { name: 'High' } } } });
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /rest/api/3/search/jql', 'POST /rest/api/3/issue']);
    expect(jsonOf(1).fields).toMatchObject({
      project: { key: 'SEC' },
      issuetype: { name: 'Task' },
      summary: 'HIGH: Somebody became an administrator',
      priority: { name: 'High' },
      labels: ['graph-zoom', expect.stringMatching(/^graph-zoom-[0-9a-f]{16}$/)],
      description: { type: 'doc' },
    });
    answer = existing;
    requests = [];
    await send('jira', config());
    expect(requests).toHaveLength(1);
  });
  it('is told of changes if asked, and the ticket is resolved when the alert clears', async () => {
    answer = existing;
    await send('jira', config(), { content: { updateContentOnChanges: true }, alert: { ...ALERT, transition: 'refreshed' } });
    expect(requests[1]?.url).toBe('/rest/api/3/issue/SEC-7/comment');
    await send('jira', config(), { alert: { ...ALERT, transition: 'cleared' } });
    expect([requests.at(-1)?.url, jsonOf(requests.length - 1)]).toEqual(['/rest/api/3/issue/SEC-7/transitions', { transition: { id: '31' } }]);
    expect(await failing(send('jira', config(), { content: { resolvedStatus: 'Gone' }, alert: { ...ALERT, transition: 'cleared' } }))).toMatchObject({
      reason: 'refused',
      message: expect.stringContaining('there are Done'),
    });
  });
});

it('ServiceNow gets one incident for an alert', async () => {
  const config = { url: origin, username: 'ada', password: SECRET };
  await send('servicenow', config, { content: { body: { category: 'access' } } });
  expect(jsonOf(1)).toMatchObject({ correlation_id: 'graph-zoom:a1', category: 'access', urgency: 1 });
  answer = (_request, response) => response.end('{"result":[{"sys_id":"1"}]}');
  requests = [];
  await send('servicenow', config);
  expect(requests).toHaveLength(1);
});

it('PagerDuty is told when it begins and when it is over', async () => {
  await send('pagerduty', { url: `${origin}/v2/enqueue`, routingKey: SECRET });
  await send('pagerduty', { url: `${origin}/v2/enqueue`, routingKey: SECRET }, { alert: { ...ALERT, transition: 'cleared' } });
  expect([jsonOf(0), jsonOf(1)]).toMatchObject([
    { event_action: 'trigger', dedup_key: 'graph-zoom-a1', payload: { severity: 'error' } },
    { event_action: 'resolve', dedup_key: 'graph-zoom-a1' },
  ]);
});

describe('e-mail', () => {
  let smtp: SMTPServer;
  let mails: string[] = [];
  let refuse: number | undefined;
  let port: number;
  beforeAll(async () => {
    smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onAuth: ({ password }, _session, done) => (password === SECRET ? done(null, { user: 'ada' }) : done(new Error('no'))),
      onRcptTo: (_address, _session, done) => done(refuse === undefined ? null : Object.assign(new Error(`${refuse} said no to ${SECRET}`), { responseCode: refuse })),
      onData: (stream, _session, done) => {
        let text = '';
        stream.on('data', (part) => {
          text += String(part);
        });
        stream.on('end', () => {
          mails.push(text);
          done();
        });
      },
    });
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
    port = (smtp.server.address() as AddressInfo).port;
  });
  afterAll(() => new Promise<void>((resolve) => smtp.close(() => resolve())));
  beforeEach(() => {
    mails = [];
    refuse = undefined;
  });
  const config = (more = {}) => ({ host: '127.0.0.1', port, tls: 'none', from: 'Zoom watch <zoom@larch.example>', to: 'soc@larch.example', ...more });

  it('has text and HTML, in which a name is a name, and no second header by a subject', async () => {
    await send('email', config(), { content: { recipients: ['soc@larch.example', 'Ben <ben@larch.example>'], subject: 'New\r\nBcc: eve@birch.example' } });
    const [mail = ''] = mails;
    expect(mail).toMatch(/^Subject: New Bcc: eve@birch.example\r$/m);
    expect(mail).not.toMatch(/^Bcc:/m);
    expect(mail).toContain('multipart/alternative');
    expect(mail).toContain('&lt;b&gt;Quill');
    expect(mail).toMatch(/^To: soc@larch.example, Ben <ben@larch.example>\r$/m);
  });
  it.each([
    [450, 'busy'],
    [550, 'refused'],
  ] as const)('an answer of %i is %s', async (code, reason) => {
    refuse = code;
    const failure = await failing(send('email', config()));
    expect(failure.reason).toBe(reason);
    expect(failure.message).not.toContain(SECRET);
  });
  it('is not sent without TLS to an address that is not allowed, to nobody, or by a server that is not there', async () => {
    expect((await failing(send('email', config(), { allow: [] }))).reason).toBe('address-refused');
    expect((await failing(send('email', config({ to: undefined })))).reason).toBe('misconfigured');
    expect((await failing(send('email', config({ tls: 'starttls' })))).reason).toBe('refused');
    expect((await failing(send('email', config({ port: 1 })))).reason).toBe('unreachable');
  });
});

describe('syslog', () => {
  it('gets CEF in one datagram, escaped', async () => {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    const got = new Promise<string>((resolve) => socket.once('message', (message) => resolve(String(message))));
    await send('syslog', { host: '127.0.0.1', port: socket.address().port }, { alert: { ...ALERT, ruleName: 'A | b', lines: ['x=1\n<34>1 forged'] } });
    expect(await got).toMatch(/^<35>1 2026-11-25T12:00:00.000Z \S+ graph-zoom \d+ alert - CEF:0\|graph-zoom\|graph-zoom\|1\|r1\|HIGH: A \\\| b\|8\|.*msg=x\\=1\\n<34>1 forged/);
    socket.close();
  });
  it('gets frames with their length over TCP', async () => {
    const got = new Promise<string>((resolve) => {
      const tcp = createTcp((connection) => {
        let text = '';
        connection.on('data', (part) => {
          text += String(part);
        });
        connection.on('end', () => {
          resolve(text);
          connection.end();
          tcp.close();
        });
      });
      tcp.listen(0, '127.0.0.1', () => void send('syslog', { host: '127.0.0.1', port: (tcp.address() as AddressInfo).port, protocol: 'tcp', format: 'json' }));
    });
    const [, length, frame = ''] = /^(\d+) (.*)$/s.exec(await got) ?? [];
    expect(Buffer.byteLength(frame)).toBe(Number(length));
    expect((await failing(send('syslog', { host: '127.0.0.1', port: 1, protocol: 'tcp' }))).reason).toBe('unreachable');
  });
});

describe('a file', () => {
  it('gets a line for each alert, in its folder and nowhere else', async () => {
    await send('file', {});
    await send('file', {}, { content: { path: 'zoom/soc.ndjson', body: { a: 1 } } });
    expect(JSON.parse(await readFile(path.join(folder, 'alerts', 'alerts.ndjson'), 'utf8'))).toMatchObject({ deliveryId: 'd1', alert: { ruleId: 'r1' } });
    expect(await readFile(path.join(folder, 'alerts', 'zoom', 'soc.ndjson'), 'utf8')).toContain('"a":1');
    await writeFile(path.join(folder, 'outside'), '');
    await symlink(path.join(folder, 'outside'), path.join(folder, 'alerts', 'link'));
    await symlink(folder, path.join(folder, 'alerts', 'up'));
    for (const wrong of ['../outside', '/etc/passwd', 'link', 'up/outside', '..']) expect((await failing(send('file', {}, { content: { path: wrong } }))).reason, wrong).toBe('address-refused');
    expect(await readFile(path.join(folder, 'outside'), 'utf8')).toBe('');
  });
});

describe('a command', () => {
  it('is run only if it is allowed, reads the alert, and sees none of our credentials', async () => {
    expect((await failing(send('command', { command: process.execPath }))).message).toContain('GRAPH_ZOOM_ALLOW_COMMANDS');
    const out = path.join(folder, 'out.json');
    process.env.ZOOM_CLIENT_SECRET = SECRET;
    const script = `let t='';process.stdin.on('data',(p)=>t+=p).on('end',()=>require('fs').writeFileSync(${JSON.stringify(out)},JSON.stringify({t:JSON.parse(t),e:Object.keys(process.env)})))`;
    await send('command', { command: process.execPath, args: ['-e', script] }, { commands: [process.execPath] });
    const { t, e } = JSON.parse(await readFile(out, 'utf8'));
    expect(t.alert.ruleId).toBe('r1');
    expect(e).not.toContain('ZOOM_CLIENT_SECRET');
    const failure = await failing(send('command', { command: process.execPath, args: ['-e', `process.stderr.write('bad ${SECRET}');process.exit(3)`] }, { commands: [process.execPath] }));
    expect(failure).toMatchObject({ reason: 'refused', message: `${process.execPath} ended with 3: bad ***.` });
  });
});
