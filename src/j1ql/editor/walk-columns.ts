import { asWritten } from '../parse/written.ts';
import { functionOf, isKeyword } from '../words.ts';
import type { Draft, TokenKind } from './draft.ts';
import type { Lexeme } from './lexeme.ts';

const LITERALS: Partial<Record<Lexeme['kind'], TokenKind>> = { string: 'string', number: 'number', parameter: 'parameter' };

/** The beginning of an expression of RETURN or ORDER BY. */
export function takeColumn(text: string, draft: Draft, lexeme: Lexeme): TokenKind {
  const { kind } = lexeme;
  if (lexeme.text === '(') {
    draft.parens.push({ kind: 'expression', back: draft.called ?? 'column-end' });
    draft.called = undefined;
    return 'operator';
  }
  if (lexeme.text === ')') return closeParen(draft);
  if (lexeme.text === '-') return 'operator';
  const literal = LITERALS[kind];
  if (literal) {
    draft.place = 'column-end';
    return literal;
  }
  const behind = text.slice(lexeme.end, lexeme.end + 20);
  if (kind === 'word' && /^\s*\(/.test(behind)) {
    draft.called = 'column-end';
    return functionOf(lexeme.text) ? 'function' : 'error';
  }
  if (kind === 'word' && isKeyword(lexeme.text) && behind[0] !== '.') {
    draft.place = 'column-end';
    if (lexeme.text.toUpperCase() !== 'TREE' || draft.clause !== 'RETURN' || draft.columns.length > 0) return /^(?:TRUE|FALSE|UNDEFINED|NULL)$/i.test(lexeme.text) ? 'keyword' : 'error';
    draft.tree = true;
    draft.itemStart = undefined;
    return 'keyword';
  }
  if (kind !== 'word' && kind !== 'bracket') return 'error';
  draft.path = { start: lexeme.start, segments: [lexeme.text.replace(/^\[|\]$/g, '')] };
  draft.place = 'column-end';
  return 'alias';
}

function closeParen(draft: Draft): TokenKind {
  const { paren } = draft;
  if (paren?.kind !== 'expression') return 'error';
  draft.parens.pop();
  draft.place = paren.back;
  return 'operator';
}

/** Behind an expression, or a part of one. */
export function takeColumnEnd(text: string, draft: Draft, lexeme: Lexeme): TokenKind {
  const word = lexeme.kind === 'word' ? lexeme.text.toUpperCase() : '';
  if (/^[-+*/^]$/.test(lexeme.text)) {
    draft.place = 'column';
    return 'operator';
  }
  if (lexeme.text === ')') return closeParen(draft);
  if (lexeme.text === ',') {
    if (draft.paren === undefined) {
      closeItem(text, draft, lexeme.start);
      if (draft.clause === 'RETURN') draft.itemStart = lexeme.end;
    }
    draft.place = 'column';
    return 'operator';
  }
  if (word === 'AS' && draft.clause === 'RETURN' && draft.paren === undefined) {
    draft.place = 'column-name';
    return 'keyword';
  }
  return draft.clause === 'ORDER' && (word === 'ASC' || word === 'DESC') ? 'keyword' : 'error';
}

export function takeColumnName(draft: Draft, { kind, text }: Lexeme): TokenKind {
  draft.place = 'column-end';
  if (kind !== 'word' && kind !== 'string') return 'error';
  draft.columns.push(kind === 'word' ? text : text.slice(1, -1));
  draft.itemStart = undefined;
  return 'alias';
}

/** A column without AS ends here: its name is what was written. */
export function closeItem(text: string, draft: Draft, end: number): void {
  if (draft.itemStart === undefined) return;
  const { path } = draft;
  const written = asWritten(text, { start: draft.itemStart, end }).replace(/\s+/g, ' ');
  const isPath = path && path.start >= draft.itemStart && /^[\w.[\]@-]+$/.test(written);
  if (written !== '') draft.columns.push(isPath ? path.segments.join('.') : written);
  draft.itemStart = undefined;
}
