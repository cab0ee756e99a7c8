import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** An answer in place of the real one; `drop` ends the connection after the work was done, before it is told. */
export interface Fault {
  /** Which request: its method and the end of its path, `POST finalize`. */
  readonly on: string;
  readonly status?: number;
  readonly code?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly drop?: boolean;
  /** How often; default once. */
  times?: number;
}

interface Job {
  readonly id: string;
  status: string;
  polls: number;
  reason?: string;
  readonly body: Record<string, unknown>;
  readonly members: { entities: Map<string, Member>; relationships: Map<string, Member> };
  readonly events: { name: string; description: string }[];
  partialTypes?: string[];
}
type Member = Record<string, unknown> & { _key: string; _type: string };

/**
 * The synchronization API as strict as the service is (reference/jupiterone-platform.md, section 2): key and account are looked at, a key
 * twice in a job is refused where that is not allowed for, finalize answers FINALIZE_PENDING and is asked for, a body above the limit is 413, and a job that has ended takes nothing.
 */
export async function startJupiterOne({ apiKey = 'a-key-of-acme', account = 'acme', mostBytes = 6_000_000, polls = 2, latencyMs = 0 } = {}) {
  const jobs = new Map<string, Job>();
  const faults: Fault[] = [];
  const requests: { name: string; headers: IncomingMessage['headers']; bytes: number; most: number }[] = [];
  let now = 0;
  let most = 0;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks);
    const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw).toString();
    const [, id, action = ''] = /^\/persister\/synchronization\/jobs(?:\/([0-9a-f-]+))?(?:\/(\w+))?(?:\?.*)?$/.exec(request.url ?? '') ?? [];
    const again = /[?&]ignoreDuplicates=true\b/.test(request.url ?? '');
    const name = `${request.method} ${action || (id ? 'job' : 'jobs')}`;
    requests.push({ name, headers: request.headers, bytes: text.length, most });
    const tell = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    const refuse = (status: number, code: string, message: string) => tell(status, { error: { code, message } });
    const fault = faults.find((one) => one.on === name && (one.times ?? 1) > 0);
    if (fault) {
      fault.times = (fault.times ?? 1) - 1;
      if (!fault.drop) return void tell(fault.status ?? 500, fault.code ? { error: { code: fault.code, message: 'as the test wants it' } } : {}, fault.headers);
    }
    if (request.headers.authorization !== `Bearer ${apiKey}` || request.headers['jupiterone-account'] !== account) return void refuse(401, 'UNAUTHORIZED', 'no such key');
    if (text.length > mostBytes) return void refuse(413, 'RequestEntityTooLargeException', 'too large');
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
    const done = work({ method: request.method ?? '', id, action, text, headers: request.headers, again });
    if (fault?.drop) return void request.socket.destroy();
    tell(done.status, done.body);
  };

  const work = ({
    method,
    id,
    action,
    text,
    headers,
    again,
  }: {
    method: string;
    id: string | undefined;
    action: string;
    text: string;
    headers: IncomingMessage['headers'];
    again: boolean;
  }): { status: number; body: unknown } => {
    const refused = (status: number, code: string, message = code) => ({ status, body: { error: { code, message } } });
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    if (id === undefined) {
      const job: Job = { id: randomUUID(), status: 'AWAITING_UPLOADS', polls: 0, body, members: { entities: new Map(), relationships: new Map() }, events: [] };
      if (body.source === 'api' ? typeof body.scope !== 'string' : typeof body.integrationInstanceId !== 'string' || body.scope !== undefined) return refused(400, 'BAD_SOURCE');
      jobs.set(job.id, job);
      return { status: 200, body: { job: shown(job) } };
    }
    const job = jobs.get(id);
    if (!job) return refused(404, 'NOT_FOUND');
    if (method === 'GET') {
      if (job.status === 'FINALIZE_PENDING' && ++job.polls >= polls) job.status = 'FINISHED';
      return { status: 200, body: { job: shown(job) } };
    }
    if (action === 'events') {
      job.events.push(...(body.events as Job['events']));
      return { status: 200, body: { events: [] } };
    }
    if (job.status !== 'AWAITING_UPLOADS') return refused(400, 'JOB_NOT_AWAITING_UPLOADS');
    if (action === 'abort') Object.assign(job, { status: 'ABORTED', reason: body.reason });
    else if (action === 'finalize') Object.assign(job, { status: 'FINALIZE_PENDING', partialTypes: (body.partialDatasets as { types: string[] }).types });
    else if (action === 'entities' || action === 'relationships') {
      if (!/^[0-9a-f-]{36}$/.test(String(headers['jupiterone-correlation-id']))) return refused(400, 'NO_CORRELATION_ID');
      const members = body[action] as Member[];
      if (!Array.isArray(members)) return refused(400, 'ENTITY_IS_NOT_ARRAY');
      for (const member of members) {
        if (!again && job.members[action].has(member._key)) return refused(400, 'DUPLICATE_KEY', member._key);
        job.members[action].set(member._key, member);
      }
    }
    return { status: 200, body: { job: shown(job) } };
  };
  const shown = ({ id, status, members }: Job) => ({
    id,
    status,
    numEntitiesUploaded: members.entities.size,
    numRelationshipsUploaded: members.relationships.size,
    numEntitiesCreated: status === 'FINISHED' ? members.entities.size : 0,
  });

  const server = createServer((request, response) => {
    now++;
    most = Math.max(most, now);
    void answer(request, response).finally(() => {
      now--;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    account,
    apiKey,
    jobs,
    faults,
    requests,
    /** Requests that were answered at the same time. */
    get most() {
      return most;
    },
    /** Names of requests, in their order. */
    names: () => requests.map(({ name }) => name),
    job: (): Job => [...jobs.values()].at(-1) as Job,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
export type JupiterOne = Awaited<ReturnType<typeof startJupiterOne>>;
