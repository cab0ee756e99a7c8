import { changeEvery } from '../fake-zoom/change-loop.ts';
import type { OrganisationChange } from '../fake-zoom/changes.ts';
import { type FakeZoom, type FakeZoomOptions, startFakeZoom } from '../fake-zoom/server.ts';
import { challenge, type Tried, type WebhookTarget } from '../fake-zoom/webhooks.ts';
import { systemClock } from '../lib/clock.ts';
import { GraphZoomError } from '../lib/errors.ts';
import type { FakeZoomCommandOptions } from './commands/fake-zoom.ts';
import { faultProfile } from './fault-profile.ts';
import { note, print, printJson } from './output.ts';

const MOST_USERS = 500_000;
const SECOND = 1000;

/** Runs a fake Zoom until the signal: says where it answers, changes it as often as asked, and sends webhooks. */
export async function serveFakeZoom(options: FakeZoomCommandOptions, signal: AbortSignal): Promise<void> {
  const [given, target] = [optionsOf(options), webhookOf(options)];
  const fake = await startFakeZoom({ ...given, ...(target ? { webhook: target } : {}) });
  try {
    sayWhere(fake, options);
    if (target)
      note((await challenge(target, systemClock)) ? `The webhook endpoint ${target.url} knows the secret.` : `The webhook endpoint ${target.url} did not pass Zoom's challenge; a real Zoom would send it nothing.`);
    if (options.changeEvery === undefined) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    else await changeEvery(systemClock, options.changeEvery * SECOND, () => changeOnce(fake, options), signal);
  } finally {
    await fake.close();
  }
}

function changeOnce(fake: FakeZoom, options: FakeZoomCommandOptions): void {
  for (const change of fake.change(1)) sayChange(fake, change, options);
}

function optionsOf(options: FakeZoomCommandOptions): FakeZoomOptions {
  inRange('--users', options.users, 1, MOST_USERS);
  inRange('--latency', options.latency, 0);
  inRange('--other-load', options.otherLoad, 0, 1);
  if (options.changeEvery !== undefined) inRange('--change-every', options.changeEvery, 0.01);
  return {
    users: Math.floor(options.users),
    seed: options.seed,
    plan: options.plan,
    latencyMs: options.latency,
    otherLoad: options.otherLoad,
    faults: faultProfile(options.faults),
    port: options.port,
    ...(options.redirectUri === undefined ? {} : { redirectUris: options.redirectUri }),
    ...(options.scopes === undefined ? {} : { scopes: options.scopes.split(/[\s,]+/) }),
  };
}

function inRange(option: string, value: number, least: number, most = Number.POSITIVE_INFINITY): void {
  if (value >= least && value <= most) return;
  throw new GraphZoomError('usage', `${option} is not a number that fits.`, { hint: `Write a number from ${least}${most === Number.POSITIVE_INFINITY ? '' : ` to ${most}`}.` });
}

function webhookOf({ webhook, webhookSecret }: FakeZoomCommandOptions): WebhookTarget | undefined {
  if (webhook === undefined) return undefined;
  if (!URL.canParse(webhook)) throw new GraphZoomError('usage', `--webhook "${webhook}" is not an address.`, { hint: 'Write one such as http://localhost:8080/zoom.' });
  if (!webhookSecret) throw new GraphZoomError('usage', '--webhook needs a secret to sign with.', { hint: 'Add --webhook-secret, or set GRAPH_ZOOM_WEBHOOK_SECRET.' });
  return { url: webhook, secretToken: webhookSecret, onTry: sayTry };
}

function sayWhere(fake: FakeZoom, { users, json }: FakeZoomCommandOptions): void {
  const { accountId, clientId, clientSecret } = fake.credentials;
  const env = { ZOOM_API_URL: fake.apiUrl, ZOOM_OAUTH_URL: fake.oauthUrl, ZOOM_ACCOUNT_ID: accountId, ZOOM_CLIENT_ID: clientId, ZOOM_CLIENT_SECRET: clientSecret };
  if (json) {
    printJson({ url: fake.url, env });
    return;
  }
  const pairs = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  print(`export ${pairs.join(' ')}`);
  note(`A Zoom with ${users} users answers at ${fake.url}. Set the line above in another terminal, then: graph-zoom collect. Ctrl-C ends it.`);
}

function sayChange({ world }: FakeZoom, { kind, index, before }: OrganisationChange, { json }: FakeZoomCommandOptions): void {
  const { id, email } = (world.org.person(index) ?? world.org.person(index, before))?.list ?? {};
  if (json) printJson({ change: kind, id, email });
  else note(`changed: ${kind} ${email}`);
}

function sayTry({ event, attempt, outcome, nextInMs }: Tried): void {
  const answer = outcome.kind === 'answered' ? outcome.status : outcome.why;
  note(`webhook: ${event}, try ${attempt}: ${answer}${nextInMs === undefined ? '' : `; again in ${nextInMs / 60_000} minutes`}`);
}
