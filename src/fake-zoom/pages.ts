import { createHmac, randomBytes } from 'node:crypto';
import { type Answer, badPageToken, ok } from './answers.ts';

/** A list that can be read from any position; `next` is where to go on, undefined at the end. */
export interface Source {
  readonly total: number;
  take(position: number, count: number): { items: readonly Readonly<Record<string, unknown>>[]; next?: number };
}

export interface PageRequest {
  readonly route: string;
  readonly query: URLSearchParams;
  readonly items: string;
  readonly maxPageSize: number;
  readonly now: number;
  readonly duplicates: boolean;
  readonly drift: boolean;
}

const DEFAULT_SIZE = 30;

/** Pages by token and by number (reference/zoom-api.md, sections 3.0 and 9.3). Tokens are bound to route, parameters and position. */
export class Pages {
  readonly #key = randomBytes(16);
  readonly #lifetimeMs: number;

  constructor(lifetimeMs: number) {
    this.#lifetimeMs = lifetimeMs;
  }

  answer(source: Source, request: PageRequest): Answer {
    const { query, items, now } = request;
    const size = this.#size(query, request.maxPageSize);
    const total = source.total + (request.drift ? 3 : 0);
    const token = query.get('next_page_token');
    if (!token && query.has('page_number')) return this.#numbered(source, size, Number(query.get('page_number')) || 1, items, total);
    const position = token ? this.#open(token, request) : 0;
    if (position === undefined) return badPageToken;
    const { items: records, next } = source.take(position, size);
    const again = request.duplicates && position > 0 ? source.take(position - 1, 1).items : [];
    const next_page_token = next === undefined ? '' : this.#seal(next, request, now);
    const first = token ? {} : { page_count: Math.ceil(total / size), page_number: 1 };
    return ok({ ...first, page_size: size, total_records: total, next_page_token, [items]: [...again, ...records] });
  }

  /** Out of range is no error: Zoom clamps, and takes 30 for nonsense. */
  #size(query: URLSearchParams, max: number): number {
    const asked = Number(query.get('page_size') ?? DEFAULT_SIZE);
    return Number.isInteger(asked) && asked > 0 ? Math.min(asked, max) : DEFAULT_SIZE;
  }

  #numbered(source: Source, size: number, page: number, items: string, total: number): Answer {
    let position: number | undefined = 0;
    for (let n = 1; n < page && position !== undefined; n++) position = source.take(position, size).next;
    const records = position === undefined ? [] : source.take(position, size).items;
    return ok({ page_count: Math.ceil(source.total / size), page_number: page, page_size: size, total_records: total, [items]: records });
  }

  #seal(position: number, request: PageRequest, now: number): string {
    const payload = `${position}.${now + this.#lifetimeMs}`;
    return `${Buffer.from(payload).toString('base64url')}.${this.#sign(payload, request)}`;
  }

  #open(token: string, request: PageRequest): number | undefined {
    const [encoded = '', signature] = token.split('.');
    const payload = Buffer.from(encoded, 'base64url').toString();
    const [position, until] = payload.split('.').map(Number);
    return signature === this.#sign(payload, request) && (until as number) > request.now ? position : undefined;
  }

  #sign(payload: string, { route, query }: PageRequest): string {
    const bound = [...query]
      .filter(([name]) => name !== 'next_page_token')
      .map(([name, value]) => `${name}=${value}`)
      .sort();
    return createHmac('sha256', this.#key)
      .update(`${payload}|${route}|${bound.join('&')}`)
      .digest('base64url')
      .slice(0, 16);
  }
}

/** A short list as a source. */
export const listSource = (list: readonly Readonly<Record<string, unknown>>[]): Source => ({
  total: list.length,
  take: (position, count) => ({ items: list.slice(position, position + count), ...(position + count < list.length ? { next: position + count } : {}) }),
});
