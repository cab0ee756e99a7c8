import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runJob, startUploadServer, type UploadServer } from './support/upload-server.ts';

/** The semantics of a finalize, said as simply as can be (reference/jupiterone-platform.md, section 2.6). */
interface Member {
  readonly type: string;
  readonly value: number;
  readonly version: number;
  readonly deleted: boolean;
}
interface Edge extends Member {
  /** `subgraph/key` of both ends. */
  readonly ends: readonly [string, string];
}
class Model {
  readonly entities = new Map<string, Member>();
  readonly edges = new Map<string, Edge>();

  apply(job: Job, subgraphs: readonly string[]): Record<string, number> {
    const counts = {
      numEntitiesCreated: 0,
      numEntitiesUpdated: 0,
      numEntitiesDeleted: 0,
      numRelationshipsCreated: 0,
      numRelationshipsUpdated: 0,
      numRelationshipsDeleted: 0,
      numRelationshipCreateErrors: 0,
      numEntityDeleteErrors: 0,
    };
    const own = subgraphs[job.subgraph] as string;
    const write = <T extends Member>(map: Map<string, T>, id: string, member: Omit<T, 'version' | 'deleted'>, what: 'Entities' | 'Relationships') => {
      const before = map.get(id);
      if (before && !before.deleted && before.value === member.value) return;
      map.set(id, { ...member, version: (before?.version ?? 0) + 1, deleted: false } as T);
      counts[`num${what}${before && !before.deleted ? 'Updated' : 'Created'}`]++;
    };
    const removeEdge = (id: string, edge: Edge) => {
      this.edges.set(id, { ...edge, deleted: true });
      counts.numRelationshipsDeleted++;
    };
    const removeEntity = (id: string, entity: Member) => {
      this.entities.set(id, { ...entity, deleted: true });
      counts.numEntitiesDeleted++;
      for (const [edgeId, edge] of this.edges) if (!edge.deleted && edge.ends.includes(id)) removeEdge(edgeId, edge);
    };
    const diff = job.mode === 'DIFF';
    for (const [key, value] of Object.entries(job.entities)) write(this.entities, `${own}/${key}`, { type: typeOf(key), value }, 'Entities');
    if (diff) for (const [id, entity] of this.entities) if (id.startsWith(`${own}/`) && !entity.deleted && !(id.slice(own.length + 1) in job.entities) && !job.partial.includes(entity.type)) removeEntity(id, entity);
    for (const key of job.mode === 'CREATE_OR_UPDATE' ? job.deletes : []) {
      const entity = this.entities.get(`${own}/${key}`);
      if (entity && !entity.deleted && !(key in job.entities)) removeEntity(`${own}/${key}`, entity);
    }
    const brought = new Set<string>();
    for (const { from, to, at, value } of job.edges) {
      const id = `${own}/${edgeKey(from, to, at)}`;
      brought.add(id);
      const ends = [`${own}/${from}`, `${at === undefined ? own : subgraphs[at]}/${to}`] as const;
      if (ends.every((end) => this.entities.get(end)?.deleted === false)) write(this.edges, id, { type: EDGE, value, ends }, 'Relationships');
      else counts.numRelationshipCreateErrors++;
    }
    if (diff && !job.partial.includes(EDGE)) for (const [id, edge] of this.edges) if (id.startsWith(`${own}/`) && !edge.deleted && !brought.has(id)) removeEdge(id, edge);
    return counts;
  }
}

interface Job {
  readonly subgraph: number;
  readonly mode: 'DIFF' | 'PATCH' | 'CREATE_OR_UPDATE';
  readonly entities: Readonly<Record<string, number>>;
  readonly edges: readonly { readonly from: string; readonly to: string; readonly at: number | undefined; readonly value: number }[];
  readonly deletes: readonly string[];
  readonly partial: readonly string[];
}

const EDGE = 'thing_has_thing';
const KEYS = ['k0', 'k1', 'k2', 'k3'];
/** A key has one type for good. */
const typeOf = (key: string): string => (key === 'k0' || key === 'k1' ? 'even_thing' : 'odd_thing');
const edgeKey = (from: string, to: string, at: number | undefined): string => `${from}|has|${to}${at === undefined ? '' : `@${at}`}`;

const key = fc.constantFrom(...KEYS);
const value = fc.integer({ min: 0, max: 2 });
const anyJob: fc.Arbitrary<Job> = fc
  .record({
    subgraph: fc.integer({ min: 0, max: 2 }),
    mode: fc.oneof({ weight: 4, arbitrary: fc.constant('DIFF' as const) }, { weight: 1, arbitrary: fc.constantFrom('PATCH' as const, 'CREATE_OR_UPDATE' as const) }),
    entities: fc.dictionary(key, value, { maxKeys: 4 }),
    edges: fc.uniqueArray(fc.record({ from: key, to: key, at: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }), value }), { maxLength: 5, selector: ({ from, to, at }) => edgeKey(from, to, at) }),
    deletes: fc.uniqueArray(key, { maxLength: 2 }),
    partial: fc.subarray(['even_thing', 'odd_thing', EDGE]),
  })
  .map((job) => ({ ...job, edges: job.mode === 'PATCH' ? [] : job.edges, deletes: job.mode === 'CREATE_OR_UPDATE' ? job.deletes.filter((one) => !(one in job.entities)) : [] }));

let server: UploadServer;
beforeAll(async () => {
  server = await startUploadServer();
});
afterAll(() => server.close());

describe('any sequence of jobs over several subgraphs', () => {
  it('leaves the graph, its versions and its deletions as the simple model has them, and counts what it did', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyJob, { minLength: 1, maxLength: 6 }), async (jobs) => {
        round++;
        // Two scopes of the API and an instance, which no other round has.
        const instance = server.platform.addInstance({ name: `Instance ${round}` });
        const scopes = [`${round} a`, `${round} b`, instance.scope];
        const model = new Model();
        for (const job of jobs) {
          const expected = model.apply(job, scopes);
          const inInstance = job.subgraph === 2;
          const done = await runJob(
            server,
            inInstance ? { source: 'integration-external', integrationInstanceId: instance.id, syncMode: job.mode } : { source: 'api', scope: scopes[job.subgraph], syncMode: job.mode },
            {
              entities: Object.entries(job.entities).map(([_key, n]) => ({ _key, _type: typeOf(_key), _class: 'Record', displayName: _key, value: n })),
              relationships: job.edges.map(({ from, to, at, value: n }) => ({
                _key: edgeKey(from, to, at),
                _type: EDGE,
                _class: 'HAS',
                _fromEntityKey: from,
                _toEntityKey: to,
                value: n,
                ...(at === undefined ? {} : { _toEntityScope: scopes[at], _toEntitySource: at === 2 ? 'integration-external' : 'api' }),
              })),
              ...(job.mode === 'CREATE_OR_UPDATE' ? { deleteEntities: job.deletes.map((_key) => ({ _key })) } : {}),
            },
            { partialTypes: job.partial },
          );
          const { numEntityDeleteErrors: _, ...counted } = expected;
          expect(done, JSON.stringify(jobs)).toMatchObject({ ...counted, numEntitiesUploaded: Object.keys(job.entities).length, numRelationshipsUploaded: job.edges.length });
        }
        const wanted = <T extends Member>(map: Map<string, T>) => Object.fromEntries([...map].map(([id, { type, value: n, version, deleted }]) => [id, { type, value: n, version, deleted }]));
        expect(await stored('entity', scopes), JSON.stringify(jobs)).toEqual(wanted(model.entities));
        expect(await stored('relationship', scopes), JSON.stringify(jobs)).toEqual(wanted(model.edges));
      }),
      { numRuns: 8 },
    );
  });
});

/** Everything of some scopes, deleted or not, as clients get it. */
async function stored(kind: 'entity' | 'relationship', scopes: readonly string[]): Promise<Record<string, Member>> {
  const found: Record<string, Member> = {};
  let cursor = '';
  do {
    const { body } = await server.call('GET', `/${kind === 'entity' ? 'entities' : 'relationships'}?limit=50&includeDeleted=true${cursor}`);
    for (const one of body.items) if (scopes.includes(one._scope)) found[`${one._scope}/${one._key}`] = { type: one._type, value: one.value, version: one._version, deleted: one._deleted };
    cursor = body.endCursor ? `&cursor=${body.endCursor}` : '';
  } while (cursor);
  return found;
}
