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

/** A field of Query or Mutation. */
export interface RootField {
  readonly needs: Role;
  /** Each resolver names the arguments it takes: graphql has checked them by the domain's SDL. A method, so that it may. */
  resolve(args: unknown, asking: Asking, info: GraphQLResolveInfo): unknown;
}

interface Resolvers {
  resolve(source: unknown, args: unknown, asking: Asking, info: GraphQLResolveInfo): unknown;
}
/** A field of a type; its source is what the root field gave. Source and arguments are named as a root field's are. */
export type FieldResolver = Resolvers['resolve'];

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
