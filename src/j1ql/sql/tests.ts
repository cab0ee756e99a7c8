import type { Condition, Operand, PairOperator, Test } from '../plan/plan.ts';
import { all, any, type Build, not, type Sql } from './build.ts';
import { absentSql, type Bundle, type Kind, LISTS, listOf, SCALARS, type ScalarKind } from './bundle.ts';

/** A condition over whatever its operands stand for. */
export function conditionSql(b: Build, condition: Condition, resolve: (operand: Operand) => Bundle, begins: (condition: Condition & { kind: 'begins' }) => Sql = () => false): Sql {
  switch (condition.kind) {
    case 'and':
      return all(condition.items.map((item) => conditionSql(b, item, resolve, begins)));
    case 'or':
      return any(condition.items.map((item) => conditionSql(b, item, resolve, begins)));
    case 'not':
      return not(conditionSql(b, condition.item, resolve, begins));
    case 'begins':
      return begins(condition);
    case 'constant':
      return condition.value;
    case 'test':
      return testSql(b, resolve(condition.operand), condition.test);
    case 'pair':
      return pairSql(b, bundleOf(b, condition.left, resolve), bundleOf(b, condition.right, resolve), condition.operator, condition.negated);
  }
}

const bundleOf = (b: Build, operand: Operand, resolve: (operand: Operand) => Bundle): Bundle => (operand.kind === 'literal' ? literalBundle(b, operand.value) : resolve(operand));

export function literalBundle(b: Build, value: string | number | boolean | null): Bundle {
  if (value === null) return {};
  if (typeof value === 'string') return { string: b.text(value) };
  return typeof value === 'number' ? { number: b.number(value) } : { boolean: String(value) };
}

const SIGN = { more: '>', least: '>=', less: '<', most: '<=' } as const;

/** One value against a literal: of a list, some item passes (section 6.1). */
export function testSql(b: Build, bundle: Bundle, test: Test): Sql {
  if (test.kind === 'absent') return bundle.known === undefined ? (hasKind(bundle) ? absentSql(b.d, bundle) : true) : false;
  if (bundle.known !== undefined) {
    const decided = knownPasses(bundle.known, test);
    if (decided !== undefined) return decided;
  }
  const on = (kind: ScalarKind, passes: (item: string) => string, inList?: (list: string) => string): Sql[] => {
    const list = bundle[listOf(kind)];
    const fromJson = (json: string) => passes(b.d.fromJson(json, kind));
    return [
      ...(bundle[kind] === undefined ? [] : [passes(bundle[kind] as string)]),
      ...(list === undefined ? [] : [inList ? inList(list) : b.d.anyItem(list, passes)]),
      ...(bundle.json === undefined ? [] : [fromJson(bundle.json)]),
      ...(bundle.mixed === undefined ? [] : [b.d.anyItem(bundle.mixed, fromJson)]),
    ];
  };
  switch (test.kind) {
    case 'equals':
      return any(equalsSql(b, test.value, on));
    case 'among':
      return test.texts.length === 0 ? false : any(on('string', (item) => `${item} IN (${test.texts.map((text) => b.param(text)).join(', ')})`));
    case 'more':
    case 'least':
    case 'less':
    case 'most':
      return any(on('number', (item) => `${item} ${SIGN[test.kind]} ${b.number(test.number)}`));
    case 'matches': {
      if ([bundle.string, bundle.strings, bundle.json, bundle.mixed].every((sql) => sql === undefined)) return false;
      const anchored = test.at === 'start' ? `^(?:${test.pattern})` : test.at === 'end' ? `(?:${test.pattern})$` : test.pattern;
      const pattern = b.d.regex(anchored, test.flags);
      if (pattern === undefined) throw new UnsupportedPattern(test.pattern);
      return any(on('string', (item) => b.d.matches(item, b.param(pattern))));
    }
    default:
      return any(on('string', (item) => textSql(b, test.kind, item, b.param(test.text))));
  }
}

/** The database cannot run this pattern. */
export class UnsupportedPattern extends Error {
  readonly pattern: string;
  constructor(pattern: string) {
    super(`No such pattern: ${pattern}`);
    this.pattern = pattern;
  }
}

type On = (kind: ScalarKind, passes: (item: string) => string, inList?: (list: string) => string) => Sql[];

/** A boolean equals the texts 'true' and 'false' in any letter case (section 6.1). */
function equalsSql(b: Build, value: string | number | boolean, on: On): Sql[] {
  const { d } = b;
  if (typeof value === 'number') {
    const n = b.number(value);
    return on(
      'number',
      (item) => `${item} = ${n}`,
      (list) => d.listContains(list, n),
    );
  }
  const flag = (is: boolean) =>
    on(
      'boolean',
      (item) => `${item} = ${is}`,
      (list) => d.listContains(list, String(is)),
    );
  if (typeof value === 'boolean') return [...flag(value), ...on('string', (item) => `lower(${item}) = '${value}'`)];
  const p = b.param(value);
  const same = on(
    'string',
    (item) => `${item} = ${p}`,
    (list) => d.listContains(list, p),
  );
  const lower = value.toLowerCase();
  return lower === 'true' || lower === 'false' ? [...same, ...flag(lower === 'true')] : same;
}

function textSql(b: Build, kind: 'contains' | 'starts' | 'ends', text: string, part: string): string {
  return kind === 'contains' ? b.d.contains(text, part) : kind === 'starts' ? b.d.startsWith(text, part) : b.d.endsWith(text, part);
}

const hasKind = (bundle: Bundle): boolean => [...SCALARS, ...LISTS, 'mixed', 'json', 'id'].some((kind) => bundle[kind as Kind] !== undefined);

/** A test of a value that is the same in every row; undefined where only the database can tell. */
function knownPasses(known: NonNullable<Bundle['known']>, test: Test): boolean | undefined {
  const items = typeof known === 'object' ? known : [known];
  const text = (item: string | boolean, passes: (text: string) => boolean) => typeof item === 'string' && passes(item);
  switch (test.kind) {
    case 'equals':
      return items.some((item) => item === test.value || (typeof item !== typeof test.value && typeof test.value !== 'number' && String(item).toLowerCase() === String(test.value).toLowerCase()));
    case 'among':
      return items.some((item) => text(item, (t) => test.texts.includes(t)));
    case 'contains':
      return items.some((item) => text(item, (t) => t.includes(test.text)));
    case 'starts':
      return items.some((item) => text(item, (t) => t.startsWith(test.text)));
    case 'ends':
      return items.some((item) => text(item, (t) => t.endsWith(test.text)));
    case 'matches':
      return undefined;
    default:
      return false;
  }
}

/** Two values: some pair of their items passes; false if either is absent. The opposite is false, too, if both are (section 12). */
export function pairSql(b: Build, left: Bundle, right: Bundle, operator: PairOperator, negated: boolean): Sql {
  const positive = any(pairs(b, byKind(b, left), byKind(b, right), operator));
  if (!negated) return positive;
  const bothAbsent = `(${absentSql(b.d, left)} AND ${absentSql(b.d, right)})`;
  return all([not(positive), not(bothAbsent)]);
}

/** The items of a mixed list as a list of each kind. */
function byKind(b: Build, bundle: Bundle): Bundle {
  const { mixed, ...rest } = bundle;
  if (mixed === undefined) return bundle;
  const lists = SCALARS.map((kind) => {
    const own = b.d.itemsOfKind(mixed, kind);
    const other = bundle[listOf(kind)];
    return [listOf(kind), other === undefined ? own : `coalesce(${other}, ${own})`];
  });
  return { ...rest, ...Object.fromEntries(lists) } as Bundle;
}

function pairs(b: Build, left: Bundle, right: Bundle, operator: PairOperator): Sql[] {
  switch (operator) {
    case 'equals':
      return [...SCALARS.flatMap((kind) => samePairs(b, left, right, kind)), ...flagPairs(b, left, right), ...flagPairs(b, right, left)];
    case 'contains':
    case 'starts':
    case 'ends':
      return itemPairs(b, left, right, 'string', (x, y) => textSql(b, operator, x, y));
    default:
      return itemPairs(b, left, right, 'number', (x, y) => `${x} ${SIGN[operator]} ${y}`);
  }
}

function samePairs(b: Build, left: Bundle, right: Bundle, kind: ScalarKind): Sql[] {
  const [l, r, ls, rs] = [left[kind], right[kind], left[listOf(kind)], right[listOf(kind)]];
  const out: Sql[] = [];
  if (l !== undefined && r !== undefined) out.push(`${l} = ${r}`);
  if (ls !== undefined && r !== undefined) out.push(b.d.listContains(ls, r));
  if (l !== undefined && rs !== undefined) out.push(b.d.listContains(rs, l));
  if (ls !== undefined && rs !== undefined) out.push(b.d.listsOverlap(ls, rs));
  return out;
}

/** A boolean on one side, 'true' or 'false' on the other. */
const flagPairs = (b: Build, flags: Bundle, texts: Bundle): Sql[] =>
  flags.boolean === undefined && flags.booleans === undefined ? [] : crossPairs(b, flags, texts, 'boolean', 'string', (flag, text) => `lower(${text}) = CAST(${flag} AS ${b.d.types.string})`);

const itemPairs = (b: Build, left: Bundle, right: Bundle, kind: ScalarKind, passes: (x: string, y: string) => string): Sql[] => crossPairs(b, left, right, kind, kind, passes);

function crossPairs(b: Build, left: Bundle, right: Bundle, leftKind: ScalarKind, rightKind: ScalarKind, passes: (x: string, y: string) => string): Sql[] {
  const [l, r, ls, rs] = [left[leftKind], right[rightKind], left[listOf(leftKind)], right[listOf(rightKind)]];
  const out: Sql[] = [];
  if (l !== undefined && r !== undefined) out.push(passes(l, r));
  if (ls !== undefined && r !== undefined) out.push(b.d.anyItem(ls, (x) => passes(x, r)));
  if (l !== undefined && rs !== undefined) out.push(b.d.anyItem(rs, (y) => passes(l, y)));
  if (ls !== undefined && rs !== undefined) out.push(b.d.anyItem(ls, (x) => b.d.anyItem(rs, (y) => passes(x, y), 'inner_item')));
  return out;
}
