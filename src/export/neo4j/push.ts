import type { Driver, Session } from 'neo4j-driver';
import { keepHeapSmall } from '../../lib/heap.ts';
import type { Store } from '../../store/store.ts';
import { cypherName } from '../cypher/literal.ts';
import { batchesOf, CONSTRAINT, type CypherRow, MARKER } from '../cypher/statements.ts';
import { integersOf } from './values.ts';

/** A node has some 250 properties: this is a request of about 2 MB. */
const SIZES = { nodes: 500, relationships: 2_000 };
/** Nodes or relationships that are removed in one transaction. */
const REMOVED_AT_ONCE = 1_000;
/** The property that says in which run something was last written. */
const RUN = '_graphZoomRun';

export interface Pushed {
  readonly nodes: number;
  readonly relationships: number;
  /** Nodes and relationships that were there from earlier runs and are in the graph no more. */
  readonly removed: number;
}

/**
 * Makes a Neo4j hold what the graph holds. Each batch is one transaction; when all are written, what earlier runs wrote of the same
 * scopes and this one did not is removed. Should it end before, nothing was removed, and the next run makes up for it.
 */
export async function pushToNeo4j(driver: Driver, store: Store, { scope, run, database }: { scope?: string | undefined; run: string; database?: string | undefined }): Promise<Pushed> {
  const session = driver.session(database === undefined ? {} : { database });
  const written = { nodes: 0, relationships: 0 };
  try {
    await session.run(CONSTRAINT);
    for await (const { cypher, rows } of batchesOf(store, scope, SIZES, { [RUN]: run })) {
      const values = await integersOf(rows);
      await session.executeWrite((transaction) => transaction.run(`UNWIND $rows AS row\n${cypher}`, { rows: values }));
      written[isRelationship(rows[0]) ? 'relationships' : 'nodes'] += rows.length;
      keepHeapSmall();
    }
    const scopes = scope === undefined ? [...new Set([...(await store.runs.scopes()), ...(await store.scopes())])] : [scope];
    return { ...written, removed: await removeOld(session, { run, scopes }) };
  } finally {
    await session.close();
  }
}

const isRelationship = (row: CypherRow | undefined): boolean => row !== undefined && 'is' in row;

const STALE = (name: string) => `${name}.${cypherName('_scope')} IN $scopes AND coalesce(${name}.${cypherName(RUN)}, '') <> $run`;
/** Relationships first: those of nodes that stay. */
const REMOVALS = [
  `MATCH (:${MARKER})-[r]->(:${MARKER}) WHERE ${STALE('r')} WITH r LIMIT ${REMOVED_AT_ONCE} DELETE r RETURN count(*) AS removed`,
  `MATCH (n:${MARKER}) WHERE ${STALE('n')} WITH n LIMIT ${REMOVED_AT_ONCE} DETACH DELETE n RETURN count(*) AS removed`,
];

/** In pieces, until nothing is left. What a script has written has no run. */
async function removeOld(session: Session, params: { run: string; scopes: readonly string[] }): Promise<number> {
  let removed = 0;
  for (const removal of REMOVALS)
    for (;;) {
      const { records } = await session.executeWrite((transaction) => transaction.run(removal, params));
      const count = Number(records[0]?.get('removed') ?? 0);
      removed += count;
      if (count === 0) break;
    }
  return removed;
}
