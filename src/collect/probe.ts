import { GraphZoomError, messageOf } from '../lib/errors.ts';
import type { ZoomClient } from '../zoom/client.ts';
import type { Endpoint } from '../zoom/define-endpoint.ts';
import { ENDPOINTS } from '../zoom/endpoints/index.ts';
import { listRoles } from '../zoom/endpoints/list-roles.ts';
import { listUsers } from '../zoom/endpoints/list-users.ts';
import { coverage, missingScopeMessage } from '../zoom/scopes.ts';
import { outcomeOf } from './outcome.ts';
import { STEPS } from './steps.ts';

/** What an endpoint is for, and what opens it. */
export interface Need {
  readonly endpoint: string;
  readonly purpose: string;
  /** The data model of the mission is complete without it. */
  readonly optional: boolean;
  /** Any one of these opens it: the name in older apps, and in newer ones. */
  readonly scopes: { readonly classic?: string; readonly granular?: string };
}

export interface Probe extends Need {
  readonly status: 'ok' | 'missing-scope' | 'refused' | 'failed';
  /** What Zoom said. */
  readonly detail?: string;
  /** What to do. */
  readonly hint?: string;
}

/** What an app needs for everything, in the order of the endpoint table. */
export const NEEDS: readonly Need[] = ENDPOINTS.map(needOf);

/** Every account has users: when nobody answers at the address, or something other than Zoom does, that is one problem and not a dozen. */
const NOT_ZOOM = /^(?:zoom-unreachable|zoom-unavailable|zoom-answer|zoom-not-found)$/;

/** Asks every endpoint once. Throws when there is no token to ask with, or no Zoom at the address. */
export async function probe(client: ZoomClient): Promise<{ scopes?: readonly string[]; probes: Probe[] }> {
  const scopes = await client.scopes();
  const found: { userId?: string; roleId?: string } = {};
  const probes: Probe[] = [];
  // Lists first: they tell a user and a role to ask about.
  for (const endpoint of [listUsers, listRoles, ...ENDPOINTS.filter((e) => e !== listUsers && e !== listRoles)]) probes.push(await probeOne(client, endpoint, scopes, found));
  const order = new Map(ENDPOINTS.map((endpoint, index) => [endpoint.id, index] as const));
  probes.sort((a, b) => (order.get(a.endpoint) ?? 0) - (order.get(b.endpoint) ?? 0));
  return { ...(scopes === undefined ? {} : { scopes: [...scopes].sort() }), probes };
}

async function probeOne(client: ZoomClient, endpoint: Endpoint, scopes: ReadonlySet<string> | undefined, found: { userId?: string; roleId?: string }): Promise<Probe> {
  const about = needOf(endpoint);
  if (coverage(endpoint, scopes) === 'missing') return { ...about, status: 'missing-scope', detail: missingScopeMessage(endpoint) };
  try {
    if (endpoint.paging) {
      for await (const page of client.list(endpoint)) {
        const first = page[0]?.id;
        if (typeof first === 'string' && endpoint === listUsers) found.userId ??= first;
        if (typeof first === 'string' && endpoint === listRoles) found.roleId ??= first;
        break; // one page is enough to know
      }
    } else await client.get(endpoint, { params: { accountId: 'me', userId: found.userId ?? 'me', roleId: found.roleId ?? '0' } });
    return { ...about, status: 'ok' };
  } catch (error) {
    const outcome = outcomeOf(error);
    if (outcome === 'fatal' || (endpoint === listUsers && error instanceof GraphZoomError && NOT_ZOOM.test(error.code))) throw error;
    return { ...about, status: outcome === 'step' ? 'refused' : 'failed', detail: messageOf(error), ...(error instanceof GraphZoomError ? { hint: error.hint } : {}) };
  }
}

function needOf(endpoint: Endpoint): Need {
  const [classic] = endpoint.scopes.classic;
  const [granular] = endpoint.scopes.granular;
  return {
    endpoint: endpoint.id,
    purpose: endpoint.purpose,
    optional: Object.values(STEPS).some((step) => step.endpoint === endpoint && step.optional),
    scopes: { ...(classic === undefined ? {} : { classic }), ...(granular === undefined ? {} : { granular }) },
  };
}
