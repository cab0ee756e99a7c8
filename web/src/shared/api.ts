import type { components } from './api-types.gen.ts';

/** What the server answers with, as its OpenAPI document says. */
export type Schemas = components['schemas'];
export type Answers = Schemas['Answers'];
/** `GET /api/rules/:id` and the like. */
export type Route = Exclude<keyof Answers, `event ${string}`>;
export type Cell = Schemas['Cell'];
export type Vertex = Schemas['Vertex'];
export type QueryAnswer = Schemas['QueryAnswer'];

/** What the server says when it does not do what was asked. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly hint?: string,
    /** Where in a query the mistake is. */
    readonly place?: { start: number; end: number; line: number; column: number },
  ) {
    super(message);
  }
}

export interface Asking {
  /** Values of what the route calls `:id` and the like. */
  params?: Record<string, string>;
  /** What follows the question mark; without what is undefined. */
  search?: Record<string, string | number | undefined>;
  body?: unknown;
  signal?: AbortSignal;
}

/** The address of a route with its parameters. */
export function pathOf(route: string, { params = {}, search = {} }: Asking = {}): string {
  const path = route.slice(route.indexOf('/')).replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''));
  const given = Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

/** Asks a route: JSON to and fro, cancelled with its signal. */
export async function ask<R extends Route>(route: R, asking: Asking = {}): Promise<Answers[R]> {
  const response = await send(route.slice(0, route.indexOf(' ')), pathOf(route, asking), asking);
  return readJson(await response.text()) as Answers[R];
}

/** Asks for a file. */
export const askFile = async (method: string, path: string): Promise<Blob> => (await send(method, path, {})).blob();

/** The one way to the server: same origin. Whoever is signed out is sent to the page that says how to sign in. */
async function send(method: string, path: string, { body, signal }: Asking): Promise<Response> {
  const response = await fetch(path, {
    method,
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new ApiError(0, 'unreachable', 'graph-zoom does not answer.', 'Is it running? It may be starting anew; this page goes on as soon as it answers.');
  });
  if (response.ok) return response;
  // The address stays: whoever signs in in another tab goes on here.
  if (response.status === 401) location.reload();
  const json = readJson(await response.text()) as { error?: Partial<Schemas['Mistake']> } | undefined;
  const { code = 'failed', message = `The server answered ${response.status}.`, hint, start, end, line, column } = json?.error ?? {};
  throw new ApiError(response.status, code, message, hint, start === undefined ? undefined : { start, end: end ?? start, line: line ?? 1, column: column ?? 1 });
}

function readJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(502, 'no-json', 'Something answered that is not graph-zoom.', 'Look at what is between this browser and the server: a proxy, a VPN, a sign-in page.');
  }
}

export interface QueryOptions {
  cursor?: string;
  pageSize?: number;
  total?: boolean;
  includeDeleted?: boolean;
  variables?: Record<string, unknown>;
  signal?: AbortSignal;
}

/** Asks in J1QL. */
export const query = (text: string, { signal, ...rest }: QueryOptions = {}): Promise<QueryAnswer> => ask('POST /api/query', { body: { query: text, ...rest }, signal });

/** Rows of a query that RETURNs columns. */
export async function queryRows(text: string, options: QueryOptions = {}): Promise<Record<string, Cell>[]> {
  const answer = await query(text, options);
  if (answer.type !== 'table') throw new Error(`The query has no columns: ${text}`);
  return answer.data as Record<string, Cell>[];
}

/** A text within single quotes of J1QL. */
export const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;

/** A condition of J1QL: words in a name or an address. */
export const hasWords = (words: string): string => `(displayName ~= ${quoted(words)} OR email ~= ${quoted(words)})`;

/** A query without its columns: the entities that it is about, which can be drawn. */
export const entitiesOf = (text: string): string => text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\bRETURN\b[\s\S]*$/gi, (part) => (/^return/i.test(part) ? '' : part)).trim();

/** Where a query is shown with its answer. */
export const queryLink = (text: string): string => `/query?q=${encodeURIComponent(text)}`;
