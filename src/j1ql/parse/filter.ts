import type { Comparison, Filter, Operand, Value, Values } from '../ast.ts';
import { isKeyword } from '../words.ts';
import { parseExpression } from './expression.ts';
import { hintForOperators } from './hints.ts';
import { takeLiteral } from './literal.ts';
import type { Parser } from './parser.ts';
import { takePath } from './path.ts';

/** After which word the filter stands: it decides what an operand may be. */
export type FilterPlace = 'WITH' | 'WHERE' | 'HAVING';

/** Conditions joined by AND, which binds tighter, and OR. */
export function parseFilter(p: Parser, place: FilterPlace): Filter {
  return chain(p, 'or', () => chain(p, 'and', () => parseCondition(p, place)));
}

function chain<T extends Filter | Value>(p: Parser, kind: 'and' | 'or', parse: () => T): T {
  const first = parse();
  const items = [first];
  while (p.takeWord(kind === 'and' ? 'AND' : 'OR')) items.push(parse());
  return items.length === 1 ? first : ({ kind, items, span: p.spanFrom(first.span.start) } as unknown as T);
}

function parseCondition(p: Parser, place: FilterPlace): Filter {
  if (p.isSymbol('(')) {
    return p.nested(() => {
      p.advance();
      const inner = parseFilter(p, place);
      p.needSymbol(')', ') or AND or OR');
      return inner;
    });
  }
  return parseComparison(p, place);
}

const NO_NOT = 'There is no NOT: negate the operator, as in != or !~=.';
const WHAT: Readonly<Record<FilterPlace, string>> = { WITH: 'a property', WHERE: 'alias.property', HAVING: 'the name of a column' };

function parseComparison(p: Parser, place: FilterPlace): Comparison {
  const start = p.token.span.start;
  const left = parseOperand(p, place);
  const { token } = p;
  if (token.kind !== 'operator') throw noOperator(p);
  p.advance();
  if (p.token.kind === 'operator' && p.token.span.start === p.end) throw p.unexpected('a value', hintForOperators(p.text.slice(token.span.start, p.token.span.end)));
  // The property may stand on the right of a literal.
  const swapped = left.kind !== 'path' && left.kind !== 'call' && left.kind !== 'binary';
  const right = swapped && isPathNext(p) && !isLiteralNext(p) ? parseOperand(p, place, true) : parseValue(p, place);
  return { kind: 'compare', left, operator: token.operator, right, span: p.spanFrom(start) };
}

/** A property begins here: a word, a bracket, `@name`, or a word that begins with a digit. */
const isPathNext = (p: Parser): boolean => p.token.kind === 'word' || p.isSymbol('[') || p.isSymbol('@') || (p.token.kind === 'number' && /[A-Za-z_]/.test(p.text[p.token.span.end] ?? ''));
const isConstant = (p: Parser): boolean => p.isWord('TRUE') || p.isWord('FALSE') || p.isWord('UNDEFINED') || p.isWord('NULL');
const isLiteralNext = (p: Parser): boolean => isConstant(p) || (p.isWord('DATE') && p.peek().kind === 'symbol');

/** `onRight`: of a literal, where no operator follows that would tell a name from a word of the language. */
function parseOperand(p: Parser, place: FilterPlace, onRight = false): Operand {
  if (p.isSymbol('!')) throw p.unexpected(WHAT[place], NO_NOT);
  // A word of the language is a property's name only if an operator follows.
  const behind = p.token.kind === 'word' ? p.peek() : undefined;
  const isName = behind !== undefined && (behind.kind === 'operator' || p.isSymbol('.', behind));
  if (p.isWord('NOT') && (behind?.kind === 'word' || p.isSymbol('(', behind) || p.isSymbol('[', behind))) throw p.unexpected(WHAT[place], NO_NOT);
  if (p.token.kind === 'word' && isKeyword(p.token.text) && !isName && !onRight) throw p.unexpected(WHAT[place]);
  if (place === 'HAVING') return parseExpression(p);
  const isDigitName = p.token.kind === 'number' && isPathNext(p);
  const literal = isDigitName || (isConstant(p) && behind?.kind === 'symbol') ? undefined : takeLiteral(p, { regex: false });
  if (literal) return literal;
  const path = isPathNext(p) ? takePath(p) : undefined;
  if (path === undefined) throw p.unexpected(WHAT[place]);
  if (path.all) throw p.fail('name', path.span, 'A filter compares one property, not all of them.', 'Name the property.');
  return path;
}

function noOperator(p: Parser) {
  const expected = 'an operator: = != ~= !~= ^= !^= $= !$= > >= < <=';
  if (p.isWord('AS') || p.token.kind === 'end') return p.unexpected(expected);
  return p.unexpected(expected, p.isSymbol('!') ? NO_NOT : undefined);
}

/** A literal, another element's property, or a list of them in parentheses. */
function parseValue(p: Parser, place: FilterPlace): Value {
  if (p.isSymbol('(')) {
    return p.nested(() => {
      const { start } = p.advance().span;
      const inner = chain<Value>(p, 'or', () => chain<Value>(p, 'and', () => parseValue(p, place)));
      if (p.isSymbol(',')) throw p.unexpected(') or AND or OR', "Values are joined by OR: ('a' OR 'b').");
      p.needSymbol(')', ') or AND or OR');
      const span = p.spanFrom(start);
      return inner.kind === 'and' || inner.kind === 'or' ? { ...inner, span } : ({ kind: 'or', items: [inner], span } satisfies Values);
    });
  }
  const literal = takeLiteral(p, { regex: true });
  if (literal) return literal;
  const path = (p.token.kind === 'word' && !isKeyword(p.token.text)) || p.isSymbol('[') ? takePath(p) : undefined;
  if (path === undefined || path.all) throw p.unexpected(`a value: 'text', 5, true, undefined, date.now - 7 days, /pattern/, \${parameter}${place === 'WHERE' ? ', alias.property' : ''}`);
  if (place !== 'WHERE') {
    const text = p.text.slice(path.span.start, path.span.end);
    const hint = /^(?:now|today|current_\w+)$/i.test(text)
      ? 'The time of the query is date.now.'
      : place === 'WITH'
        ? `A text stands between quotation marks: '${text}'. To compare two properties use WHERE alias.property.`
        : `A text stands between quotation marks: '${text}'.`;
    throw p.fail('value', path.span, `${text} is no value.`, hint);
  }
  return path;
}
