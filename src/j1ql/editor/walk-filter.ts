import { functionOf, isKeyword } from '../words.ts';
import type { Draft, TokenKind } from './draft.ts';
import type { Lexeme } from './lexeme.ts';
import { endGroup, takeEntityEnd } from './walk-pattern.ts';

/** What a name at the beginning of a condition is: behind WITH a property, else an alias or a column. */
const nameKind = (draft: Draft): TokenKind => (draft.clause === 'WITH' ? 'property' : 'alias');

const LITERALS: Partial<Record<Lexeme['kind'], TokenKind>> = { string: 'string', number: 'number', regex: 'regex', parameter: 'parameter' };
const WORDS = /^(?:TRUE|FALSE|UNDEFINED|NULL)$/i;

/** The left or right side of a comparison. */
export function takeCondition(text: string, draft: Draft, lexeme: Lexeme): TokenKind {
  const isLeft = draft.place === 'operand';
  const next = isLeft ? 'operator' : 'condition-end';
  if (lexeme.text === '(') {
    draft.parens.push({ kind: isLeft ? 'filter' : 'values' });
    return 'operator';
  }
  if (lexeme.text === ')' && draft.paren?.kind === 'group') return endGroup(draft, lexeme);
  if (lexeme.text === ')') {
    draft.parens.pop();
    draft.place = 'condition-end';
    return 'operator';
  }
  if (lexeme.text === '-') return 'operator';
  const isOperand = isLeft && /^\s*(?:[!~^$=<>]|\.)/.test(text.slice(lexeme.end, lexeme.end + 20));
  const literal = lexeme.kind === 'word' && WORDS.test(lexeme.text) && text[lexeme.end] !== '.' ? 'keyword' : LITERALS[lexeme.kind];
  if (literal) {
    draft.place = next;
    if (isLeft) {
      draft.swapped = true;
      draft.left = undefined;
    }
    return literal;
  }
  if ((isLeft || draft.swapped) && draft.clause === 'HAVING' && lexeme.kind === 'word' && functionOf(lexeme.text) && /^\s*\(/.test(text.slice(lexeme.end, lexeme.end + 20))) {
    draft.called = next;
    draft.place = 'column';
    return 'function';
  }
  if (lexeme.kind !== 'word' && lexeme.kind !== 'bracket') return 'error';
  // What belongs neither to the language nor in this place is passed over: `WITH AND`.
  if (lexeme.kind === 'word' && isKeyword(lexeme.text) && !isOperand) return lexeme.text.toUpperCase() === 'AS' && draft.clause === 'WITH' ? takeEntityEnd(draft, lexeme) : 'keyword';
  draft.path = { start: lexeme.start, segments: [lexeme.text.replace(/^\[|\]$/g, '')] };
  if (isLeft) {
    draft.left = draft.path;
    draft.swapped = false;
  }
  draft.place = next;
  return nameKind(draft);
}

export function takeOperator(draft: Draft, lexeme: Lexeme): TokenKind {
  if (lexeme.kind === 'operator') {
    draft.place = 'value';
    return 'operator';
  }
  if (lexeme.kind === 'word' && /^(?:AND|OR)$/i.test(lexeme.text)) {
    draft.place = 'operand';
    return 'keyword';
  }
  return 'error';
}

/** Behind a comparison, or a value of a list. */
export function takeConditionEnd(draft: Draft, lexeme: Lexeme): TokenKind {
  const word = lexeme.kind === 'word' ? lexeme.text.toUpperCase() : '';
  const { paren } = draft;
  if (word === 'AND' || word === 'OR') {
    draft.place = paren?.kind === 'values' ? 'value' : 'operand';
    if (draft.place === 'operand') draft.swapped = false;
    return 'keyword';
  }
  if (lexeme.text === ')' && (paren?.kind === 'values' || paren?.kind === 'filter')) {
    draft.parens.pop();
    return 'operator';
  }
  if (draft.clause === 'WITH' && (paren === undefined || paren.kind === 'group')) return takeEntityEnd(draft, lexeme);
  return 'error';
}
