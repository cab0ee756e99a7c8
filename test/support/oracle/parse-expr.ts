import type { Expr, Item, ParseOptions } from './ast.ts';
import { parseDate } from './dates.ts';
import type { Scanner } from './scanner.ts';

const AGGREGATES = new Set(['count', 'sum', 'avg', 'min', 'max']);
const ONE_ARGUMENT = new Set(['abs', 'sqrt', 'ceil', 'floor', 'round', 'unwind', ...AGGREGATES]);
const MANY_ARGUMENTS = new Set(['concat', 'merge', 'coalesce']);

export function isAggregate(name: string): boolean {
  return AGGREGATES.has(name);
}

export function parseItem(scanner: Scanner, options: ParseOptions): Item {
  scanner.blanks();
  const start = scanner.position;
  const expr = parseSum(scanner, options);
  const text = scanner.text
    .slice(start, scanner.position)
    .replaceAll(/\/\*[\s\S]*?\*\//g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (scanner.keyword('AS')) {
    if (expr.kind === 'star') scanner.fail('alias.* takes no AS');
    return { expr, name: scanner.string() ?? scanner.name() };
  }
  return { expr, name: expr.kind === 'ref' ? refName(expr) : text };
}

export function refName(ref: { alias: string; name: string | undefined }): string {
  return ref.name === undefined ? ref.alias : `${ref.alias}.${ref.name}`;
}

function parseSum(scanner: Scanner, options: ParseOptions): Expr {
  let left = parseProduct(scanner, options);
  for (;;) {
    const operator = scanner.take(/^[+-]/);
    if (operator === undefined) return left;
    left = { kind: 'binary', operator, left, right: parseProduct(scanner, options) };
  }
}

function parseProduct(scanner: Scanner, options: ParseOptions): Expr {
  let left = parsePower(scanner, options);
  for (;;) {
    const operator = scanner.take(/^[*/]/);
    if (operator === undefined) return left;
    left = { kind: 'binary', operator, left, right: parsePower(scanner, options) };
  }
}

function parsePower(scanner: Scanner, options: ParseOptions): Expr {
  const left = parseAtom(scanner, options);
  return scanner.symbol('^') ? { kind: 'binary', operator: '^', left, right: parsePower(scanner, options) } : left;
}

export function parseAtom(scanner: Scanner, options: ParseOptions): Expr {
  if (scanner.symbol('(')) {
    const inner = parseSum(scanner, options);
    scanner.expectSymbol(')');
    return inner;
  }
  const constant = scanner.string() ?? scanner.number() ?? parseDate(scanner, options) ?? parseBoolean(scanner);
  if (constant !== undefined) return { kind: 'literal', value: constant };
  const name = scanner.name();
  if (scanner.dot()) {
    return scanner.text[scanner.position] === '*' && scanner.symbol('*') ? { kind: 'star', alias: name } : { kind: 'ref', alias: name, name: scanner.property() };
  }
  return scanner.symbol('(') ? parseCall(scanner, name.toLowerCase(), options) : { kind: 'ref', alias: name, name: undefined };
}

function parseBoolean(scanner: Scanner): boolean | undefined {
  const word = scanner.take(/^(?:true|false)(?![A-Za-z0-9_])/i);
  return word === undefined ? undefined : word.toLowerCase() === 'true';
}

function parseCall(scanner: Scanner, name: string, options: ParseOptions): Expr {
  if (!ONE_ARGUMENT.has(name) && !MANY_ARGUMENTS.has(name)) scanner.fail(`unknown function ${name}`);
  const args: Expr[] = [];
  if (!scanner.symbol(')')) {
    do args.push(parseSum(scanner, options));
    while (scanner.symbol(','));
    scanner.expectSymbol(')');
  }
  if (args.length === 0 || (ONE_ARGUMENT.has(name) && args.length > 1)) scanner.fail(`wrong number of arguments for ${name}`);
  return { kind: 'call', name, args };
}
