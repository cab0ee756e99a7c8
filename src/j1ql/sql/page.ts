import type { Build, SqlValue } from './build.ts';
import { type Bundle, entriesOf, isList, type Kind } from './bundle.ts';
import { kindText } from './expressions.ts';

/** A value by which rows are ordered. Nulls come last in both directions (section 16.1). */
export interface OrderTerm {
  readonly sql: string;
  readonly descending: boolean;
  /** Its column type, where a value of the last page has to be cast to it. */
  readonly type: string;
}

/** Rows that are wanted: how many, and behind which. */
export interface Page {
  readonly size?: number;
  /** The order terms of the last row of the page before. */
  readonly after?: readonly SqlValue[];
  /** Rows that earlier pages had, which count towards LIMIT. */
  readonly given?: number;
  /** Nobody looks at the order: where all rows are wanted they come as they are. */
  readonly unordered?: boolean;
}

/** Values of several kinds are ordered by kind first. */
const RANK: readonly Kind[] = ['number', 'string', 'boolean', 'json', 'id'];

/** The terms of one key; lists count as text. */
export function termsOf(b: Build, bundle: Bundle, descending: boolean): OrderTerm[] {
  const entries = entriesOf(bundle).map(([kind, sql]) => (isList(kind) ? { kind: 'string' as const, sql: `CASE WHEN ${b.d.listLength(sql)} > 0 THEN ${kindText(b, kind, sql)} END` } : { kind, sql }));
  const kinds = RANK.filter((kind) => entries.some((entry) => entry.kind === kind));
  const terms = kinds.map((kind) => {
    const all = entries.filter((entry) => entry.kind === kind).map(({ sql }) => sql);
    return { sql: all.length === 1 ? (all[0] as string) : `coalesce(${all.join(', ')})`, descending, type: b.d.types[kind] };
  });
  if (terms.length < 2) return terms;
  const rank = `CASE ${terms.map((term, index) => `WHEN ${term.sql} IS NOT NULL THEN ${index}`).join(' ')} END`;
  return [{ sql: rank, descending, type: b.d.types.number }, ...terms];
}

/** The columns of a SELECT that its rows are ordered by: those it has anyway, and `k0`, `k1` ... */
export function keyColumns(terms: readonly OrderTerm[], columns: readonly string[]): { names: string[]; more: string[] } {
  const names = terms.map(({ sql }, index) => (columns.includes(sql) ? sql : `k${index}`));
  return { names, more: terms.flatMap(({ sql }, index) => (names[index] === sql ? [] : [`${sql} AS k${index}`])) };
}

/** A SELECT with its rows in order, from where the last page ended, and no more than are wanted. `keys` are its columns that hold the terms. */
export function paged(
  b: Build,
  inner: string,
  columns: readonly string[],
  keys: readonly string[],
  terms: readonly OrderTerm[],
  page: Page,
  limits: { skip: number; limit?: number },
): { sql: string; keys: readonly string[]; size: number | undefined } {
  const left = limits.limit === undefined ? undefined : Math.max(0, limits.limit - (page.given ?? 0));
  const size = left === undefined ? page.size : page.size === undefined ? left : Math.min(left, page.size);
  const after = page.after === undefined ? '' : ` WHERE ${behind(b, keys, terms, page.after)}`;
  const order =
    terms.length === 0 || (page.unordered && limits.limit === undefined && limits.skip === 0) ? '' : ` ORDER BY ${keys.map((key, index) => `${key}${terms[index]?.descending ? ' DESC' : ''} NULLS LAST`).join(', ')}`;
  const isLast = size !== undefined && size === left;
  const limit = size === undefined ? '' : ` LIMIT ${isLast ? size : size + 1}`;
  const offset = limits.skip > 0 && page.after === undefined ? ` OFFSET ${limits.skip}` : '';
  // Only whoever goes on from the last row needs to know what it is ordered by.
  const shown = isLast || size === undefined ? columns : [...columns, ...keys.filter((key) => !columns.includes(key))];
  return { sql: `SELECT ${shown.join(', ')} FROM (${inner}) AS page${after}${order}${limit}${offset}`, keys, size: isLast ? undefined : size };
}

/** A row comes behind another one in this order. */
function behind(b: Build, keys: readonly string[], terms: readonly OrderTerm[], last: readonly SqlValue[]): string {
  const cases = keys.flatMap((key, index) => {
    const value = last[index] ?? null;
    if (value === null) return [];
    const term = terms[index] as OrderTerm;
    const same = keys.slice(0, index).map((earlier, i) => (last[i] === null || last[i] === undefined ? `${earlier} IS NULL` : `${earlier} = CAST(${b.param(last[i] as SqlValue)} AS ${terms[i]?.type})`));
    return [`(${[...same, `(${key} ${term.descending ? '<' : '>'} CAST(${b.param(value)} AS ${term.type}) OR ${key} IS NULL)`].join(' AND ')})`];
  });
  return cases.length === 0 ? 'false' : `(${cases.join(' OR ')})`;
}
