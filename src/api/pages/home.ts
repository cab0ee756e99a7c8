import { type Html, html } from '../../lib/html.ts';
import type { Caller, Instance, Job } from '../../platform/platform.ts';
import type { ApiContext } from '../context.ts';
import { page } from './page.ts';

/** The instances and what the graph holds, until there is more to see. */
export async function homePage({ platform, store, nextRun }: ApiContext, caller: Caller): Promise<string> {
  const instances = await platform.instances.list();
  const rows = await Promise.all(
    instances.map(async (instance) => ({
      instance,
      job: (await platform.jobs.list({ instanceId: instance.id, limit: 1 })).items[0],
      next: await nextRun?.(instance.id),
      definition: await platform.definitions.get(instance.definitionId),
    })),
  );
  const { entities, relationships } = await store.counts();
  return page(
    'Instances',
    html`<h1>graph-zoom</h1>
${
  rows.length === 0
    ? html`<p>No account is configured yet. On the machine where this runs:</p><pre>graph-zoom instances add --name "Our Zoom" --polling daily@06</pre>`
    : html`<div class="wide"><table><tr><th>Account name</th><th>Kind</th><th>Last run</th><th>Next run</th></tr>
${rows.map(({ instance, definition, job, next }) => html`<tr><td>${instance.name}<br><span class="dim">${instance.description}</span>${caller.kind === 'session' && caller.role === 'administrator' && connect(instance)}</td><td>${definition?.title}</td><td>${lastRun(job)}</td><td>${nextOf(instance, next)}</td></tr>`)}</table></div>`
}
<h2>The graph</h2>
<div class="wide"><table><tr><th>Type</th><th>Count</th></tr>${Object.entries({ ...entities, ...relationships }).map(([type, count]) => html`<tr><td><code>${type}</code></td><td>${count}</td></tr>`)}</table></div>
<p><a href="/api/docs">API</a> · <a href="/metrics">Metrics</a></p>
${caller.kind === 'session' && html`<form method="post" action="/logout"><button>Sign out</button></form>`}`,
  );
}

/** An instance with an app but neither an account id nor a ready token is read by the connection that an administrator has made, or has still to make. */
const connect = ({ id, config: { clientId, accountId, accessToken, refreshToken } }: Instance): Html | undefined =>
  clientId === undefined || accountId !== undefined || accessToken !== undefined
    ? undefined
    : html`<br><a href="/oauth/zoom/start?instance=${id}">${refreshToken === undefined ? 'Connect with Zoom' : 'Connect with Zoom again'}</a>`;

const lastRun = (job: Job | undefined): Html | string =>
  job
    ? html`<span class="${job.status === 'FAILED' ? 'bad' : job.errorsOccurred ? 'bad' : 'good'}">${job.status}${job.errorsOccurred && job.status === 'COMPLETED' ? ', with errors' : ''}</span><br><span class="dim">${when(job.endedOn ?? job.startedOn)}</span>`
    : 'never';
const nextOf = ({ polling }: Instance, next: number | undefined): string => (next === undefined ? (polling.interval === 'DISABLED' ? 'only when asked' : '') : when(next));
const when = (on: number): string => new Date(on).toISOString().replace(/\.\d+Z$/, 'Z');
