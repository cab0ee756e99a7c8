import type { Count, OrderKey, Query, Return, ReturnItem } from '../ast.ts';
import { J1qlError } from '../diagnostic.ts';
import { isKeyword } from '../words.ts';
import { parseExpression } from './expression.ts';
import { parseFilter } from './filter.ts';
import { Parser } from './parser.ts';
import { parseSelector } from './selector.ts';
import { parseSteps } from './step.ts';

/** A query of that size was not written by a person, nor by a sane program. */
const LONGEST = 100_000;

/** Text to Ast. Throws a `J1qlError` that says what is wrong and where, and nothing else. */
export function parse(text: string): Query {
  if (text.length > LONGEST) throw new J1qlError(text.slice(0, 100), { reason: 'too-complex', span: { start: 0, end: 1 }, message: `The query has ${text.length} characters; at most ${LONGEST} are read.` });
  const p = new Parser(text);
  const { start } = p.token.span;
  if (!p.takeWord('FIND') && p.token.kind !== 'string') throw p.unexpected('FIND', p.token.kind === 'end' ? 'Write a query, such as FIND zoom_user.' : undefined);
  if (isDistinct(p)) throw p.unexpected('an entity');
  const unique = p.takeWord('UNIQUE');
  const selector = parseSelector(p, { first: true });
  const steps = parseSteps(p);
  const where = p.takeWord('WHERE') ? parseFilter(p, 'WHERE') : undefined;
  const returned = p.isWord('RETURN') ? parseReturn(p) : undefined;
  const having = returned && p.takeWord('HAVING') ? parseFilter(p, 'HAVING') : undefined;
  const order = p.isWord('ORDER') ? parseOrder(p) : [];
  const skip = p.takeWord('SKIP') ? parseCount(p, 'SKIP', 0) : undefined;
  const limit = p.takeWord('LIMIT') ? parseCount(p, 'LIMIT', 1) : undefined;
  if (p.token.kind !== 'end') throw leftOver(p, { returned: returned !== undefined, limit: limit !== undefined });
  return {
    unique,
    selector,
    steps,
    ...(where ? { where } : {}),
    ...(returned ? { return: returned } : {}),
    ...(having ? { having } : {}),
    order,
    ...(skip ? { skip } : {}),
    ...(limit ? { limit } : {}),
    span: p.spanFrom(start),
    comments: [...p.scanner.comments.values()].sort((a, b) => a.start - b.start),
    warnings: p.warnings,
  };
}

/** The DISTINCT of SQL, not a name. */
function isDistinct(p: Parser): boolean {
  const behind = p.isWord('DISTINCT') ? p.peek() : undefined;
  return behind?.kind === 'word' && !isKeyword(behind.text);
}

function parseReturn(p: Parser): Return {
  const { start } = p.advance().span;
  if (p.isWord('TREE') && !p.isSymbol('.', p.peek())) {
    p.advance();
    if (p.isSymbol(',')) throw p.unexpected('ORDER BY, SKIP, LIMIT or the end', 'TREE stands alone: a tree has no columns.');
    return { kind: 'tree', items: [], span: p.spanFrom(start) };
  }
  if (isDistinct(p)) throw p.unexpected('a column');
  const items: ReturnItem[] = [];
  do {
    const from = p.token.span.start;
    const expression = parseExpression(p);
    const alias = p.takeWord('AS') ? parseColumnName(p) : undefined;
    items.push({ expression, ...(alias ? { alias } : {}), span: p.spanFrom(from) });
  } while (p.takeSymbol(','));
  return { kind: 'columns', items, span: p.spanFrom(start) };
}

function parseColumnName(p: Parser) {
  const { token } = p;
  if (token.kind !== 'string') return p.needName('a column name');
  p.advance();
  return { text: token.value, span: token.span };
}

function parseOrder(p: Parser): OrderKey[] {
  p.advance();
  if (!p.takeWord('BY')) throw p.unexpected('BY');
  const keys: OrderKey[] = [];
  do {
    const from = p.token.span.start;
    const expression = parseExpression(p);
    const descending = p.takeWord('DESC');
    if (!descending) p.takeWord('ASC');
    keys.push({ expression, descending, span: p.spanFrom(from) });
  } while (p.takeSymbol(','));
  return keys;
}

function parseCount(p: Parser, word: 'SKIP' | 'LIMIT', least: number): Count {
  const { start } = p.token.span;
  const minus = p.takeSymbol('-');
  const { token } = p;
  if (token.kind !== 'number') throw p.unexpected(`a number behind ${word}`);
  p.advance();
  const value = minus ? -token.value : token.value;
  const span = p.spanFrom(start);
  if (!Number.isSafeInteger(value) || value < least) throw p.fail('value', span, `"${word.toLowerCase()}" must be a value between ${least} and ${Number.MAX_SAFE_INTEGER}, not ${value}.`, 'Write a whole number.');
  return { value, span };
}

/** Says what could have followed, or which clause stands in the wrong place. */
function leftOver(p: Parser, seen: { returned: boolean; limit: boolean }): J1qlError {
  const expected = seen.limit ? 'the end' : seen.returned ? 'a comma, HAVING, ORDER BY, SKIP, LIMIT or the end' : 'WITH, AS, THAT, WHERE, RETURN, ORDER BY, SKIP, LIMIT or the end';
  if ((p.isWord('AND') || p.isWord('OR')) && p.isWord('THAT', p.peek())) return p.unexpected(expected, 'Steps follow each other without AND, in one line: THAT HAS Group THAT HAS Role.');
  if (p.isWord('AND') || p.isWord('OR')) return p.unexpected(expected, 'Conditions are joined by AND and OR behind WITH or WHERE only.');
  if (p.isWord('HAVING') && !seen.returned) return p.unexpected(expected, 'HAVING filters the columns of RETURN, and stands behind it.');
  if (p.token.kind === 'word' && p.token.text.toUpperCase() === 'GROUP' && p.isWord('BY', p.peek())) return p.unexpected(expected, 'There is no GROUP BY: the plain columns of RETURN are the group.');
  if (p.token.kind === 'word' && /^(?:WHERE|RETURN|ORDER|SKIP|WITH|THAT)$/i.test(p.token.text)) return p.unexpected(expected, 'The order is FIND, WITH, AS, THAT, WHERE, RETURN, HAVING, ORDER BY, SKIP, LIMIT.');
  return p.unexpected(expected);
}
