import { GraphZoomError } from '../lib/errors.ts';
import type { Paging } from './define-endpoint.ts';
import type { Page } from './page.ts';
import { ZoomError } from './zoom-error.ts';

export interface ListRequest {
  readonly endpoint: string;
  readonly paging: Paging;
  /** The caller's own parameters; they stay the same on every page, because tokens are bound to them. */
  readonly query: Readonly<Record<string, string>>;
  readonly fetchPage: (query: Readonly<Record<string, string>>) => Promise<Page>;
  readonly onRestart?: (page: number) => void;
}

/** The size that every list of Zoom's serves; asked for when Zoom does not grant its own maximum. */
const SAFE_PAGE_SIZE = 300;
const MOST_RESTARTS = 5;
/** Empty pages with a token behind them are legal; so many in a row are a loop. */
const MOST_EMPTY_PAGES = 20;

/** What makes a record one: its id, else its e-mail (pending users have no id), else all of it. */
const identity = (record: Readonly<Record<string, unknown>>): string => {
  const { id, email } = record;
  if ((typeof id === 'string' && id !== '') || typeof id === 'number') return String(id);
  return typeof email === 'string' && email !== '' ? `email:${email.toLowerCase()}` : JSON.stringify(record);
};

const endless = (endpoint: string, what: string): GraphZoomError => new GraphZoomError('zoom-answer', `Zoom ${what} while ${endpoint} was read; the list cannot be read to its end.`);

/**
 * Every record of a list, once. Follows tokens, falls back to page numbers where Zoom still speaks them, never trusts totals,
 * and begins again when a token expires (reference/zoom-api.md, 3.0).
 */
export async function* paginate(request: ListRequest): AsyncGenerator<readonly Record<string, unknown>[]> {
  const seen = new Set<string>();
  const fresh = (page: Page): Record<string, unknown>[] =>
    page.items.filter((record) => {
      const key = identity(record);
      return !seen.has(key) && seen.add(key);
    });
  for (let restarts = 0; ; restarts++) {
    let page = 0;
    try {
      for await (const answer of traverse(request)) {
        page++;
        const records = fresh(answer);
        if (records.length > 0) yield records;
      }
      return;
    } catch (error) {
      if (!(error instanceof ZoomError && error.action === 'restart-list') || restarts >= MOST_RESTARTS) throw error;
      request.onRestart?.(page + 1);
    }
  }
}

/** One way through the list, from the first page to the last. */
async function* traverse({ endpoint, paging, query, fetchPage }: ListRequest): AsyncGenerator<Page> {
  let size = paging.maxPageSize;
  let first = await fetchPage({ ...query, page_size: String(size) });
  const more = first.nextPageToken !== undefined || (first.pageCount ?? 0) > 1;
  if (more && size > SAFE_PAGE_SIZE && (first.pageSize ?? size) < SAFE_PAGE_SIZE) {
    size = SAFE_PAGE_SIZE;
    first = await fetchPage({ ...query, page_size: String(size) });
  }
  const parameters = { ...query, page_size: String(size) };
  const tokens = new Set<string>();
  let empty = 0;
  let number = 1;
  for (let page = first; ; ) {
    yield page;
    empty = page.items.length === 0 ? empty + 1 : 0;
    if (empty > MOST_EMPTY_PAGES) throw endless(endpoint, `sent ${empty} empty pages in a row`);
    const token = page.nextPageToken;
    if (token !== undefined) {
      if (tokens.has(token)) throw endless(endpoint, 'gave the same page token twice');
      tokens.add(token);
      page = await fetchPage({ ...parameters, next_page_token: token });
    } else if (paging.pageNumber && tokens.size === 0 && (page.pageCount ?? 0) > number) {
      number++;
      page = await fetchPage({ ...parameters, page_number: String(number) });
    } else {
      return;
    }
  }
}
