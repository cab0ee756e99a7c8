import type { Filter, Operator, ParseOptions, Scalar, Term, ValueList } from './ast.ts';
import { parseDate } from './dates.ts';
import { parseAtom } from './parse-expr.ts';
import type { Scanner } from './scanner.ts';

/** Where the filter stands decides what an operand may be. */
export type Place = 'with' | 'where' | 'having';

export function parseFilter(scanner: Scanner, place: Place, options: ParseOptions): Filter {
  const parts = [parseConjunction(scanner, place, options)];
  while (scanner.keyword('OR')) parts.push(parseConjunction(scanner, place, options));
  return parts.length === 1 ? (parts[0] as Filter) : { kind: 'or', parts };
}

function parseConjunction(scanner: Scanner, place: Place, options: ParseOptions): Filter {
  const parts = [parseCondition(scanner, place, options)];
  while (scanner.keyword('AND')) parts.push(parseCondition(scanner, place, options));
  return parts.length === 1 ? (parts[0] as Filter) : { kind: 'and', parts };
}

function parseCondition(scanner: Scanner, place: Place, options: ParseOptions): Filter {
  if (scanner.symbol('(')) {
    const filter = parseFilter(scanner, place, options);
    scanner.expectSymbol(')');
    return filter;
  }
  const literal = parseLiteral(scanner, options);
  const left = literal ?? parseOperand(scanner, place, options);
  const operator = parseOperator(scanner);
  const right: ValueList = literal ? { kind: 'one', term: parseOperand(scanner, place, options) } : parseValue(scanner, place, options);
  rejectOrderedRegex(scanner, operator, right);
  return { kind: 'compare', left, operator, right };
}

function rejectOrderedRegex(scanner: Scanner, operator: Operator, value: ValueList): void {
  if (value.kind !== 'one') for (const part of value.parts) rejectOrderedRegex(scanner, operator, part);
  else if (value.term.kind === 'regex' && /[<>]/.test(operator.base)) scanner.fail('a regular expression cannot be ordered');
}

function parseOperator(scanner: Scanner): Operator {
  const found = scanner.take(/^(?:!\^=|!~=|!\$=|!=|~=|\^=|\$=|>=|<=|=|>|<)/) ?? scanner.fail('comparison expected');
  return { negated: found.startsWith('!'), base: found.replace('!', '') as Operator['base'] };
}

function parseOperand(scanner: Scanner, place: Place, options: ParseOptions): Term {
  if (place === 'with') return { kind: 'property', name: scanner.property() };
  if (place === 'where') return parseReference(scanner);
  if (scanner.peek(/^[A-Za-z_][A-Za-z0-9_]*\s*\(/)) {
    const expr = parseAtom(scanner, options);
    return { kind: 'column', name: '', expr };
  }
  const name = scanner.property();
  const dot = name.indexOf('.');
  return { kind: 'column', name, expr: dot > 0 ? { kind: 'ref', alias: name.slice(0, dot), name: name.slice(dot + 1) } : undefined };
}

function parseReference(scanner: Scanner): Term {
  const alias = scanner.name();
  if (!scanner.dot()) scanner.fail('WHERE compares alias.property');
  return { kind: 'ref', alias, name: scanner.property() };
}

function parseValue(scanner: Scanner, place: Place, options: ParseOptions): ValueList {
  if (scanner.symbol('(')) {
    const list = parseValueList(scanner, place, options);
    scanner.expectSymbol(')');
    return list;
  }
  const term = parseRegex(scanner) ?? parseLiteral(scanner, options);
  if (term) return { kind: 'one', term };
  if (place !== 'where') scanner.fail('value expected');
  return { kind: 'one', term: parseReference(scanner) };
}

function parseValueList(scanner: Scanner, place: Place, options: ParseOptions): ValueList {
  const alternatives: ValueList[] = [];
  do {
    const all = [parseValue(scanner, place, options)];
    while (scanner.keyword('AND')) all.push(parseValue(scanner, place, options));
    alternatives.push({ kind: 'and', parts: all });
  } while (scanner.keyword('OR'));
  return { kind: 'or', parts: alternatives };
}

/** undefined if what follows is no literal. */
function parseLiteral(scanner: Scanner, options: ParseOptions): Term | undefined {
  const string = scanner.string();
  if (string !== undefined) return { kind: 'literal', value: string };
  const number = scanner.number();
  if (number !== undefined) return { kind: 'literal', value: number };
  const date = parseDate(scanner, options);
  if (date !== undefined) return { kind: 'literal', value: date };
  // A word with a dot behind it is a name (true.colour), not the keyword.
  const word = scanner.take(/^(?:true|false|undefined|null)(?![A-Za-z0-9_.])/i)?.toLowerCase();
  if (word !== undefined) return word === 'true' || word === 'false' ? { kind: 'literal', value: word === 'true' } : { kind: 'undefined' };
  const parameter = scanner.take(/^\$\{\s*[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*\s*\}/);
  if (parameter !== undefined) return { kind: 'literal', value: parameterValue(scanner, parameter.slice(2, -1).trim(), options) };
  return undefined;
}

function parameterValue(scanner: Scanner, name: string, options: ParseOptions): Scalar | Scalar[] {
  const variables = options.variables ?? {};
  if (!Object.hasOwn(variables, name)) scanner.fail(`unknown parameter ${name}`);
  return variables[name] as Scalar | Scalar[];
}

function parseRegex(scanner: Scanner): Term | undefined {
  const found = scanner.take(/^\/(?:\\[^\n]|\[(?:\\[^\n]|[^\]\\\n])*\]|[^/\\\n[])+\/[A-Za-z]*/);
  if (found === undefined) return undefined;
  const end = found.lastIndexOf('/');
  const [source, flags] = [found.slice(1, end), found.slice(end + 1).replaceAll(/[gy]/g, '')];
  try {
    new RegExp(source, flags);
  } catch {
    scanner.fail('bad regular expression');
  }
  return { kind: 'regex', source, flags };
}
