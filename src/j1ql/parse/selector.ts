import type { Filter, Name, Selector, Target } from '../ast.ts';
import { parseFilter } from './filter.ts';
import type { Parser } from './parser.ts';

/** `#Smart (A|b) WITH ... AS alias`. A text in place of the name is allowed only in the first selector. */
export function parseSelector(p: Parser, place: { first: boolean }): Selector {
  const start = p.token.span.start;
  const smart: Name[] = [];
  while (p.isSymbol('#')) {
    p.advance();
    smart.push(p.needName('a smart class'));
  }
  const target = parseTarget(p, place, smart.length > 0);
  let alias: Name | undefined;
  const filters: Filter[] = [];
  for (;;) {
    if (p.isWord('WITH')) {
      if (alias) p.warnings.push({ span: alias.span, message: 'AS stands behind WITH and its conditions; JupiterOne refuses it here.' });
      else if (filters.length > 0) p.warnings.push({ span: p.token.span, message: 'An entity has one WITH: the conditions of both are joined by AND.' });
      p.advance();
      filters.push(parseFilter(p, 'WITH'));
    } else if (p.isWord('AS') && !alias) alias = p.takeAlias();
    else break;
  }
  const filter: Filter | undefined = filters.length > 1 ? { kind: 'and', items: filters, span: p.spanFrom((filters[0] as Filter).span.start) } : filters[0];
  if (p.isWord('AS')) throw p.unexpected('THAT, WHERE, RETURN, ORDER BY, LIMIT or the end', 'An entity has one alias.');
  return { smart, target, ...(filter ? { with: filter } : {}), ...(alias ? { alias } : {}), span: p.spanFrom(start) };
}

const EXPECTED = 'an entity: a Class, a type, *, or (A|B)';

/** Words that end a selector which has no name: `#Smart THAT ...`. */
const ENDS = /^(?:WITH|AS|THAT|WHERE|RETURN|HAVING|ORDER|SKIP|LIMIT)$/i;

function parseTarget(p: Parser, place: { first: boolean }, afterSmart: boolean): Target {
  const { token } = p;
  const { span } = token;
  if (token.kind === 'string') {
    if (!place.first) throw p.unexpected(EXPECTED, 'Only the first entity can be searched by a text.');
    p.advance();
    return { kind: 'text', text: token.value, span };
  }
  if (p.takeSymbol('*')) return { kind: 'any', span };
  if (p.isSymbol('(') && !(afterSmart && p.isWord('THAT', p.peek()))) return parseUnion(p);
  const isClause = token.kind === 'word' && ENDS.test(token.text) && !isNameAfterAll(p);
  if (token.kind === 'word' && !isClause) {
    p.advance();
    return { kind: 'names', names: [{ text: token.text, span }], union: false, span };
  }
  if (afterSmart && (isClause || token.kind === 'end' || token.kind === 'symbol')) return { kind: 'any', span: { start: p.end, end: p.end } };
  if (p.isSymbol('>>') || p.isSymbol('<<')) throw p.unexpected(EXPECTED, 'The arrow stands right behind the verb, before the alias.');
  throw p.unexpected(EXPECTED);
}

/** A class may be called Order, Limit or Skip: then what makes it a clause does not follow. */
function isNameAfterAll(p: Parser): boolean {
  const behind = p.peek();
  if (p.isWord('ORDER')) return !p.isWord('BY', behind);
  if (p.isWord('LIMIT') || p.isWord('SKIP')) return behind.kind !== 'number' && !p.isSymbol('-', behind);
  return false;
}

function parseUnion(p: Parser): Target {
  const { start } = p.advance().span;
  const names: Name[] = [];
  do {
    const { token } = p;
    if (token.kind !== 'word') throw p.unexpected('a Class or type');
    p.advance();
    names.push({ text: token.text, span: token.span });
  } while (p.takeSymbol('|'));
  if (p.isSymbol(',') || p.isWord('OR')) throw p.unexpected('| or )', 'Names are joined by |, as in (User|Person).');
  p.needSymbol(')', '| or )');
  return { kind: 'names', names, union: true, span: p.spanFrom(start) };
}
