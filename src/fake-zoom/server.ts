import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../lib/clock.ts';
import { ENDPOINTS } from '../zoom/endpoints/index.ts';
import { failure, notRecognized } from './answers.ts';
import { Api, type Now } from './api.ts';
import type { OrganisationChange } from './changes.ts';
import { control } from './control.ts';
import { faultsOf } from './faults.ts';
import { OAuth } from './oauth.ts';
import { handleOAuth } from './oauth-http.ts';
import type { FakeZoom, FakeZoomOptions, Requests } from './options.ts';
import { sendChangeEvents } from './webhooks.ts';
import { send } from './wire.ts';
import { World } from './world.ts';

export type { FakeZoom, FakeZoomOptions } from './options.ts';

const PAGE_TOKEN_MS = 15 * 60 * 1000;
const TOKEN_S = 3599;

/** Starts a Zoom on 127.0.0.1 with an invented organisation (reference/zoom-api.md, section 9). */
export async function startFakeZoom(options: FakeZoomOptions): Promise<FakeZoom> {
  const clock = options.clock ?? systemClock;
  const seed = options.seed ?? 1;
  const now: Now = { plan: options.plan ?? 'business', otherLoad: options.otherLoad ?? 0, latencyMs: options.latencyMs ?? 0, scopes: options.scopes ?? defaultScopes() };
  const e2ee = now.plan === 'business' || now.plan === 'unlimited';
  const locks = { meetingAuthentication: false, recordingAuthentication: false, ...options.locks };
  const world = new World({ users: options.users, seed, locks, e2ee, canaries: options.canaries ?? false, pageTokenLifetimeMs: options.pageTokenLifetimeMs ?? PAGE_TOKEN_MS }, faultsOf(options.faults));
  const credentials = { accountId: world.org.accountId, clientId: 'fake-client-id', clientSecret: 'fake-client-secret' };
  const oauth: OAuth = new OAuth({
    credentials,
    lifetimeS: options.tokenLifetimeS ?? TOKEN_S,
    scopes: () => api.scopes(),
    disabled: () => world.faults.appDisabled,
    redirectUris: options.redirectUris,
    refreshGraceMs: options.refreshGraceMs ?? 0,
    apiUrl: () => (options.apiUrl === '' ? undefined : (options.apiUrl ?? url)),
  });
  const requests: Requests = { total: 0, rateLimited: 0, tokens: () => oauth.issued, byLabel: {}, byRoute: {} };
  const api = new Api({ world, oauth, now, requests, seed, clock, maxPageSize: options.maxPageSize ?? Number.POSITIVE_INFINITY });

  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const asked = new URL(request.url ?? '/', 'http://fake');
    const [, part] = asked.pathname.split('/');
    if (part === 'oauth') return handleOAuth(oauth, request, response, asked, { now: clock.now(), outage: world.faults.outage });
    if (part === 'control') return send(response, await control(fake, request, asked.pathname));
    if (part !== 'v2') return send(response, notRecognized);
    asked.pathname = asked.pathname.slice('/v2'.length);
    return api.handle(request, response, asked);
  };
  const server = http.createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
    answer(request, response).catch((error: unknown) => send(response, failure(500, 500, error instanceof Error ? error.message : 'internal error')));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ended = new AbortController();
  const tell = (made: OrganisationChange[]): OrganisationChange[] => {
    if (options.webhook)
      sendChangeEvents(options.webhook, world, made, clock, ended.signal).catch((error: unknown) => {
        if (!ended.signal.aborted) throw error; // a wait that close() ended is no error
      });
    return made;
  };
  const fake: FakeZoom = {
    url,
    apiUrl: `${url}/v2`,
    oauthUrl: `${url}/oauth`,
    credentials,
    world,
    requests,
    change: (count) => tell(world.change(count)),
    edit: (wanted) => tell([world.edit(wanted)])[0] as OrganisationChange,
    set: ({ faults, ...rest }) => {
      Object.assign(now, Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)));
      if (faults === undefined) return;
      world.faults = faultsOf(faults);
      api.resetFaults();
    },
    close: async () => {
      ended.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
  return fake;
}

const defaultScopes = (): string[] => [...new Set(ENDPOINTS.flatMap((endpoint) => endpoint.scopes.classic.slice(0, 1)))];
