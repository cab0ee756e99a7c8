import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { ask } from '../src/store/ask.ts';
import { jobPath, openJob, runJob, startUploadServer, type UploadServer } from './support/upload-server.ts';

const SIZE = 1_500;
/** A graph in which everything says which edition it belongs to. */
const edition = (n: number) => ({
  entities: Array.from({ length: SIZE }, (_, i) => ({
    _key: `thing:${i}`,
    _type: 'thing',
    _class: 'Record',
    displayName: `Thing ${i}`,
    edition: n,
    ...Object.fromEntries(Array.from({ length: 20 }, (_, p) => [`p${p}`, `${p} of ${i}`])),
  })),
  relationships: Array.from({ length: SIZE }, (_, i) => ({ _key: `thing:0|has|thing:${i}`, _type: 'thing_has_thing', _class: 'HAS', _fromEntityKey: 'thing:0', _toEntityKey: `thing:${i}`, edition: n })),
});
const SCOPE = { source: 'api', scope: 's' };

/** Rows of a question about editions. */
const rows = async (server: UploadServer, query: string) => (await ask(server.store, query)).data as unknown as { edition: number; n: number }[];

/** The editions that the graph holds parts of, with the number of entities and of relationships. */
async function editions(server: UploadServer): Promise<string[]> {
  const entities = await rows(server, 'FIND thing AS t RETURN t.edition AS edition, count(t) AS n');
  const edges = await rows(server, 'FIND thing THAT HAS AS r thing RETURN r.edition AS edition, count(r) AS n');
  return [...entities.map(({ edition: e, n }) => `entities ${e}: ${n}`), ...edges.map(({ edition: e, n }) => `relationships ${e}: ${n}`)];
}
const whole = (n: number) => [`entities ${n}: ${SIZE}`, `relationships ${n}: ${SIZE}`];

describe('kill -9 during finalize', () => {
  it('leaves the graph and the job as before or as after, and the job can be finalized again', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-crash-'));
    try {
      let server = await startUploadServer({ directory });
      await runJob(server, SCOPE, edition(0));
      await server.close();
      let before = 0;
      const seen = new Set<string>();
      for (let round = 1; round <= 6; round++) {
        const id = await killedIn(directory, edition(round), round * round);

        server = await startUploadServer({ directory });
        const { status } = (await server.call('GET', jobPath(id))).body.job;
        seen.add(status);
        expect(['AWAITING_UPLOADS', 'FINISHED']).toContain(status);
        expect(await editions(server)).toEqual(whole(status === 'FINISHED' ? round : before));
        // Whoever waits for an answer asks again.
        expect((await server.call('POST', jobPath(id, '/finalize'))).body.job).toMatchObject({ status: 'FINISHED', numEntitiesUpdated: SIZE, numRelationshipsUpdated: SIZE });
        expect(await editions(server)).toEqual(whole(round));
        expect(await server.store.uploads.counts(id)).toMatchObject({ entity: 0, relationship: 0 });
        await server.close();
        before = round;
      }
      expect(seen).toContain('AWAITING_UPLOADS');
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });
});

/** Uploads an edition to a server of its own and kills it after so many answers about the job that is being finalized. */
async function killedIn(directory: string, upload: object, answers: number): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/support/upload-process.ts', directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await firstLine(child);
  const call = (method: string, to: string, body?: object) => fetch(`${url}${to}`, { method, ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}) });
  const { job } = (await (await call('POST', '/persister/synchronization/jobs', SCOPE)).json()) as { job: { id: string } };
  await call('POST', jobPath(job.id, '/upload'), upload);
  const finalized = call('POST', jobPath(job.id, '/finalize')).then(
    () => true,
    () => false, // it was killed
  );
  let done = false;
  void finalized.then(() => {
    done = true;
  });
  for (let n = 0; n < answers && !done; n++) await call('GET', jobPath(job.id));
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once('close', resolve));
  await finalized;
  return job.id;
}

async function firstLine(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) return line;
  throw new Error('The server did not start.');
}

describe('at the same time', () => {
  it('ten uploads to one job and ten jobs of different scopes lose nothing', async () => {
    const server = await startUploadServer();
    try {
      const id = await openJob(server, SCOPE);
      const { entities } = edition(1);
      const part = SIZE / 10;
      const sent = Array.from({ length: 10 }, (_, n) => server.call('POST', jobPath(id, '/entities'), { entities: entities.slice(n * part, (n + 1) * part) }));
      expect((await Promise.all(sent)).map(({ status }) => status)).toEqual(Array(10).fill(200));
      expect((await server.call('POST', jobPath(id, '/finalize'))).body.job).toMatchObject({ numEntitiesUploaded: SIZE, numEntitiesCreated: SIZE });

      const jobs = await Promise.all(Array.from({ length: 10 }, (_, n) => runJob(server, { source: 'api', scope: `scope ${n}` }, { entities: entities.slice(0, 50).map((one) => ({ ...one, own: n })) })));
      expect(jobs.map((job) => job.numEntitiesCreated)).toEqual(Array(10).fill(50));
      expect(await server.store.counts('scope 7')).toMatchObject({ entities: { thing: 50 } });
    } finally {
      await server.close();
    }
  });

  it('queries see a job whole or not at all', async () => {
    const server = await startUploadServer();
    try {
      await runJob(server, SCOPE, edition(0));
      let writing = true;
      const writes = (async () => {
        for (let n = 1; n <= 3; n++) await runJob(server, SCOPE, edition(n));
        writing = false;
      })();
      const seen = new Set<string>();
      while (writing) {
        const data = await rows(server, 'FIND thing AS t RETURN t.edition AS edition, count(t) AS n');
        seen.add(JSON.stringify(data.map(({ n }) => n)));
      }
      await writes;
      expect([...seen]).toEqual([JSON.stringify([SIZE])]);
      expect(await editions(server)).toEqual(whole(3));
    } finally {
      await server.close();
    }
  });

  it('two jobs of one scope are finalized one after the other', async () => {
    const server = await startUploadServer();
    try {
      await Promise.all([1, 2, 3, 4].map((n) => runJob(server, SCOPE, edition(n))));
      const found = await editions(server);
      expect([1, 2, 3, 4].map((n) => whole(n))).toContainEqual(found);
    } finally {
      await server.close();
    }
  });
});
