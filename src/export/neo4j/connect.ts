import type { Driver } from 'neo4j-driver';
import { GraphZoomError, messageOf } from '../../lib/errors.ts';
import { isLoopback } from '../../lib/loopback.ts';

export interface Neo4jAddress {
  /** `neo4j://host:7687`, and what its driver knows besides: `neo4j+s`, `bolt` ... */
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  /** The server's default where absent. */
  readonly database?: string | undefined;
}

/** Milliseconds until a server that does not answer is given up. */
const CONNECT_MS = 10_000;
/** Milliseconds for which a transaction is tried again after a passing failure. */
const RETRY_MS = 15_000;

const SCHEME = /^(?:neo4j|bolt)(?:\+ssc?)?:$/;

/** Checks an address before it is used. A password in it is an error: it would stand in the history of the shell and in lists of processes. */
export function neo4jUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !SCHEME.test(url.protocol) || url.hostname === '')
    throw new GraphZoomError('usage', `${url?.password ? 'The address of Neo4j' : `"${text}"`} is no address of a Neo4j.`, { hint: 'Write it like neo4j://host:7687, or neo4j+s://host for one with TLS.' });
  if (url.username !== '' || url.password !== '') throw new GraphZoomError('usage', 'There is a name or a password in the address of Neo4j.', { hint: 'Set NEO4J_USER and NEO4J_PASSWORD in the environment or in .env.' });
  return url;
}

/** Whether what is sent there can be read on the way: no TLS, and another machine. */
export const isPlain = ({ protocol, hostname }: URL): boolean => !protocol.includes('+') && !isLoopback(hostname);

/** Lends a driver that has reached the server and signed in, and closes it. */
export async function withNeo4j<T>({ uri, user, password, database }: Neo4jAddress, work: (driver: Driver) => Promise<T>): Promise<T> {
  const neo4j = await loadDriver();
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password), { connectionTimeout: CONNECT_MS, maxTransactionRetryTime: RETRY_MS, userAgent: 'graph-zoom' });
  try {
    await driver.getServerInfo(database === undefined ? {} : { database });
    return await work(driver);
  } catch (error) {
    throw translate(error, uri, user);
  } finally {
    await driver.close();
  }
}

/** The driver is an optional dependency: npm leaves it out where it is told to. */
async function loadDriver() {
  try {
    return await import('neo4j-driver');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new GraphZoomError('config-missing', 'The package neo4j-driver is not installed.', {
      hint: 'Install graph-zoom with its optional dependencies (npm ci --include=optional), or write a script with --format cypher.',
      cause: error,
    });
  }
}

/** The driver's errors as ours. */
function translate(error: unknown, uri: string, user: string): unknown {
  if (error instanceof GraphZoomError) return error;
  const code = String((error as { code?: unknown }).code ?? '');
  if (/^Neo\.ClientError\.Security\./.test(code))
    return new GraphZoomError('target-refused', `Neo4j at ${uri} refused ${user}: ${messageOf(error)}`, { hint: 'Check NEO4J_USER and NEO4J_PASSWORD, and that this user may write.', cause: error });
  if (/^Neo\./.test(code)) return new GraphZoomError('target-refused', `Neo4j at ${uri} refused: ${messageOf(error)} (${code})`, { cause: error });
  if (code === 'ServiceUnavailable' || code === 'SessionExpired' || (error as { name?: unknown }).name === 'Neo4jError')
    return new GraphZoomError('target-unreachable', `No connection to Neo4j at ${uri}: ${reasonOf(error)}`, { hint: 'Check the address, that Neo4j runs there, and whether it wants TLS (neo4j+s://).', cause: error });
  return error;
}

/** What the network said; where the driver only tells that it found no server, as much as that. */
const reasonOf = (error: unknown): string => /Caused by: (.+)/.exec(messageOf(error))?.[1] ?? (/No routing servers available/.test(messageOf(error)) ? 'nobody answers there.' : messageOf(error));
