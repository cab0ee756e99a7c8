import type { PlanStep } from '../plan/plan.ts';
import type { GraphCatalog, GraphType } from './catalog.ts';
import type { Dialect } from './dialect.ts';

export type SqlValue = string | number | boolean | null;
/** A condition in SQL, or decided already. What may be null counts as false. */
export type Sql = string | boolean;

// A property's name may hold anything, also these characters: what stands between quotation marks is no mark.
const OPEN = '\u0001';
const CLOSE = '\u0002';
// biome-ignore lint/suspicious/noControlCharactersInRegex: see above
const MARK = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\u0001(\d+)\u0002/g;

/** What every part of the compiler needs: the graph, the dialect, and the parameters so far. */
export class Build {
  readonly #values: SqlValue[] = [];
  readonly catalog: GraphCatalog;
  readonly d: Dialect;
  readonly includeDeleted: boolean;
  /** Entities of these types from which the steps can be gone (exists.ts). */
  readonly reachable: (b: Build, from: readonly GraphType[], steps: readonly PlanStep[]) => Sql;
  #aliases = 0;

  constructor(options: { catalog: GraphCatalog; dialect: Dialect; includeDeleted: boolean; reachable: Build['reachable'] }) {
    this.catalog = options.catalog;
    this.d = options.dialect;
    this.includeDeleted = options.includeDeleted;
    this.reachable = options.reachable;
  }

  /** A value as a parameter: it never becomes part of the text. The mark is replaced when the text is done. */
  param(value: SqlValue): string {
    const known = this.#values.indexOf(value);
    return `${OPEN}${known >= 0 ? known : this.#values.push(value) - 1}${CLOSE}`;
  }

  /** The finished statement, with the parameters it has; those of parts that were left out are gone. */
  finish(sql: string): { sql: string; params: SqlValue[] } {
    const used: number[] = [];
    const text = sql.replace(MARK, (found, index: string | undefined) => {
      if (index === undefined) return found;
      const known = used.indexOf(Number(index));
      return `$${known >= 0 ? known + 1 : used.push(Number(index))}`;
    });
    return { sql: text, params: used.map((index) => this.#values[index] as SqlValue) };
  }

  /** A number as a parameter that is a number everywhere, also where nothing beside it says so. */
  number(value: number): string {
    // The driver takes whole numbers for integers, which end at 2^63.
    const given = Number.isInteger(value) && !Number.isSafeInteger(value) ? String(value) : value;
    return `CAST(${this.param(given)} AS ${this.d.types.number})`;
  }

  text(value: string): string {
    return `CAST(${this.param(value)} AS ${this.d.types.string})`;
  }

  /** A table alias that nothing else has. */
  alias(prefix: string): string {
    return `${prefix}${++this.#aliases}`;
  }
}

export function all(items: readonly Sql[]): Sql {
  const open = items.filter((item): item is string => typeof item === 'string');
  if (items.includes(false)) return false;
  return open.length === 0 ? true : open.length === 1 ? (open[0] as string) : `(${open.join(' AND ')})`;
}

export function any(items: readonly Sql[]): Sql {
  const open = items.filter((item): item is string => typeof item === 'string');
  if (items.includes(true)) return true;
  return open.length === 0 ? false : open.length === 1 ? (open[0] as string) : `(${open.join(' OR ')})`;
}

/** The opposite of a condition, true also where that is null. */
export const not = (item: Sql): Sql => (typeof item === 'boolean' ? !item : `(${item}) IS DISTINCT FROM true`);

/** ` WHERE ...`, or nothing. */
export const whereSql = (conditions: readonly Sql[]): string => {
  const joined = all(conditions);
  return joined === true ? '' : ` WHERE ${joined === false ? 'false' : joined}`;
};
