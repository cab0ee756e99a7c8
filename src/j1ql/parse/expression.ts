import { nearest } from '../../lib/nearest.ts';
import type { Call, Expression } from '../ast.ts';
import { FUNCTIONS, functionOf, isKeyword } from '../words.ts';
import { takeLiteral } from './literal.ts';
import { DEEPEST, type Parser } from './parser.ts';
import { takePath } from './path.ts';

/** `a + b * c ^ d`, with the usual precedence. */
export function parseExpression(p: Parser): Expression {
  return binary(p, ['+', '-'], () => binary(p, ['*', '/'], () => parsePower(p)));
}

function binary(p: Parser, operators: readonly ('+' | '-' | '*' | '/')[], parse: () => Expression): Expression {
  let left = parse();
  for (let count = 0; ; count++) {
    const operator = operators.find((symbol) => p.isSymbol(symbol));
    if (operator === undefined) return left;
    // Each operator is a level of the tree, for us and for the database.
    if (count >= DEEPEST) throw p.fail('too-complex', p.token.span, `An expression has more than ${DEEPEST} operators in a row.`, 'Write it with fewer of them.');
    p.advance();
    const right = parse();
    left = { kind: 'binary', operator, left, right, span: p.spanFrom(left.span.start) };
  }
}

function parsePower(p: Parser): Expression {
  const left = parseAtom(p);
  if (!p.isSymbol('^')) return left;
  p.advance();
  const right = p.nested(() => parsePower(p)); // binds to the right: 2 ^ 3 ^ 2 is 2 ^ 9
  return { kind: 'binary', operator: '^', left, right, span: p.spanFrom(left.span.start) };
}

function parseAtom(p: Parser): Expression {
  if (p.isSymbol('(')) {
    return p.nested(() => {
      const { start } = p.advance().span;
      const inner = parseExpression(p);
      p.needSymbol(')', ')');
      // With its parentheses: a column's name is the text as written.
      return { ...inner, span: p.spanFrom(start) };
    });
  }
  if (p.token.kind === 'word' && !p.isWord('DATE') && p.isSymbol('(', p.peek())) return takeCall(p);
  const literal = takeLiteral(p, { regex: false });
  if (literal) return literal;
  if (p.token.kind === 'word' && isKeyword(p.token.text) && p.text[p.token.span.end] !== '.') throw p.unexpected('a column: alias.property, a function, or a number');
  const path = p.token.kind === 'word' || p.isSymbol('[') ? takePath(p) : undefined;
  if (path === undefined) throw p.unexpected('a column: alias.property, a function, or a number');
  return path;
}

/** A function with its arguments. */
function takeCall(p: Parser): Call {
  const name = p.advance();
  const text = p.text.slice(name.span.start, name.span.end);
  const shape = functionOf(text);
  if (shape === undefined) {
    const near = nearest(
      text.toUpperCase(),
      FUNCTIONS.map((f) => f.name),
    );
    throw p.fail('function', name.span, `There is no function ${text}.`, near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `There are ${FUNCTIONS.map((f) => f.name).join(', ')}.`);
  }
  return p.nested(() => {
    p.advance();
    if (p.isSymbol('*')) throw p.unexpected('an alias or alias.property', `${shape.name} counts entities or values: write ${shape.name}(alias).`);
    const args: Expression[] = [];
    if (!p.isSymbol(')'))
      do args.push(parseExpression(p));
      while (p.takeSymbol(','));
    p.needSymbol(')', ', or )');
    const { least, most } = shape.arguments;
    if (args.length < least || args.length > most)
      throw p.fail(
        'function',
        p.spanFrom(name.span.start),
        `${shape.name} takes ${least === most ? least : `${least} to ${most}`} argument${most === 1 ? '' : 's'}, not ${args.length}.`,
        `${shape.name}: ${shape.description}.`,
      );
    return { kind: 'call', name: { text: shape.name, span: name.span }, arguments: args, span: p.spanFrom(name.span.start) };
  });
}
