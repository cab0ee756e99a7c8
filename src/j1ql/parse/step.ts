import type { Hop, Name, Optional, Step } from '../ast.ts';
import { isKeyword } from '../words.ts';
import { DEEPEST, type Parser } from './parser.ts';
import { parseSelector } from './selector.ts';

/** `THAT ...` and `( THAT ... )?`, as many as there are. */
export function parseSteps(p: Parser): Step[] {
  const steps: Step[] = [];
  for (;;) {
    // A negated step holds all that follows it: each is a level of the plan.
    if (steps.length > DEEPEST) throw p.fail('too-complex', p.token.span, `The query has more than ${DEEPEST} steps in a row.`, 'Ask several queries with fewer steps.');
    if (p.isWord('THAT')) steps.push(parseHop(p));
    else if (p.isSymbol('(')) steps.push(parseOptional(p));
    else return steps;
  }
}

function parseOptional(p: Parser): Optional {
  return p.nested(() => {
    const { start } = p.advance().span;
    if (!p.isWord('THAT') && !p.isSymbol('(')) throw p.unexpected('THAT', 'A parenthesis behind an entity is an optional part: (THAT ...)?');
    const steps = parseSteps(p);
    p.needSymbol(')', 'THAT or )');
    if (!p.takeSymbol('?')) throw p.unexpected('? behind the parenthesis of an optional part', 'An optional part ends with a question mark: (THAT ...)?');
    const alias = p.takeAlias();
    return { kind: 'optional', steps, ...(alias ? { alias } : {}), span: p.spanFrom(start) };
  });
}

function parseHop(p: Parser): Hop {
  const { start } = p.advance().span;
  const negated = p.takeSymbol('!');
  if (p.isSymbol('>>') || p.isSymbol('<<')) throw p.unexpected('a verb', 'The arrow stands behind the verb: THAT HAS >> User.');
  const { verbs, union } = parseVerbs(p);
  const arrow = p.isSymbol('>>') ? '>>' : p.isSymbol('<<') ? '<<' : undefined;
  if (arrow) p.advance();
  const alias = p.takeAlias();
  if (p.isWord('WITH')) throw p.unexpected('an entity: a Class, a type, *, or (A|B)', 'A relationship has no WITH: give it an alias and filter it in WHERE.');
  const selector = parseSelector(p, { first: false });
  return { kind: 'hop', negated, ...(verbs ? { verbs } : {}), union, ...(arrow ? { arrow } : {}), ...(alias ? { alias } : {}), selector, span: p.spanFrom(start) };
}

function parseVerbs(p: Parser): { verbs?: readonly Name[]; union: boolean } {
  const union = p.takeSymbol('(');
  const verbs: Name[] = [];
  let any = false;
  do {
    const { token } = p;
    if (token.kind !== 'word') throw p.unexpected('a verb such as HAS, ASSIGNED or RELATES TO', union && p.isWord('THAT', token) ? 'An optional part stands in place of THAT: (THAT ...)?' : undefined);
    if (p.isWord('NOT') && isVerbNext(p)) throw p.unexpected('a verb', 'There is no NOT: write ! in front of the verb, as in THAT !HAS Group.');
    p.advance();
    const to = p.takeWord('TO');
    if (to && token.text.toUpperCase() === 'RELATES') any = true;
    verbs.push({ text: token.text, span: token.span });
  } while (union && p.takeSymbol('|'));
  if (union && (p.isSymbol(',') || p.isWord('OR'))) throw p.unexpected('| or )', 'Verbs are joined by |, as in (HAS|USES).');
  if (union) p.needSymbol(')', '| or )');
  return any ? { union } : { verbs, union };
}

/** THAT NOT HAS Group: two words and then an entity; a verb called NOT would have one. */
function isVerbNext(p: Parser): boolean {
  const behind = p.peek();
  if (behind.kind !== 'word' || isKeyword(behind.text)) return false;
  const then = p.scanner.next(behind.span.end);
  return then.kind === 'word' ? !isKeyword(then.text) : ['*', '(', '#', '>>', '<<'].some((symbol) => p.isSymbol(symbol, then));
}
