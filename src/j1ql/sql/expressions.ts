import type { Expression } from '../plan/plan.ts';
import type { Build } from './build.ts';
import { absentSql, type Bundle, entriesOf, isList, KINDS, type Kind, LISTS, listOf, SCALARS } from './bundle.ts';
import { literalBundle } from './tests.ts';
import { tooComplex } from './too-complex.ts';

/** What an expression's parts stand for where it is used. */
export interface Scope {
  id(slot: number): string | undefined;
  bundle(slot: number, property: string): Bundle;
  aggregate(expression: Expression & { kind: 'aggregate' }): Bundle;
  unwind(expression: Expression & { kind: 'unwind' }): Bundle;
}

/** A scope of plain values, where aggregates and UNWIND cannot stand. */
export const plainScope = ({ id, bundle }: Pick<Scope, 'id' | 'bundle'>): Scope => ({ id, bundle, aggregate: () => ({}), unwind: () => ({}) });

/** Characters of SQL for one value: functions within functions multiply it, and a database takes long to read more. */
const LONGEST = 50_000;

/** An expression as a value in SQL (sections 14 and 15). */
export function expressionSql(b: Build, expression: Expression, scope: Scope): Bundle {
  const bundle = valueSql(b, expression, scope);
  if (entriesOf(bundle).some(([, sql]) => sql.length > LONGEST)) tooComplex('An expression has too many functions within each other.');
  return bundle;
}

function valueSql(b: Build, expression: Expression, scope: Scope): Bundle {
  const of = (inner: Expression) => expressionSql(b, inner, scope);
  switch (expression.kind) {
    case 'literal':
      return literalBundle(b, expression.value);
    case 'nothing':
      return {};
    case 'property':
      return withoutEmpty(b, scope.bundle(expression.slot, expression.property));
    case 'whole': {
      const id = scope.id(expression.slot);
      return id === undefined ? {} : { id };
    }
    case 'aggregate':
      return scope.aggregate(expression);
    case 'unwind':
      return scope.unwind(expression);
    case 'arithmetic':
      return arithmetic(b, expression.operator, of(expression.left).number, of(expression.right).number);
    case 'call':
      return call(b, expression.name, expression.arguments.map(of));
  }
}

/** An empty list counts as absent (section 6.2). */
function withoutEmpty(b: Build, bundle: Bundle): Bundle {
  const { known: _, ...rest } = bundle;
  return Object.fromEntries(entriesOf(rest).map(([kind, sql]) => [kind, isList(kind) ? `CASE WHEN ${b.d.listLength(sql)} > 0 THEN ${sql} END` : sql])) as Bundle;
}

/** On numbers only; anything else, and what has no finite result, is absent. */
function arithmetic(b: Build, operator: '+' | '-' | '*' | '/' | '^', left: string | undefined, right: string | undefined): Bundle {
  if (left === undefined || right === undefined) return {};
  if (operator === '+' || operator === '-') return { number: `(${left} ${operator} ${right})` };
  if (operator === '*') return { number: `(${left} * ${right})` };
  if (operator === '/') return { number: `(CASE WHEN ${right} <> 0 THEN ${left} / ${right} END)` };
  const power = b.d.power(left, right);
  return { number: `(CASE WHEN ${b.d.isFinite(power)} THEN ${power} END)` };
}

function call(b: Build, name: (Expression & { kind: 'call' })['name'], args: readonly Bundle[]): Bundle {
  switch (name) {
    case 'CONCAT':
      return { string: args.map((arg) => textOf(b, arg) ?? "''").reduce((a, c) => `(${a} || ${c})`) };
    case 'COALESCE':
      return coalesce(b, args);
    case 'MERGE':
      return merge(b, args);
    default:
      return args[0]?.number === undefined ? {} : { number: rounded(name, args[0].number) };
  }
}

function rounded(name: 'ABS' | 'SQRT' | 'CEIL' | 'FLOOR' | 'ROUND', n: string): string {
  if (name === 'ROUND') return `floor(${n} + 0.5)`; // halves go up, also below zero
  if (name === 'SQRT') return `(CASE WHEN ${n} >= 0 THEN sqrt(${n}) END)`;
  return `${name.toLowerCase()}(${n})`;
}

/** A value as text, '' where it is absent; undefined if it always is. */
export function textOf(b: Build, bundle: Bundle): string | undefined {
  const texts = entriesOf(bundle).flatMap(([kind, sql]) => (kind === 'id' ? [] : [kindText(b, kind, sql)]));
  return texts.length === 0 ? undefined : `coalesce(${[...texts, "''"].join(', ')})`;
}

/** A value of one kind as text, null where it is absent. Lists are joined with commas. */
export function kindText(b: Build, kind: Kind, sql: string): string {
  switch (kind) {
    case 'boolean':
      return `CAST(${sql} AS ${b.d.types.string})`;
    case 'number':
      return b.d.numberText(sql);
    case 'json':
      return b.d.jsonText(sql);
    case 'booleans':
    case 'numbers':
    case 'mixed':
      return b.d.joinItems(b.d.mapItems(sql, (item) => kindText(b, kind === 'mixed' ? 'json' : kind === 'numbers' ? 'number' : 'boolean', item)));
    case 'strings':
      return b.d.joinItems(sql);
    default:
      return sql;
  }
}

/** The first that is not absent. */
function coalesce(b: Build, args: readonly Bundle[]): Bundle {
  const given = args.filter((arg) => entriesOf(arg).length > 0);
  const kinds = KINDS.filter((kind) => kind !== 'id' && given.some((arg) => arg[kind] !== undefined));
  const only = kinds[0];
  if (only !== undefined && kinds.length === 1 && !isList(only)) return { [only]: `coalesce(${given.map((arg) => arg[only]).join(', ')})` } as Bundle;
  return Object.fromEntries(kinds.map((kind) => [kind, `(CASE ${given.map((arg) => `WHEN NOT ${absentSql(b.d, arg)} THEN ${arg[kind] ?? `CAST(NULL AS ${b.d.types[kind]})`}`).join(' ')} END)`])) as Bundle;
}

/** All values as one list: texts among texts, else each as JSON. */
function merge(b: Build, args: readonly Bundle[]): Bundle {
  const bases = new Set(args.flatMap((arg) => entriesOf(arg).flatMap(([kind]) => (kind === 'id' ? [] : [kind.replace(/s$/, '')]))));
  if (bases.size === 0) return { strings: `CAST([] AS ${b.d.types.strings})` };
  const base = [...bases][0] as (typeof SCALARS)[number];
  if (bases.size === 1 && (SCALARS as readonly string[]).includes(base)) {
    const lists = args.flatMap((arg) => [arg[base] === undefined ? [] : [oneItem(arg[base] as string)], arg[listOf(base)] === undefined ? [] : [arg[listOf(base)] as string]].flat());
    return { [listOf(base)]: b.d.distinctItems(b.d.concatLists(lists)) } as Bundle;
  }
  const lists = args.flatMap((arg) => entriesOf(arg).flatMap(([kind, sql]) => (kind === 'id' ? [] : [asJsonList(b, kind, sql)])));
  return { mixed: b.d.distinctItems(b.d.concatLists(lists)) };
}

const oneItem = (sql: string): string => `CASE WHEN ${sql} IS NOT NULL THEN [${sql}] END`;

function asJsonList(b: Build, kind: Kind, sql: string): string {
  if (kind === 'mixed') return sql;
  if (kind === 'json') return oneItem(sql);
  return (LISTS as readonly Kind[]).includes(kind) ? b.d.mapItems(sql, (item) => jsonOf(b, kind, item)) : `CASE WHEN ${sql} IS NOT NULL THEN [${jsonOf(b, kind, sql)}] END`;
}

/** Numbers as ECMAScript writes them: 5, not 5.0. */
const jsonOf = (b: Build, kind: Kind, sql: string): string => (kind === 'number' || kind === 'numbers' ? b.d.numberText(sql) : b.d.json(sql));

/** The lists that a value is unwound from, by the kind of their items; a value that is no list is a list of itself. */
export function unwindLists(b: Build, bundle: Bundle): { kind: Kind; list: string }[] {
  const lists: { kind: Kind; list: string }[] = [];
  for (const base of [...SCALARS, 'json' as const]) {
    const one = bundle[base];
    const many = base === 'json' ? bundle.mixed : bundle[listOf(base)];
    const parts = [...(many === undefined ? [] : [many]), ...(one === undefined ? [] : [oneItem(one)])];
    if (parts.length > 0) lists.push({ kind: base, list: parts.length === 1 ? (parts[0] as string) : `coalesce(${parts.join(', ')})` });
  }
  return lists.length > 0 ? lists : [{ kind: 'string', list: `CAST(NULL AS ${b.d.types.strings})` }];
}
