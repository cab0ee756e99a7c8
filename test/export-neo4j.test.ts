import { describe, expect, it } from 'vitest';
import { neo4jUrl, withNeo4j } from '../src/export/neo4j/connect.ts';
import { pushToNeo4j } from '../src/export/neo4j/push.ts';
import { type BoltAnswer, startBoltStub } from './support/bolt-stub.ts';
import { withOwnStore } from './support/own-store.ts';
import { holdGraph, SMALL } from './support/small-graph.ts';

type Row = Record<string, unknown>;

/** Does what the statements say to nodes and relationships in memory; a statement it does not know is an error. */
function smallNeo4j() {
  const nodes = new Map<unknown, Row>([['foreign', { name: 'of somebody else' }]]);
  const relationships = new Map<unknown, Row>();
  const statements: string[] = [];
  const removeStale = (of: Map<unknown, Row>, { scopes, run }: Row): BoltAnswer => {
    const stale = [...of].filter(([, { _scope, _graphZoomRun }]) => (scopes as unknown[]).includes(_scope) && (_graphZoomRun ?? '') !== run);
    for (const [id] of stale) of.delete(id);
    return { fields: ['removed'], records: [[stale.length]] };
  };
  return {
    nodes,
    relationships,
    statements,
    answer(cypher: string, params: Row): BoltAnswer {
      statements.push(cypher);
      if (cypher.startsWith('CREATE CONSTRAINT') || cypher.startsWith('CALL')) return {};
      if (cypher.includes('DETACH DELETE n RETURN')) return removeStale(nodes, params);
      if (cypher.includes('DELETE r RETURN')) return removeStale(relationships, params);
      if (cypher.startsWith('UNWIND $rows AS row\nMERGE (n:GraphZoom')) for (const row of params.rows as Row[]) nodes.set(row._id, row);
      else if (cypher.startsWith('UNWIND $rows AS row\nMATCH (a:GraphZoom'))
        for (const { from, to, is } of params.rows as { from: string; to: string; is: Row }[]) nodes.has(from) && nodes.has(to) && relationships.set(is._id, is);
      else throw new Error(`not expected: ${cypher}`);
      return {};
    },
  };
}

describe('an export into Neo4j', () => {
  it('writes the graph in batches, takes back what is no longer there, and touches nothing of others', () =>
    withOwnStore(async (store) => {
      const neo4j = smallNeo4j();
      const stub = await startBoltStub('right', neo4j.answer);
      const address = { uri: stub.uri, user: 'neo4j', password: 'right' };
      try {
        await holdGraph(store);
        expect(await withNeo4j(address, (driver) => pushToNeo4j(driver, store, { run: 'first' }))).toEqual({ nodes: 3, relationships: 1, removed: 0 });
        const ada = [...neo4j.nodes.values()].find(({ _key }) => _key === 'zoom_user:ada');
        const { mixed, large, ...same } = SMALL.entities[0] as unknown as Row;
        expect(ada).toMatchObject({ ...same, mixed: ['a', '1', 'true'] });
        expect(neo4j.statements.find((cypher) => cypher.includes('n:`User`'))).toContain('SET n = row, n:`User`:`zoom_user`');
        expect([...neo4j.relationships.values()]).toMatchObject([{ _type: 'zoom_user_assigned_role', _class: 'ASSIGNED', _graphZoomRun: 'first' }]);

        await holdGraph(store, { entities: SMALL.entities.slice(1), relationships: [] });
        expect(await withNeo4j(address, (driver) => pushToNeo4j(driver, store, { run: 'second' }))).toEqual({ nodes: 2, relationships: 0, removed: 2 });
        expect([...neo4j.nodes.values()].map(({ _key, name }) => _key ?? name).sort()).toEqual(['of somebody else', 'zoom_role:0', 'zoom_user:bob']);
        expect(neo4j.relationships.size).toBe(0);
      } finally {
        await stub.close();
      }
    }));

  it('of one scope leaves the others alone', () =>
    withOwnStore(async (store) => {
      const neo4j = smallNeo4j();
      const stub = await startBoltStub('right', neo4j.answer);
      const push = (run: string, scope?: string) => withNeo4j({ uri: stub.uri, user: 'neo4j', password: 'right' }, (driver) => pushToNeo4j(driver, store, { run, scope }));
      try {
        await holdGraph(store, SMALL, 'one');
        await holdGraph(store, SMALL, 'two');
        expect(await push('first')).toEqual({ nodes: 6, relationships: 2, removed: 0 });
        await holdGraph(store, { entities: SMALL.entities.slice(1), relationships: [] }, 'one');
        expect(await push('second', 'one')).toEqual({ nodes: 2, relationships: 0, removed: 2 });
        expect([...neo4j.nodes.values()].filter(({ _scope }) => _scope === 'two')).toHaveLength(3);
      } finally {
        await stub.close();
      }
    }));

  it('says that a password is wrong, and does not repeat it', async () => {
    const stub = await startBoltStub('right', () => ({}));
    try {
      const refused = withNeo4j({ uri: stub.uri, user: 'neo4j', password: 'wrong-secret' }, async () => undefined);
      await expect(refused).rejects.toMatchObject({ code: 'target-refused', message: expect.stringMatching(/refused neo4j: (?!.*wrong-secret)/), hint: expect.stringContaining('NEO4J_PASSWORD') });
    } finally {
      await stub.close();
    }
  });

  it('says what a statement was refused for', async () => {
    const stub = await startBoltStub('right', (cypher) => {
      if (cypher.startsWith('CALL')) return {};
      throw new Error('no');
    });
    try {
      await withOwnStore(async (store) => {
        const refused = withNeo4j({ uri: stub.uri, user: 'neo4j', password: 'right' }, (driver) => pushToNeo4j(driver, store, { run: 'first' }));
        await expect(refused).rejects.toMatchObject({ code: 'target-refused', message: expect.stringContaining('Neo.ClientError.Statement.SyntaxError') });
      });
    } finally {
      await stub.close();
    }
  });

  it.each(['bolt://127.0.0.1:1', 'neo4j://127.0.0.1:1'])('says that nobody answers at %s', async (uri) => {
    await expect(withNeo4j({ uri, user: 'neo4j', password: 'x' }, async () => undefined)).rejects.toMatchObject({ code: 'target-unreachable', message: expect.stringContaining(uri) });
  });

  it.each([
    ['http://localhost', /is no address of a Neo4j/],
    ['localhost:7687', /is no address of a Neo4j/],
    ['neo4j://neo4j:secret@localhost', /^(?!.*secret)There is a name or a password in the address/],
    ['ftp://neo4j:secret@localhost', /^(?!.*secret).*is no address/],
  ])('refuses the address %s', (text, message) => {
    expect(() => neo4jUrl(text)).toThrow(message);
  });
});
