/** What the envelope of a list says about the next page. Read before `dropSecrets`, which takes page tokens for secrets. */
export interface PageInfo {
  readonly nextPageToken?: string;
  readonly pageSize?: number;
  readonly pageCount?: number;
}

export interface Page extends PageInfo {
  readonly items: readonly Record<string, unknown>[];
}

/** Zoom's totals and counts are numbers, and sometimes strings of digits. */
const count = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

/** Reads the envelope of an answer as Zoom sent it. */
export const readPageInfo = (answer: Readonly<Record<string, unknown>>): PageInfo => {
  const token = answer.next_page_token;
  const pageSize = count(answer.page_size);
  const pageCount = count(answer.page_count);
  return {
    ...(typeof token === 'string' && token !== '' ? { nextPageToken: token } : {}),
    ...(pageSize === undefined ? {} : { pageSize }),
    ...(pageCount === undefined ? {} : { pageCount }),
  };
};
