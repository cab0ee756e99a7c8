import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Paging } from './define-endpoint.ts';
import type { Page } from './page.ts';
import { readPageInfo } from './page.ts';
import { paginate } from './paginate.ts';
import { ZoomError } from './zoom-error.ts';

const PAGING: Paging = { items: 'users', maxPageSize: 2000, defaultPageSize: 30, pageNumber: true };
type Query = Readonly<Record<string, string>>;

const read = async (fetchPage: (query: Query) => Promise<Page>, options: { paging?: Paging; query?: Query; onRestart?: (page: number) => void } = {}) => {
  const records: Record<string, unknown>[] = [];
  const { paging = PAGING, query = {}, ...rest } = options;
  for await (const page of paginate({ endpoint: 'list-users', paging, query, fetchPage, ...rest })) records.push(...page);
  return records;
};

const expired = () => new ZoomError({ endpoint: 'list-users', action: 'restart-list', reason: 'page-token-expired', status: 400, zoomCode: 300 });
const users = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `u${index}` }));

/** A list that serves tokens, clamps the page size, repeats records over page borders, and lets tokens expire. */
const tokenList = (options: { all: readonly Record<string, unknown>[]; clamp: number; overlap?: number; expireAt?: ReadonlySet<number> }) => {
  let requests = 0;
  return async (query: Query): Promise<Page> => {
    if (options.expireAt?.has(requests++) && query.next_page_token) throw expired();
    const size = Math.min(Number(query.page_size), options.clamp);
    const from = Number(query.next_page_token ?? 0);
    const to = from + size;
    const items = options.all.slice(Math.max(0, from - (options.overlap ?? 0)), to);
    return { items, pageSize: size, ...(to < options.all.length ? { nextPageToken: String(to) } : {}) };
  };
};

describe('reading a list', () => {
  it('gives every record once, whatever the page size, repeats and expiries', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 200 }), fc.integer({ min: 1, max: 50 }), fc.nat({ max: 10 }), fc.uniqueArray(fc.nat({ max: 30 }), { maxLength: 5 }), async (count, clamp, overlap, expireAt) => {
        const all = users(count);
        const records = await read(tokenList({ all, clamp, overlap, expireAt: new Set(expireAt) }));
        expect(records.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
      }),
    );
  });

  it('asks for the largest page, and again for a safe size when Zoom grants too little', async () => {
    const asked: Query[] = [];
    const serve = tokenList({ all: users(700), clamp: 2000 });
    const records = await read(async (query) => {
      asked.push(query);
      // A Zoom that takes 2000 for nonsense and falls back to its default.
      return Number(query.page_size) > 300 ? { items: users(30), pageSize: 30, nextPageToken: '30' } : serve(query);
    });
    expect(asked.map((query) => query.page_size)).toEqual(['2000', '300', '300', '300']);
    expect(records).toHaveLength(700);
  });

  it('repeats all other parameters unchanged on every page', async () => {
    const asked: Query[] = [];
    const serve = tokenList({ all: users(1000), clamp: 300 });
    await read(
      async (query) => {
        asked.push(query);
        return serve(query);
      },
      { query: { status: 'inactive' } },
    );
    expect(asked.map(({ next_page_token: _, ...rest }) => rest)).toEqual(Array(4).fill({ status: 'inactive', page_size: '2000' }));
  });

  it('goes on with page numbers where no token comes, and only for endpoints that know them', async () => {
    const serve = async (query: Query): Promise<Page> => {
      const number = Number(query.page_number ?? 1);
      return { items: users(25).slice((number - 1) * 10, number * 10), pageCount: 3, pageSize: 300 };
    };
    expect(await read(serve)).toHaveLength(25);
    expect(await read(serve, { paging: { ...PAGING, pageNumber: false } })).toHaveLength(10);
  });

  it('does not fall back to page numbers at the end of tokens', async () => {
    const serve = async (query: Query): Promise<Page> => (query.next_page_token ? { items: [{ id: 'b' }], pageCount: 9 } : { items: [{ id: 'a' }], pageCount: 9, nextPageToken: 't' });
    expect(await read(serve)).toEqual([{ id: 'a' }, { id: 'b' }]);
  });

  it('tells pending users apart by e-mail, whatever its case', async () => {
    const records = await read(async () => ({ items: [{ email: 'A@x.us' }, { email: 'a@x.us' }, { email: 'b@x.us' }, { id: '', email: 'B@x.us' }, { name: 'n' }, { name: 'n' }] }));
    expect(records).toEqual([{ email: 'A@x.us' }, { email: 'b@x.us' }, { name: 'n' }]);
  });

  it('stops with an error when a token comes twice, or empty pages never end', async () => {
    await expect(read(async () => ({ items: [{ id: 'a' }], nextPageToken: 'same' }))).rejects.toMatchObject({ code: 'zoom-answer' });
    let token = 0;
    await expect(read(async () => ({ items: [], nextPageToken: String(token++) }))).rejects.toMatchObject({ code: 'zoom-answer' });
  });

  it('begins again five times at most, and says so', async () => {
    const restarts: number[] = [];
    const serve = async (query: Query): Promise<Page> => {
      if (query.next_page_token) throw expired();
      return { items: [{ id: 'a' }], nextPageToken: 't' };
    };
    await expect(read(serve, { onRestart: (page) => restarts.push(page) })).rejects.toMatchObject({ reason: 'page-token-expired' });
    expect(restarts).toEqual([2, 2, 2, 2, 2]);
  });

  it('does not begin again for other errors', async () => {
    let requests = 0;
    const fail = async (): Promise<Page> => {
      requests++;
      throw new ZoomError({ endpoint: 'list-users', action: 'stop', reason: 'validation-failed', status: 400 });
    };
    await expect(read(fail)).rejects.toMatchObject({ reason: 'validation-failed' });
    expect(requests).toBe(1);
  });
});

describe('the envelope of a page', () => {
  it('takes an empty token for none, and digits for a number', () => {
    expect(readPageInfo({ next_page_token: '', page_size: '300', page_count: 2 })).toEqual({ pageSize: 300, pageCount: 2 });
    expect(readPageInfo({ next_page_token: 't', page_size: null, page_count: 'many' })).toEqual({ nextPageToken: 't' });
  });
});
