import type { z } from 'zod';

/** Zoom's rate-limit labels (reference/zoom-api.md, section 2). */
export const RATE_LABELS = ['LIGHT', 'MEDIUM', 'HEAVY', 'RESOURCE_INTENSIVE'] as const;
export type RateLabel = (typeof RATE_LABELS)[number];

/** How a list is read. `items` is the key of the records in the answer, `maxPageSize` Zoom's own maximum. */
export interface Paging {
  readonly items: string;
  readonly maxPageSize: number;
  /** Zoom's page size where none is asked for. */
  readonly defaultPageSize: number;
  /** Endpoints that still answer to `page_number` when asked without a token. */
  readonly pageNumber?: boolean;
}

/** One Zoom endpoint as data; the client, the scope check, `doctor`, the documentation and the fake Zoom all read it. */
export interface Endpoint<Schema extends z.ZodType = z.ZodType> {
  readonly id: string;
  /** Path below the API's base, with `{parameters}`. */
  readonly path: string;
  readonly query: readonly string[];
  readonly label: RateLabel;
  readonly paging?: Paging;
  /** Any one of these scopes opens the endpoint; the first of each is the one to ask for. */
  readonly scopes: { readonly classic: readonly string[]; readonly granular: readonly string[] };
  readonly response: Schema;
  /** Dotted paths of this answer that hold a credential or passcode (`[]` marks list items). */
  readonly secrets: readonly string[];
  /** What the answer is for, in words for the person who grants the scope. */
  readonly purpose: string;
}

/** Gives an endpoint its type; the data is used as it stands. */
export const defineEndpoint = <Schema extends z.ZodType>(endpoint: Endpoint<Schema>): Endpoint<Schema> => endpoint;
