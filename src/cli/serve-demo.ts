import path from 'node:path';
import type { CollectReport } from '../collect/report.ts';
import type { Environment } from '../config.ts';
import type { FakeZoom } from '../fake-zoom/server.ts';
import { systemClock } from '../lib/clock.ts';
import { GraphZoomError } from '../lib/errors.ts';
import { ZOOM } from '../platform/definition-zoom.ts';
import type { Operation } from '../platform/operate.ts';
import type { Caller } from '../platform/platform.ts';
import { stampedSync } from '../platform/stamp.ts';
import type { ChangedProperty } from '../rules/alerting.ts';
import { changeOf } from '../rules/engine/words.ts';
import { keepPosture } from '../rules/posture.ts';
import { type Serving, startServing } from '../serve.ts';
import type { Sync } from '../store/store.ts';
import { DEFAULT_PORT } from './commands/serve.ts';
import { demoCompany } from './demo-company.ts';
import { offerBrowser } from './offer-browser.ts';
import { note, print } from './output.ts';
import { safe } from './render/table.ts';
import { paragraph } from './render/text.ts';
import { shellPath } from './shell-path.ts';
import { untilStopped } from './until-stopped.ts';

/** Between two collections of the demo: long enough to look at one, short enough to see the next. */
const PAUSE_MS = 60_000;
const SELF: Caller = { kind: 'system', id: 'demo', name: 'demo', role: 'administrator' };

export interface ServeDemoOptions {
  readonly env: Environment;
  readonly dataDir: string;
  readonly fake: FakeZoom;
  /** Name of the instance that the command has collected. */
  readonly instance: string;
  readonly changesARun: number;
  readonly port?: number;
  /** What one can do meanwhile. */
  readonly next: string;
}

/** Serves the graph of the demo until Ctrl-C; the company changes and is collected again every minute. */
export async function serveDemo({ env, dataDir, fake, instance, changesARun, port, next }: ServeDemoOptions): Promise<void> {
  const serving = await startAt(port ?? DEFAULT_PORT, port !== undefined, { env, dataDir });
  const stopping = new AbortController();
  const stopped = untilStopped().then(() => stopping.abort());
  let endOffer = () => {};
  try {
    const { id } = await demoInstance(serving.operation, instance, fake);
    const employees = await demoCompany(serving, dataDir, SELF);
    await serving.operation.watch.settled();
    await keepPosture(serving.store, systemClock.now());
    const active = await serving.operation.alerting.alerts.count({ status: 'ACTIVE' });
    tellAlerts(serving);
    const messages = shellPath(path.join(dataDir, 'alerts', 'alerts.ndjson'));
    print(paragraph(`\n${active} alerts by the ready rules. Employees are from ${shellPath(employees)}; messages go to ${messages}.`));
    print(paragraph(`\nIt is served at ${serving.server.url}; the company changes and is collected again every minute.`));
    // The link is one word, to be copied: a terminal that breaks it by itself copies it whole.
    print(`\n  sign in    ${await serving.loginUrl()}\n\n${next}\n\nCtrl-C stops it.`);
    endOffer = offerBrowser(serving.loginUrl);
    while (!stopping.signal.aborted) {
      await systemClock.sleep(PAUSE_MS, stopping.signal).catch(() => undefined); // stopped
      if (stopping.signal.aborted) break;
      fake.change(changesARun);
      await collectAgain(serving, id);
    }
    await stopped;
  } finally {
    endOffer();
    await serving.stop();
  }
}

/** The instance of the demo, with where its Zoom answers this time; and how what is collected for it is marked as its own. */
export async function demoInstance({ platform: { instances } }: Operation, name: string, fake: FakeZoom): Promise<{ id: string; scope: string; wrapSync: (sync: Sync) => Sync }> {
  const { accountId, clientId, clientSecret } = fake.credentials;
  const config = { accountId, clientId, clientSecret, plan: 'business', rateShare: '1', apiUrl: fake.apiUrl, oauthUrl: fake.oauthUrl };
  const known = await instances.byName(name);
  const instance = known
    ? await instances.update(known.id, { config }, SELF)
    : await instances.create({ name, definitionId: ZOOM.id, description: 'An invented company, served by `graph-zoom demo`', config, polling: { interval: 'DISABLED' } }, SELF);
  const stamp = await instances.stamp(instance);
  return { id: instance.id, scope: instance.scope, wrapSync: (sync) => stampedSync(sync, stamp) };
}

/** Says in two lines that an alert was opened, or is over. */
function tellAlerts({ operation: { alerting } }: Serving): void {
  alerting.events.on('alert-changed', ({ alert: { level, ruleName, found }, transition }) => {
    if (transition === 'none' || transition === 'refreshed') return;
    const [first] = found;
    const who =
      transition === 'cleared' || first === undefined
        ? ''
        : `\n         ${safe(first.name)}${first.about === undefined ? '' : ` (${safe(first.about)})`}${first.properties.length === 0 ? '' : `: ${safe(changeOf(first.properties[0] as ChangedProperty))}`}`;
    note(`${new Date().toTimeString().slice(0, 5)}  alert ${transition}: ${level} ${safe(ruleName)}${who}`);
  });
}

/** Says in a line what changed. A run that failed is on record as a job, and the demo goes on. */
async function collectAgain(serving: Serving, id: string): Promise<void> {
  try {
    const { done } = await serving.operation.runner.run(id, 'polling', SELF);
    note(sentenceOf(await done));
  } catch (error) {
    if (!(error instanceof GraphZoomError)) throw error;
    if (error.code !== 'interrupted') note(error.message);
  }
}

function sentenceOf({ changes: { entities, relationships } }: CollectReport): string {
  const sum = (key: 'created' | 'updated' | 'deleted') => entities[key] + relationships[key];
  return `${new Date().toTimeString().slice(0, 5)}  collected again: ${sum('created')} created, ${sum('updated')} updated, ${sum('deleted')} deleted`;
}

/** At the port that was asked for, or else near it: a demo beside a real server is no mistake. */
async function startAt(port: number, insist: boolean, { env, dataDir }: { env: Environment; dataDir: string }): Promise<Serving> {
  const start = (at: number) => startServing({ env, dataDir, host: '127.0.0.1', port: at, allowedHosts: [], behindProxy: false, insecure: false, logLevel: 'error' });
  try {
    return await start(port);
  } catch (error) {
    if (insist || !(error instanceof GraphZoomError) || error.code !== 'usage') throw error;
    return start(0);
  }
}
