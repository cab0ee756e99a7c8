import { X509Certificate } from 'node:crypto';
import type { Logger } from 'pino';
import type { AlertingParts } from './alerting.ts';
import type { ApiContext } from './api/context.ts';
import { type Server, startServer } from './api/server.ts';
import { openOperation, openStore, type StoreWatch } from './app.ts';
import { type Environment, lockWaitMs } from './config.ts';
import { systemClock } from './lib/clock.ts';
import { GraphZoomError, messageOf } from './lib/errors.ts';
import { createLog } from './lib/log.ts';
import { isLoopback } from './lib/loopback.ts';
import { whenFree } from './lib/when-free.ts';
import { settleJoins } from './people/follow.ts';
import type { Operation } from './platform/operate.ts';
import { readServerFile, removeServerFile, writeServerFile } from './remote/server-file.ts';
import { keepPosture } from './rules/posture.ts';
import { checkExposure, explainListening, readTls } from './serve-checks.ts';
import type { Store } from './store/store.ts';
import { VERSION } from './version.ts';

export interface ServingOptions {
  readonly env: Environment;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly allowedHosts: readonly string[];
  /** Files with certificate chain and key. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Somebody said that a proxy in front does TLS. */
  readonly behindProxy: boolean;
  /** Somebody said that keys may travel in the clear. */
  readonly insecure: boolean;
  /** The account that clients must name; any where absent. */
  readonly account?: string;
  readonly logLevel: string;
  /** A log in place of the one on stderr. */
  readonly log?: Logger;
}

export interface Serving {
  readonly store: Store;
  readonly operation: Operation & AlertingParts;
  readonly server: Server;
  readonly log: Logger;
  /** A link that signs one browser in, once. */
  loginUrl(): Promise<string>;
  /** Stops: no more requests, runs keep what they have read, the store is closed. */
  stop(): Promise<void>;
}

/** The whole program as a server. What was begun is ended again where something fails. */
export async function startServing(options: ServingOptions): Promise<Serving> {
  checkExposure(options);
  const tls = options.tls && (await readTls(options.tls));
  const { env, dataDir } = options;
  const log = options.log ?? createLog(options.logLevel);
  const stopping = new AbortController();
  const publicUrl = publicUrlOf(options);
  const begun: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    stopping.abort();
    for (let end = begun.pop(); end; end = begun.pop()) await end();
  };
  try {
    let committed = () => {};
    let version = 0;
    const store = await openOwnStore(options, log, {
      warn: (message) => log.error(message),
      onCommit: () => {
        version++;
        committed();
      },
    });
    begun.push(() => store.close());
    await settleJoins(store, systemClock).catch((error: unknown) => log.error({ err: error }, 'joins of users and employees that were due could not be made'));
    let url: string | undefined;
    const webLink = (alertId: string) => (url === undefined ? undefined : `${url}/alerts/${alertId}`);
    const operation = await openOperation({ env, store, dataDir, warn: (message) => log.warn(message), onError: (error, instanceId) => log.error({ instanceId, err: error }, messageOf(error)), webLink });
    logEvents(operation, log);
    // What is weak is counted whenever an account was collected, for the trend.
    let kept: Promise<void> = Promise.resolve();
    operation.platform.events.on('job-changed', ({ status }) => {
      if (status !== 'COMPLETED') return;
      kept = kept
        .then(async () => {
          if (!stopping.signal.aborted) await keepPosture(store, systemClock.now());
        })
        .catch((error: unknown) => log.error({ err: error }, 'the numbers of the posture could not be kept'));
    });
    begun.push(() => kept);
    const server = await listen(contextOf(options, { store, operation, log, stopping: stopping.signal, publicUrl, dataVersion: () => version }), options, tls);
    begun.push(() => server.close());
    // Before the server: runs are what keeps streams of events open.
    begun.push(() => operation.stop());
    await operation.start();
    url = publicUrl ?? server.url;
    committed = operation.watch.committed;
    begun.push(() => operation.outbox.stop());
    operation.outbox.start();
    begun.push(() => operation.watch.stop());
    operation.watch.start();
    await writeServerFile(dataDir, {
      url: localUrl(server.url, options.host),
      pid: process.pid,
      key: operation.platform.keys.ensureLocal(),
      version: VERSION,
      startedOn: systemClock.now(),
      ...(tls ? { certificate: new X509Certificate(tls.cert).fingerprint256 } : {}),
    });
    begun.push(() => removeServerFile(dataDir));
    return { store, operation, server, log, loginUrl: async () => `${publicUrl ?? server.url}/login?token=${await operation.platform.sessions.createLogin('administrator')}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The store, when whoever asks it has done; or a word on the server that has it. */
async function openOwnStore({ dataDir, env }: ServingOptions, log: Logger, watch: StoreWatch): Promise<Store> {
  const served = await readServerFile(dataDir);
  try {
    return await whenFree(() => openStore(dataDir, watch), { clock: systemClock, forMs: served ? 0 : lockWaitMs(env), onWaiting: ({ message }) => log.warn(`${message} Waiting for it to end.`) });
  } catch (error) {
    const other = error instanceof GraphZoomError && error.code === 'store-locked' ? await readServerFile(dataDir) : undefined;
    if (!other) throw error;
    throw new GraphZoomError('store-locked', `${dataDir} is served already, at ${other.url} (process ${other.pid}).`, { hint: 'Use that server, stop it, or choose another --data-dir.', cause: error });
  }
}

/** Where people reach the server: by the first of the names it was given. */
function publicUrlOf({ allowedHosts: [name], tls, behindProxy, port }: ServingOptions): string | undefined {
  if (name === undefined) return undefined;
  // At which port a proxy listens is not known.
  if (behindProxy) return `https://${name}`;
  return port === 0 ? undefined : `${tls ? 'https' : 'http'}://${name}:${port}`;
}

interface Parts {
  readonly store: Store;
  readonly operation: Operation & AlertingParts;
  readonly log: Logger;
  readonly stopping: AbortSignal;
  readonly publicUrl: string | undefined;
  readonly dataVersion: () => number;
}

const contextOf = (options: ServingOptions, { store, operation, log, stopping, publicUrl, dataVersion }: Parts): ApiContext => ({
  store,
  platform: operation.platform,
  alerting: operation.alerting,
  questions: operation.questions,
  outbox: operation.outbox,
  channels: operation.channels,
  clock: systemClock,
  log,
  account: options.account,
  oauthUrl: options.env.ZOOM_OAUTH_URL,
  dataDir: options.dataDir,
  dataVersion,
  stopping,
  ...(publicUrl === undefined ? {} : { publicUrl }),
  progress: operation.runner.progress,
  run: async (instanceId, by) => {
    const { job, done } = await operation.runner.run(instanceId, 'request', by);
    done.catch(() => undefined); // the job says why
    return job;
  },
  stopRun: operation.runner.cancel,
  probe: operation.probe,
  nextRun: async (instanceId) => {
    const due = await operation.scheduler.next(instanceId);
    return due && !due.run && due.reason === 'not-yet' ? due.nextOn : due?.run ? systemClock.now() : undefined;
  },
});

async function listen(context: ApiContext, { env: { GRAPH_ZOOM_API_KEY: initialKey }, host, port, allowedHosts, behindProxy }: ServingOptions, tls: { cert: Buffer; key: Buffer } | undefined): Promise<Server> {
  try {
    return await startServer(context, { host, port, behindProxy, allowedHosts: [...allowedHosts, host], ...(tls ? { tls } : {}), ...(initialKey === undefined ? {} : { initialKey }) });
  } catch (error) {
    throw explainListening(error, host, port);
  }
}

/** Commands on this machine reach a server that listens everywhere at the loopback address. */
const localUrl = (url: string, host: string): string => (isLoopback(host) || (host !== '0.0.0.0' && host !== '::') ? url : url.replace('localhost', '127.0.0.1'));

function logEvents({ platform, alerting }: Operation & AlertingParts, log: Logger): void {
  platform.events.on('instance-changed', ({ instanceId, change }) => log.info({ instanceId }, `instance ${change}`));
  platform.events.on('job-changed', ({ id, instanceId, status, cause }) => log.info({ jobId: id, instanceId, cause }, `job ${status}`));
  platform.events.on('job-event', ({ jobId, instanceId, level, description }) => log[level]({ jobId, instanceId }, description));
  platform.events.on('audit-entry', ({ who, role, action, target, outcome }) => log.info({ who, role, target, outcome }, `audit: ${action}`));
  alerting.events.on('rule-decision', ({ ruleId, run, reason }) => log.debug({ ruleId, reason }, run ? 'rule is evaluated' : 'rule is not evaluated'));
  alerting.events.on('rule-evaluated', ({ ruleId, status, cause, reason, error, startedOn, endedOn }) =>
    log[status === 'failed' ? 'error' : 'debug']({ ruleId, cause, reason, error, ms: endedOn - startedOn }, 'rule evaluated'),
  );
  alerting.events.on('alert-changed', ({ alert: { id, ruleName, level, foundCount }, transition, reason }) =>
    log.info({ alertId: id, rule: ruleName, level, found: foundCount, reason }, `alert ${transition === 'none' ? reason : transition}`),
  );
}
