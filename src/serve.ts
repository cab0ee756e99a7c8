import { readFile } from 'node:fs/promises';
import { type Logger, pino } from 'pino';
import type { ApiContext } from './api/context.ts';
import { isLoopbackHost } from './api/security/hosts.ts';
import { LOG_SERIALIZERS, type Server, startServer } from './api/server.ts';
import { openOperation, openStore } from './app.ts';
import type { Environment } from './config.ts';
import { systemClock } from './lib/clock.ts';
import { GraphZoomError, messageOf } from './lib/errors.ts';
import type { Operation } from './platform/operate.ts';
import { removeServerFile, writeServerFile } from './remote/server-file.ts';
import type { Store } from './store/store.ts';
import { VERSION } from './version.ts';

export interface ServingOptions {
  readonly env: Environment;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly allowedHosts: readonly string[];
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Somebody said that a proxy in front does TLS. */
  readonly behindProxy: boolean;
  /** Somebody said that keys may travel in the clear. */
  readonly insecure: boolean;
  /** The account that clients must name; any where absent. */
  readonly account?: string;
  readonly logLevel: string;
}

export interface Serving {
  readonly store: Store;
  readonly operation: Operation;
  readonly server: Server;
  readonly log: Logger;
  /** A link that signs one browser in, once. */
  loginUrl(): Promise<string>;
  /** Stops: no more requests, runs keep what they have read, the store is closed. */
  stop(): Promise<void>;
}

/** The whole program as a server. */
export async function startServing(options: ServingOptions): Promise<Serving> {
  refuseClearText(options);
  const { tls: files, ...rest } = options;
  const tls = files && { cert: await readPem(files.cert, 'certificate'), key: await readPem(files.key, 'key') };
  const log = pino({ level: options.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { ...LOG_SERIALIZERS, err: pino.stdSerializers.err } }, pino.destination({ fd: 2, sync: true }));
  const { env, dataDir } = options;
  const store = await openStore(dataDir);
  try {
    const operation = await openOperation({
      env,
      store,
      dataDir,
      warn: (message) => log.warn(message),
      onError: (error, instanceId) => log.error({ instanceId }, messageOf(error)),
    });
    logEvents(operation, log);
    const context: ApiContext = {
      store,
      platform: operation.platform,
      clock: systemClock,
      log,
      account: options.account,
      oauthUrl: env.ZOOM_OAUTH_URL,
      dataDir,
      run: async (instanceId, by) => {
        const { job, done } = await operation.runner.run(instanceId, 'request', by);
        done.catch(() => undefined); // the job says why
        return job;
      },
      probe: operation.probe,
      nextRun: async (instanceId) => {
        const due = await operation.scheduler.next(instanceId);
        return due && !due.run && due.reason === 'not-yet' ? due.nextOn : due?.run ? systemClock.now() : undefined;
      },
    };
    const server = await listen(context, { ...rest, ...(tls ? { tls } : {}) });
    await writeServerFile(dataDir, { url: localUrl(server.url, options.host), pid: process.pid, key: operation.platform.keys.ensureLocal(), version: VERSION, startedOn: systemClock.now() });
    await operation.start();
    return {
      store,
      operation,
      server,
      log,
      loginUrl: async () => `${server.url}/login?token=${await operation.platform.sessions.createLogin('administrator')}`,
      async stop() {
        await removeServerFile(dataDir);
        // Runs first: they are what keeps streams of events open.
        await operation.stop();
        await server.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function listen(context: ApiContext, { env, ...options }: Omit<ServingOptions, 'tls'> & { tls?: { cert: Buffer; key: Buffer } }): Promise<Server> {
  try {
    return await startServer(context, { ...options, allowedHosts: [...options.allowedHosts, options.host], ...(env.GRAPH_ZOOM_API_KEY === undefined ? {} : { initialKey: env.GRAPH_ZOOM_API_KEY }) });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const where = `${options.host}:${options.port}`;
    if (code === 'EADDRINUSE') throw new GraphZoomError('usage', `Port ${options.port} of ${options.host} is in use.`, { hint: 'Choose another with --port; --port 0 takes any that is free.', cause: error });
    if (code === 'EACCES') throw new GraphZoomError('usage', `No permission to listen at ${where}.`, { hint: 'Choose a port above 1023 with --port.', cause: error });
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
      throw new GraphZoomError('usage', `This machine has no address ${options.host}.`, { hint: 'Correct --host; 0.0.0.0 is all of them.', cause: error });
    throw error;
  }
}

/** From elsewhere keys and sessions would be there to be read. */
function refuseClearText({ host, tls, behindProxy, insecure }: ServingOptions): void {
  if (isLoopbackHost(host) || tls || behindProxy || insecure) return;
  throw new GraphZoomError('usage', `At ${host} other machines can reach the server, and keys would travel in the clear.`, {
    hint: 'Give --tls-cert and --tls-key, or say --behind-proxy where a proxy in front does TLS, or --insecure-remote where the network is trusted.',
  });
}

async function readPem(file: string, what: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new GraphZoomError('file-invalid', `The TLS ${what} ${file} cannot be read: ${messageOf(error)}`, { hint: 'Check the path; it is a file in PEM format.', cause: error });
  }
}

/** Commands on this machine reach a server that listens everywhere at the loopback address. */
const localUrl = (url: string, host: string): string => (isLoopbackHost(host) || (host !== '0.0.0.0' && host !== '::') ? url : url.replace('localhost', '127.0.0.1'));

function logEvents({ platform }: Operation, log: Logger): void {
  platform.events.on('instance-changed', ({ instanceId, change }) => log.info({ instanceId }, `instance ${change}`));
  platform.events.on('job-changed', ({ id, instanceId, status, cause }) => log.info({ jobId: id, instanceId, cause }, `job ${status}`));
  platform.events.on('job-event', ({ jobId, instanceId, level, description }) => log[level]({ jobId, instanceId }, description));
  platform.events.on('audit-entry', ({ who, role, action, target, outcome }) => log.info({ who, role, target, outcome }, `audit: ${action}`));
}
