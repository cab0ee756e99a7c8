import type { GraphQLResolveInfo } from 'graphql';
import type { Caller, Role } from '../../platform/platform.ts';
import type { ApiContext } from '../context.ts';
import type { DeferredResults } from './deferred/results.ts';
import type { Lookups } from './lookups.ts';

/** One caller's HTTP request: what every resolver is given. */
export interface Asking {
  readonly api: ApiContext;
  readonly caller: Caller & { readonly instanceId?: string };
  /** `_accountId` of everything: a server has one account. */
  readonly account: string;
  /** Aborted when the client goes away or the time is up. */
  readonly signal: AbortSignal;
  /** Scheme and host the client used, for addresses that it is to fetch. */
  readonly origin: string;
  readonly deferred: DeferredResults;
  /** Questions of one request are asked one after the other: twenty aliases take one share of the database, not twenty. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  readonly lookups: Lookups;
}

/** A field of Query or Mutation. Arguments have the shape that the domain's SDL says. */
export interface RootField {
  readonly needs: Role;
  // biome-ignore lint/suspicious/noExplicitAny: arguments are typed by the SDL, which graphql checks.
  readonly resolve: (args: any, asking: Asking, info: GraphQLResolveInfo) => unknown;
}

// biome-ignore lint/suspicious/noExplicitAny: as above; the source is what the root field gave.
export type FieldResolver = (source: any, args: any, asking: Asking, info: GraphQLResolveInfo) => unknown;

/** A part of the API: a folder with its SDL, its root fields with the role each needs, and resolvers of its types. */
export interface Domain {
  readonly name: string;
  /** One sentence for the reference page. */
  readonly about: string;
  /** `extensions.serviceName` of its errors, as JupiterOne's services are called. */
  readonly serviceName: string;
  readonly sdl: string;
  readonly Query?: Readonly<Record<string, RootField>>;
  readonly Mutation?: Readonly<Record<string, RootField>>;
  /** Resolvers of fields that are not simply a property of their source. `__resolveType` belongs to a union. */
  readonly types?: Readonly<Record<string, Readonly<Record<string, FieldResolver>>>>;
}
