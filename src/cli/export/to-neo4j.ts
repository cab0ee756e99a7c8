import { randomUUID } from 'node:crypto';
import { isPlain, neo4jUrl, withNeo4j } from '../../export/neo4j/connect.ts';
import { pushToNeo4j } from '../../export/neo4j/push.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import { note } from '../output.ts';
import type { Session } from '../with-store.ts';

/** Writes the graph into a Neo4j; the address is the option's or NEO4J_URI, the password NEO4J_PASSWORD only. */
export async function exportToNeo4j({ env, store }: Session, scope: string | undefined, to: string | undefined): Promise<void> {
  const { NEO4J_URI: uri = '', NEO4J_USER: user, NEO4J_PASSWORD: password, NEO4J_DATABASE: database } = env;
  const address = to ?? uri;
  if (address === '') throw new GraphZoomError('config-missing', 'It is not said which Neo4j to write to.', { hint: 'Name it with --to neo4j://host:7687, or set NEO4J_URI.' });
  const url = neo4jUrl(address);
  if (password === undefined) throw new GraphZoomError('config-missing', 'NEO4J_PASSWORD is not set.', { hint: 'Set it in the environment or in .env; the user is NEO4J_USER.' });
  if (isPlain(url)) note(`The way to ${url.host} is not encrypted: who listens reads the password and the graph. With TLS it is ${url.protocol.slice(0, -1)}+s://${url.host}.`);
  const { nodes, relationships, removed } = await withNeo4j({ uri: address, user, password, database }, (driver) => pushToNeo4j(driver, store, { scope, run: randomUUID(), database }));
  note(`Wrote ${nodes} nodes and ${relationships} relationships to ${url.host}; removed ${removed} that are not in the graph any more.`);
}
