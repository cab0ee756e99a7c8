import { mkdir } from 'node:fs/promises';
import type { Command } from 'commander';
import { dataDirectory, type Environment, loadEnvironment, lockWaitMs } from '../config.ts';
import { systemClock } from '../lib/clock.ts';
import { GraphZoomError } from '../lib/errors.ts';
import { whenFree } from '../lib/when-free.ts';
import type { Connection } from '../remote/connection.ts';
import type { Store } from '../store/store.ts';
import { VERSION } from '../version.ts';
import { note } from './output.ts';

export interface Session {
  readonly env: Environment;
  readonly dataDir: string;
  readonly store: Store;
  /** The server that owns the store; absent where this process does. */
  readonly server?: Connection;
}

type Before = (env: Environment, dataDir: string) => void;

export interface GlobalOptions {
  readonly dataDir?: string;
  readonly server?: string;
  readonly insecureRemote?: boolean;
}

/** Opens the store for one command, wherever it is, and closes it however the command ends. `before` is called before a store is opened here, which makes one. */
export async function withStore<T>(command: Command, work: (session: Session) => Promise<T>, before?: Before): Promise<T> {
  const env = loadEnvironment();
  const options = command.optsWithGlobals<GlobalOptions>();
  return withStoreOf({ env, dataDir: dataDirectory(env, options.dataDir), options, before }, work);
}

/** The same for a data directory that the command chose. */
export async function withStoreOf<T>(wanted: Wanted, work: (session: Session) => Promise<T>): Promise<T> {
  const session = await openSession(wanted);
  try {
    return await work(session);
  } finally {
    await session.store.close();
  }
}

interface Wanted {
  readonly env: Environment;
  readonly dataDir: string;
  readonly options?: GlobalOptions;
  readonly before?: Before | undefined;
  /** Opens the store in this process, where no server owns it. */
  readonly open?: (dataDir: string) => Promise<Store>;
  /** How long to wait for another process that holds the store; as long as the environment says where absent. */
  readonly waitMs?: number;
}

const openOwn = async (dataDir: string): Promise<Store> => (await import('../app.ts')).openStore(dataDir);

/** Opens the store wherever it is, for whoever closes it. One that another command holds for a moment is waited for; a server that starts meanwhile is asked. */
export async function openSession({ waitMs, ...wanted }: Wanted): Promise<Session> {
  // In a pipeline nobody reads it, and what is parsed there stays as it is.
  const onWaiting = (error: GraphZoomError) => process.stderr.isTTY && note(`${error.message} Waiting for it to end ...`);
  return whenFree(() => openNow(wanted), { clock: systemClock, forMs: waitMs ?? lockWaitMs(wanted.env), onWaiting });
}

async function openNow({ env, dataDir, options = {}, before, open = openOwn }: Omit<Wanted, 'waitMs'>): Promise<Session> {
  const remote = options.server === undefined ? await ofDataDirectory(dataDir) : await ofAddress(options.server, env.GRAPH_ZOOM_API_KEY, options.insecureRemote ?? false);
  if (remote && remote.version !== VERSION) note(`The server is graph-zoom ${remote.version}, this is ${VERSION}. Use the same on both sides where something fails.`);
  if (remote)
    await mkdir(dataDir, { recursive: true, mode: 0o700 }); // what is not the graph stays here, such as the history of the prompt
  else before?.(env, dataDir);
  const store = remote?.store ?? (await open(dataDir));
  return { env, dataDir, store, ...(remote ? { server: remote.connection } : {}) };
}

/** `--server`. */
async function ofAddress(text: string, key: string | undefined, insecure: boolean) {
  const [{ serverAddress }, { openRemoteStore }] = await Promise.all([import('../remote/address.ts'), import('../remote/open-remote-store.ts')]);
  const url = serverAddress(text, insecure);
  if (key === undefined)
    throw new GraphZoomError('config-missing', `GRAPH_ZOOM_API_KEY is not set, which ${url.origin} wants.`, { hint: 'Make one on the server with `graph-zoom keys create`, and set it in the environment or in .env.' });
  return openRemoteStore({ url, key }, url.origin);
}

/** What is answered where the server of the file has gone; the last by the server of another directory, which has its port now. */
const NOT_OURS: ReadonlySet<string> = new Set(['server-unreachable', 'server-answer', 'server-key']);

/** The server that owns the data directory, where one runs. */
async function ofDataDirectory(dataDir: string) {
  const { readServerFile } = await import('../remote/server-file.ts');
  const file = await readServerFile(dataDir);
  if (file === undefined) return undefined;
  const { openRemoteStore } = await import('../remote/open-remote-store.ts');
  try {
    return await openRemoteStore({ url: new URL(file.url), key: file.key, certificate: file.certificate });
  } catch (error) {
    // Nobody there, or somebody else: it ended without removing the file, and the store is free, or its lock says that it is not.
    if (error instanceof GraphZoomError && NOT_OURS.has(error.code)) return undefined;
    throw error;
  }
}

/** Text for `addHelpText('after')`: every command's help ends with examples. */
export const examples = (...lines: readonly string[]): string => `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
