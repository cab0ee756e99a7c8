import { createHmac, randomBytes } from 'node:crypto';
import { type Answer, badPageToken, ok } from './answers.ts';
import type { Faults } from './faults.ts';

/** A list that can be read from any position; `next` is where to go on, undefined at the end. */
export interface Source {
  readonly total: number;
  take(position: number, count: number): { items: readonly Readonly<Record<string, unknown>>[]; next?: number };
  /** The position after `count` records, without building them. */
  skip(position: number, count: number): number | undefined;
}

export interface PageRequest {
  readonly route: string;
  readonly query: URLSearchParams;
  /** The key of the records in the answer. */
  readonly items: string;
  readonly maxPageSize: number;
  readonly now: number;
  readonly faults: Pick<Faults, 'duplicates' | 'totalsDrift' | 'repeatedPage'>;
  /** Called before a page after the first is read, with its position and size. */
  readonly onTurn?: (position: number, size: number) => void;
}

/** What a page token says, apart from its signature. */
interface Bookmark {
  readonly position: number;
  /** Of the page it leads to, from 1. */
  readonly page: number;
  /** True for the second time that a fault shows this page. */
  readonly again: boolean;
}

const DEFAULT_SIZE = 30;
const START: Bookmark = { position: 0, page: 1, again: false };
/** Parameters that a token is bound to; keys Zoom does not know do not matter. */
const BOUND = ['status', 'role_id', 'page_size', 'page_number', 'type', 'license', 'include_fields', 'option'];

/** Pages by token and by number (reference/zoom-api.md, sections 3.0 and 9.3). Tokens are bound to route, parameters and position. */
export class Pages {
  readonly #key = randomBytes(16);
  readonly #lifetimeMs: number;

  constructor(lifetimeMs: number) {
    this.#lifetimeMs = lifetimeMs;
  }

  answer(source: Source, request: PageRequest): Answer {
    const { query, items, now, faults } = request;
    const size = pageSize(query, request.maxPageSize);
    const token = query.get('next_page_token');
    if (!token && query.has('page_number')) return numbered(source, size, query.get('page_number'), items);
    const mark = token ? this.#open(token, request) : START;
    if (mark === undefined) return badPageToken;
    if (token) request.onTurn?.(mark.position, size);
    const { items: records, next } = source.take(mark.position, size);
    const again = faults.duplicates && mark.position > 0 ? source.take(mark.position - 1, 1).items : [];
    const repeat = faults.repeatedPage && mark.page === 2 && !mark.again;
    const following = repeat ? { ...mark, again: true } : next === undefined ? undefined : { position: next, page: mark.page + 1, again: false };
    const total = source.total + (faults.totalsDrift ? (mark.page % 3) + 1 : 0);
    const first = token ? {} : { page_count: Math.ceil(total / size), page_number: 1 };
    return ok({ ...first, page_size: size, total_records: total, next_page_token: following === undefined ? '' : this.#seal(following, request, now), [items]: [...again, ...records] });
  }

  #seal({ position, page, again }: Bookmark, request: PageRequest, now: number): string {
    const payload = [position, page, Number(again), now + this.#lifetimeMs].join('.');
    return `${Buffer.from(payload).toString('base64url')}.${this.#sign(payload, request)}`;
  }

  #open(token: string, request: PageRequest): Bookmark | undefined {
    const [encoded = '', signature] = token.split('.');
    const payload = Buffer.from(encoded, 'base64url').toString();
    const [position, page, again, until] = payload.split('.').map(Number) as [number, number, number, number];
    return signature === this.#sign(payload, request) && until > request.now ? { position, page, again: again === 1 } : undefined;
  }

  #sign(payload: string, { route, query }: PageRequest): string {
    const bound = BOUND.map((name) => `${name}=${query.getAll(name).join()}`).join('&');
    return createHmac('sha256', this.#key).update(`${payload}|${route}|${bound}`).digest('base64url').slice(0, 16);
  }
}

/** Out of range is no error: Zoom clamps, and takes 30 for nonsense. */
function pageSize(query: URLSearchParams, max: number): number {
  const asked = Number(query.get('page_size') ?? DEFAULT_SIZE);
  return Math.min(Number.isInteger(asked) && asked > 0 ? asked : DEFAULT_SIZE, max);
}

function numbered(source: Source, size: number, asked: string | null, items: string): Answer {
  const page = Math.max(1, Math.floor(Number(asked)) || 1);
  const position = page === 1 ? 0 : source.skip(0, (page - 1) * size);
  const records = position === undefined ? [] : source.take(position, size).items;
  return ok({ page_count: Math.ceil(source.total / size), page_number: page, page_size: size, total_records: source.total, [items]: records });
}

/** A short list as a source. */
export const listSource = (list: readonly Readonly<Record<string, unknown>>[]): Source => {
  const skip = (position: number, count: number) => (position + count < list.length ? position + count : undefined);
  return {
    total: list.length,
    skip,
    take: (position, count) => {
      const next = skip(position, count);
      return { items: list.slice(position, position + count), ...(next === undefined ? {} : { next }) };
    },
  };
};
