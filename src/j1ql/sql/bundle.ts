import type { Dialect } from './dialect.ts';

/**
 * A value in SQL: the language has no types, a database has. Therefore a value is an expression for each kind it may have, of
 * which at most one is not null in a row. None at all is a value that is always absent. `mixed` is a list of JSON texts, `json`
 * one item of it, `id` what names a whole entity or relationship.
 */
export type Kind = 'boolean' | 'number' | 'string' | 'booleans' | 'numbers' | 'strings' | 'mixed' | 'json' | 'id';
export type Bundle = { readonly [K in Kind]?: string } & {
  /** The value where it is the same in every row of a table, so that conditions are decided without asking the database. */
  readonly known?: string | boolean | readonly string[];
};

export const SCALARS = ['boolean', 'number', 'string'] as const;
export const LISTS = ['booleans', 'numbers', 'strings'] as const;
export const KINDS: readonly Kind[] = [...SCALARS, ...LISTS, 'mixed', 'json', 'id'];
export type ListKind = (typeof LISTS)[number];
export type ScalarKind = (typeof SCALARS)[number];

export const listOf = (kind: ScalarKind): ListKind => `${kind}s`;
export const isList = (kind: Kind): kind is ListKind | 'mixed' => kind === 'mixed' || (LISTS as readonly Kind[]).includes(kind);

/** The kinds a bundle has, with their SQL. */
export const entriesOf = (bundle: Bundle): [Kind, string][] => KINDS.flatMap((kind) => (bundle[kind] === undefined ? [] : [[kind, bundle[kind] as string] as [Kind, string]]));

/** SQL that is true where the value is absent: null, or an empty list. */
export function absentSql(d: Dialect, bundle: Bundle): string {
  const parts = entriesOf(bundle).map(([kind, sql]) => (isList(kind) ? `coalesce(${d.listLength(sql)}, 0) = 0` : `${sql} IS NULL`));
  return parts.length === 0 ? 'true' : `(${parts.join(' AND ')})`;
}

/** A bundle of other columns, one for each kind, named after them. */
export function renamed(bundle: Bundle, name: (kind: Kind) => string): Bundle {
  return Object.fromEntries(entriesOf(bundle).map(([kind]) => [kind, name(kind)])) as Bundle;
}
