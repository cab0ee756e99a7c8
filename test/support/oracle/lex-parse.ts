import type { Optional, OrderKey, ParseOptions, Query, Selector, Step, That } from './ast.ts';
import { parseAtom, parseItem, refName } from './parse-expr.ts';
import { parseFilter } from './parse-filter.ts';
import { isKeyword, Scanner } from './scanner.ts';

/** The syntax of J1QL; dates and parameters become values on the way. */
export function parse(text: string, options: ParseOptions): Query {
  const scanner = new Scanner(text);
  const found = scanner.keyword('FIND');
  const unique = scanner.keyword('UNIQUE');
  const start = parseSelector(scanner, options, true);
  if (!found && start.target.kind !== 'text') scanner.fail('FIND expected');
  const steps = parseSteps(scanner, options);
  const where = scanner.keyword('WHERE') ? parseFilter(scanner, 'where', options) : undefined;
  const result = scanner.keyword('RETURN') ? parseReturn(scanner, options) : ({ kind: 'list' } as const);
  const having = scanner.keyword('HAVING') ? parseFilter(scanner, 'having', options) : undefined;
  if (having && result.kind !== 'table') scanner.fail('HAVING needs a table');
  const order = parseOrder(scanner, options);
  const skip = scanner.keyword('SKIP') ? parseCount(scanner, 0) : undefined;
  const limit = scanner.keyword('LIMIT') ? parseCount(scanner, 1) : undefined;
  if (!scanner.atEnd()) scanner.fail('unexpected text');
  return { unique, start, steps, where, result, having, order, skip, limit };
}

function parseReturn(scanner: Scanner, options: ParseOptions): Query['result'] {
  if (scanner.keyword('TREE')) return { kind: 'tree' };
  const items = [parseItem(scanner, options)];
  while (scanner.symbol(',')) items.push(parseItem(scanner, options));
  return { kind: 'table', items };
}

function parseOrder(scanner: Scanner, options: ParseOptions): OrderKey[] {
  const keys: OrderKey[] = [];
  if (!scanner.keyword('ORDER')) return keys;
  scanner.expectKeyword('BY');
  do {
    const expr = parseAtom(scanner, options);
    let column = '';
    if (expr.kind === 'ref') column = refName(expr);
    else if (expr.kind === 'literal' && typeof expr.value === 'string') column = expr.value;
    else if (expr.kind !== 'call') scanner.fail('column, property or call expected');
    const descending = scanner.keyword('DESC');
    if (!descending) scanner.keyword('ASC');
    keys.push({ column, expr: expr.kind === 'literal' ? undefined : expr, descending });
  } while (scanner.symbol(','));
  return keys;
}

function parseCount(scanner: Scanner, least: number): number {
  const number = scanner.number();
  if (number === undefined || !Number.isInteger(number) || number < least) scanner.fail(`whole number from ${least} expected`);
  return number;
}

function parseSelector(scanner: Scanner, options: ParseOptions, first: boolean): Selector {
  const smart: string[] = [];
  while (scanner.symbol('#')) smart.push(scanner.name());
  const target = parseTarget(scanner, first) ?? (smart.length > 0 ? ({ kind: 'any' } as const) : scanner.fail('class or type expected'));
  const selector: Selector = { kind: 'selector', smart, target, filter: undefined, alias: undefined };
  const filter = (): void => {
    if (scanner.keyword('WITH')) selector.filter = parseFilter(scanner, 'with', options);
  };
  filter();
  if (scanner.keyword('AS')) selector.alias = scanner.name();
  if (!selector.filter) filter();
  return selector;
}

function parseTarget(scanner: Scanner, first: boolean): Selector['target'] | undefined {
  if (scanner.symbol('*')) return { kind: 'any' };
  if (first) {
    const text = scanner.string();
    if (text !== undefined) return { kind: 'text', text };
  }
  if (scanner.peek(/^\(/) && !opensOptional(scanner)) return { kind: 'union', names: parseNames(scanner, () => scanner.name()) };
  const word = scanner.peekWord();
  return word === undefined || isKeyword(word) ? undefined : { kind: 'name', name: scanner.name() };
}

function parseNames(scanner: Scanner, one: () => string): string[] {
  scanner.expectSymbol('(');
  const names = [one()];
  while (scanner.symbol('|')) names.push(one());
  scanner.expectSymbol(')');
  return names;
}

/** Looks behind the parenthesis at this place: THAT, or a further group. */
function opensOptional(scanner: Scanner): boolean {
  const start = scanner.position;
  let opens = scanner.symbol('(');
  if (opens) {
    while (scanner.symbol('('));
    opens = scanner.isNext('THAT');
  }
  scanner.position = start;
  return opens;
}

function parseSteps(scanner: Scanner, options: ParseOptions): Step[] {
  const steps: Step[] = [];
  for (;;) {
    if (scanner.isNext('THAT')) steps.push(parseThat(scanner, options));
    else if (opensOptional(scanner)) steps.push(parseOptional(scanner, options));
    else return steps;
  }
}

function parseOptional(scanner: Scanner, options: ParseOptions): Optional {
  scanner.expectSymbol('(');
  const steps = parseSteps(scanner, options);
  scanner.expectSymbol(')');
  scanner.expectSymbol('?');
  return { kind: 'optional', steps, alias: scanner.keyword('AS') ? scanner.name() : undefined };
}

function parseThat(scanner: Scanner, options: ParseOptions): That {
  scanner.expectKeyword('THAT');
  const negated = scanner.symbol('!');
  const union = scanner.peek(/^\(/) !== undefined;
  const verbs = union ? parseNames(scanner, () => parseVerb(scanner)) : [parseVerb(scanner)];
  const arrow = scanner.symbol('>>') ? '>>' : scanner.symbol('<<') ? '<<' : undefined;
  const alias = scanner.keyword('AS') ? scanner.name() : undefined;
  return { kind: 'that', negated, verbs, union, arrow, alias, selector: parseSelector(scanner, options, false) };
}

/** In capitals; '*' stands for any verb. */
function parseVerb(scanner: Scanner): string {
  if (scanner.keyword('RELATES')) {
    scanner.expectKeyword('TO');
    return '*';
  }
  const verb = scanner.name().toUpperCase();
  scanner.keyword('TO');
  return verb;
}
