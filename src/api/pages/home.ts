import { type Html, html } from '../../lib/html.ts';
import type { Caller, Definition, Instance, Job, Platform } from '../../platform/platform.ts';
import type { ApiContext } from '../context.ts';
import { page } from './page.ts';

interface Row {
  readonly instance: Instance;
  readonly definition: Definition | undefined;
  readonly job: Job | undefined;
  /** Why the last run failed. */
  readonly reason: string | undefined;
  readonly nextOn: number | undefined;
}

/** The instances and what the graph holds, until there is more to see. */
export async function homePage({ platform, store, nextRun }: ApiContext, caller: Caller): Promise<string> {
  const mayConnect = caller.kind === 'session' && caller.role === 'administrator';
  const instances = await platform.instances.list();
  const rows = await Promise.all(
    instances.map(async (instance): Promise<Row> => {
      const job = (await platform.jobs.list({ instanceId: instance.id, limit: 1 })).items[0];
      return { instance, job, reason: await reasonOf(platform, job), nextOn: await nextRun?.(instance.id), definition: await platform.definitions.get(instance.definitionId) };
    }),
  );
  const { entities, relationships } = await store.counts();
  const counts = Object.entries({ ...entities, ...relationships });
  return page(
    'Accounts',
    html`<h1>graph-zoom</h1>
${
  rows.length === 0
    ? html`<p>No account is configured yet. On the machine where this runs:</p><pre>graph-zoom instances add --name "Our Zoom" --polling daily@06</pre>`
    : html`${rows.map((row) => rowHtml(row, mayConnect))}<p class="dim">Times are UTC.</p>`
}
<h2>The graph</h2>
${
  counts.length === 0
    ? html`<p>It is empty until the first run has ended.</p>`
    : html`<div class="wide"><table class="small"><tr><th>Type</th><th class="number">Count</th></tr>${counts.map(([type, count]) => html`<tr><td><code>${type}</code></td><td class="number">${count.toLocaleString('en')}</td></tr>`)}</table></div>`
}
<p><a href="/api/docs">API</a> · <a href="/metrics">Metrics</a></p>
${caller.kind === 'session' && html`<form method="post" action="/logout"><button>Sign out</button></form>`}`,
  );
}

const rowHtml = ({ instance, definition, job, reason, nextOn }: Row, mayConnect: boolean): Html =>
  html`<section class="account"><h3>${instance.name} <small class="dim">${definition?.title}</small></h3>${instance.description && html`<p>${instance.description}</p>`}
<p>Last run: ${lastRun(job)}${reason && html`<br><span class="dim">${reason}</span>`}<br>Next run: ${nextRunOf(instance, nextOn)}${mayConnect && connect(instance)}</p></section>`;

/** An instance with an app but neither an account id nor a ready token is read by the connection that an administrator has made, or has still to make. */
const connect = ({ id, config: { clientId, accountId, accessToken, refreshToken } }: Instance): Html | undefined =>
  clientId === undefined || accountId !== undefined || accessToken !== undefined
    ? undefined
    : html`<br><a href="/oauth/zoom/start?instance=${id}">${refreshToken === undefined ? 'Connect with Zoom' : 'Connect with Zoom again'}</a>`;

/** What a job says to a person: its state, in a word of ours. */
const STATES: Readonly<Record<Job['status'], string>> = { IN_PROGRESS: 'running', PERSISTING_DATA: 'running', COMPLETED: 'completed', FAILED: 'failed' };

function lastRun(job: Job | undefined): Html | string {
  if (!job) return 'never';
  const isBad = job.errorsOccurred || job.status === 'FAILED';
  const state = job.status === 'COMPLETED' && isBad ? 'completed, with errors' : STATES[job.status];
  return html`<span class="${isBad ? 'bad' : job.status === 'COMPLETED' && 'good'}">${state}</span> ${time(job.endedOn ?? job.startedOn)}`;
}

function nextRunOf({ polling }: Instance, nextOn: number | undefined): Html | string {
  if (nextOn !== undefined) return time(nextOn);
  return polling.interval === 'DISABLED' ? 'only when asked' : 'when the one that runs has ended';
}

/** The last thing that went wrong in a run that failed. */
async function reasonOf({ jobs }: Platform, job: Job | undefined): Promise<string | undefined> {
  if (job?.status !== 'FAILED') return undefined;
  const { items } = await jobs.events(job.id, { limit: 1000 });
  return items.findLast(({ level }) => level !== 'info')?.description;
}

const time = (on: number): Html => html`<time datetime="${new Date(on).toISOString()}">${new Date(on).toISOString().slice(0, 16).replace('T', ' ')}</time>`;
