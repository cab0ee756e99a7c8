import { messageOf } from '../lib/errors.ts';
import type { ZoomClient } from '../zoom/client.ts';
import type { Endpoint } from '../zoom/define-endpoint.ts';
import { ENDPOINTS } from '../zoom/endpoints/index.ts';
import { listRoles } from '../zoom/endpoints/list-roles.ts';
import { listUsers } from '../zoom/endpoints/list-users.ts';
import { coverage, missingScopeMessage } from '../zoom/scopes.ts';
import { outcomeOf } from './outcome.ts';
import { STEPS } from './steps.ts';

export interface Probe {
  readonly endpoint: string;
  readonly purpose: string;
  readonly status: 'ok' | 'missing-scope' | 'refused' | 'failed';
  readonly detail?: string;
  readonly optional: boolean;
}

/** Asks every endpoint once. Throws only when there is no token to ask with. */
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
  const about = { endpoint: endpoint.id, purpose: endpoint.purpose, optional: Object.values(STEPS).some((step) => step.endpoint === endpoint && step.optional) };
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
    if (outcome === 'fatal') throw error;
    return { ...about, status: outcome === 'step' ? 'refused' : 'failed', detail: messageOf(error) };
  }
}
