import { z } from 'zod';
import type { Clock } from '../lib/clock.ts';
import { exchangeCode } from '../zoom/oauth.ts';
import { scopesOf } from '../zoom/token-answer.ts';
import type { Transport } from '../zoom/transport.ts';
import type { Flow, Flows, OAuthApp } from './flows.ts';
import { exchangeProblem, type Problem, problem, zoomSaid } from './problems.ts';

/** What Zoom gave. */
export interface Connection {
  readonly app: OAuthApp;
  readonly accessToken: string;
  /** When the access token ends. */
  readonly expiresOn: number;
  readonly scopes: ReadonlySet<string> | undefined;
  /** Gives the next access token, once, with the next refresh token. */
  readonly refreshToken: string | undefined;
}

export type Finished<About> = { readonly ok: true; readonly connection: Connection; readonly about: About } | { readonly ok: false; readonly problem: Problem; readonly flow?: Flow<About> };

export interface FinishDeps {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/** As one text where a parameter came twice: then it is none that we made. */
const parameter = z.string().min(1).max(4096).optional().catch(undefined);
const returned = z.object({ state: parameter, code: parameter, error: parameter });

/** The parameters of the address that Zoom sends the browser to; a name that comes twice counts as absent. */
const readReturn = (query: URLSearchParams) => returned.parse(Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).length === 1 ? query.get(name) : undefined])));

/** Ends an authorization with what Zoom sent the browser back with: checks that it is ours and this browser's, and exchanges the code. */
export async function finish<About>(flows: Flows<About>, query: URLSearchParams, browser: string | undefined, { transport, clock, signal }: FinishDeps): Promise<Finished<About>> {
  const { state, code, error } = readReturn(query);
  const taken = flows.take(state, browser);
  if (!taken.ok) return { ok: false, problem: problem(taken.reason) };
  const { flow, verifier } = taken;
  const { app } = flow;
  if (error !== undefined) return { ok: false, flow, problem: error === 'access_denied' ? problem('denied') : zoomSaid(error) };
  if (code === undefined) return { ok: false, flow, problem: problem('no-code') };
  const askedAt = clock.now();
  try {
    const answer = await exchangeCode({ transport, clock, signal, ...app }, code, flow.redirectUri, verifier);
    return { ok: true, about: flow.about, connection: { app, accessToken: answer.access_token, expiresOn: askedAt + answer.expires_in * 1000, scopes: scopesOf(answer), refreshToken: answer.refresh_token } };
  } catch (thrown) {
    return { ok: false, flow, problem: exchangeProblem(thrown) };
  }
}
