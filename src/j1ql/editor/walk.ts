import { isKeyword, unitOf } from '../words.ts';
import { type ClauseName, Draft, type Token, type TokenKind } from './draft.ts';
import { type Lexeme, lex, lexSegment } from './lexeme.ts';
import { closeItem, takeColumn, takeColumnEnd, takeColumnName } from './walk-columns.ts';
import { takeCondition, takeConditionEnd, takeOperator } from './walk-filter.ts';
import { takeEntityEnd, takePattern } from './walk-pattern.ts';

/** A piece of the text with what it is, and whether its end is missing. */
export interface Walked {
  readonly draft: Draft;
  readonly tokens: readonly (Token & { readonly open: boolean })[];
}

/** Goes through any text as if it were a query, as far as that makes sense: what does not belong is passed over. */
export function walk(text: string): Walked {
  const draft = new Draft();
  const tokens: (Token & { open: boolean })[] = [];
  const add = (lexeme: Lexeme, kind: TokenKind) => tokens.push({ start: lexeme.start, end: lexeme.end, kind, open: lexeme.open });
  let at = 0;
  for (;;) {
    const lexeme = draft.place === 'segment' ? lexSegment(text, at) : lex(text, at, { regex: draft.place === 'value' });
    if (draft.place === 'segment' && lexeme === undefined && text[at] !== '*' && at < text.length) {
      endPath(draft); // a dot with nothing behind it
      continue;
    }
    const found = lexeme ?? lex(text, at, { regex: false });
    if (found === undefined) return { draft, tokens };
    at = found.end;
    if (found.kind === 'comment') add(found, 'comment');
    else if (found.kind === 'strange') add(found, 'error');
    else if (draft.place === 'segment') {
      add(found, found.kind === 'symbol' ? 'operator' : 'property');
      takeSegment(draft, found);
    } else at = takeOne(text, draft, found, add);
    // `alias.` goes on behind the dot.
    if (draft.path && draft.path.segments.length > 0 && (found.kind === 'word' || found.kind === 'bracket') && isPathEnd(draft) && text[at] === '.') {
      tokens.push({ start: at, end: at + 1, kind: 'operator', open: false });
      at++;
      draft.behindPath = draft.place;
      draft.place = 'segment';
    }
  }
}

const isPathEnd = (draft: Draft): boolean => draft.place === 'operator' || draft.place === 'condition-end' || draft.place === 'column-end';

function endPath(draft: Draft): void {
  draft.place = draft.behindPath;
}

function takeSegment(draft: Draft, { text, kind }: Lexeme): void {
  endPath(draft);
  if (draft.path === undefined || kind === 'symbol') return;
  const name = kind === 'bracket' ? text.replace(/^\[|\]$/g, '') : text;
  const isLeft = draft.left === draft.path;
  draft.path = { ...draft.path, segments: [...draft.path.segments, name] };
  if (isLeft) draft.left = draft.path;
}

/** Takes a lexeme, or several that make one thing (dates). Returns where to go on. */
function takeOne(text: string, draft: Draft, lexeme: Lexeme, add: (lexeme: Lexeme, kind: TokenKind) => void): number {
  const date = dateAt(text, draft, lexeme);
  if (date) {
    for (const [part, kind] of date) add(part, kind);
    if (draft.place === 'operand') {
      draft.place = 'operator';
      draft.swapped = true;
      draft.left = undefined;
    } else draft.place = draft.place === 'value' ? 'condition-end' : 'column-end';
    return (date.at(-1) as [Lexeme, TokenKind])[0].end;
  }
  add(lexeme, take(text, draft, lexeme));
  return lexeme.end;
}

/** `date.now - 7 days`, `date(2026-01)`: its parts, if it stands where a value may. */
function dateAt(text: string, draft: Draft, lexeme: Lexeme): [Lexeme, TokenKind][] | undefined {
  if (lexeme.kind !== 'word' || lexeme.text.toLowerCase() !== 'date' || !['operand', 'value', 'column'].includes(draft.place)) return undefined;
  const rest = /^\s*(?:\.\s*now\b|\([^)\n]*\)?)/i.exec(text.slice(lexeme.end, lexeme.end + 100))?.[0];
  if (rest === undefined) return undefined;
  const end = lexeme.end + rest.length;
  const parts: [Lexeme, TokenKind][] = [[{ ...lexeme, end, text: lexeme.text + rest, open: rest.trim()[0] === '(' && !rest.endsWith(')') }, 'function']];
  const sign = lex(text, end, { regex: false });
  const amount = sign && /^[+-]$/.test(sign.text) ? lex(text, sign.end, { regex: false }) : undefined;
  const unit = amount?.kind === 'number' ? lex(text, amount.end, { regex: false }) : undefined;
  if (sign && amount && unit?.kind === 'word' && unitOf(unit.text)) parts.push([sign, 'operator'], [amount, 'number'], [unit, 'keyword']);
  return parts;
}

/** Clauses that begin with a word which can hardly be anything else, even where it does not belong. */
const CLAUSES: readonly string[] = ['WITH', 'THAT', 'WHERE', 'RETURN', 'HAVING', 'ORDER', 'SKIP', 'LIMIT'];
const NAMES_PLACES: readonly Draft['place'][] = ['first', 'selector', 'smart', 'union', 'alias', 'column-name'];

function take(text: string, draft: Draft, lexeme: Lexeme): TokenKind {
  const word = lexeme.kind === 'word' ? lexeme.text.toUpperCase() : '';
  // A property may be called like a clause: then an operator or a dot follows.
  const isPath = text[lexeme.end] === '.' && ['operand', 'value', 'column'].includes(draft.place);
  const isName =
    isPath || (draft.place === 'operand' && /^\s*(?:[!~^$=<>]|\.)/.test(text.slice(lexeme.end, lexeme.end + 20))) || (NAMES_PLACES.includes(draft.place) && !['THAT', 'WHERE', 'RETURN', 'WITH'].includes(word));
  if (CLAUSES.includes(word) && !isName && draft.place !== 'start') return beginClause(text, draft, lexeme, word as ClauseName);
  switch (draft.place) {
    case 'operand':
    case 'value':
      return takeCondition(text, draft, lexeme);
    case 'operator':
      return takeOperator(draft, lexeme);
    case 'condition-end':
      return takeConditionEnd(draft, lexeme);
    case 'column':
      return takeColumn(text, draft, lexeme);
    case 'column-end':
      return takeColumnEnd(text, draft, lexeme);
    case 'column-name':
      return takeColumnName(draft, lexeme);
    case 'by':
      if (word !== 'BY') return 'error';
      draft.place = 'column';
      return 'keyword';
    case 'count':
      if (lexeme.kind !== 'number') return 'error';
      draft.place = 'end';
      return 'number';
    case 'entity-end':
    case 'group-end':
      return takeEntityEnd(draft, lexeme);
    case 'end':
    case 'segment':
      return isKeyword(word) ? 'keyword' : 'error';
    default:
      return takePattern(draft, lexeme);
  }
}

function beginClause(text: string, draft: Draft, lexeme: Lexeme, clause: ClauseName): TokenKind {
  closeItem(text, draft, lexeme.start);
  if (clause === 'THAT') {
    // `#Smart (THAT`: what looked like a union is an optional part.
    if (draft.place === 'union' && draft.node) {
      draft.parens.push({ kind: 'group', before: draft.at });
      draft.node.union = false;
    }
    while (draft.paren && draft.paren.kind !== 'group') draft.parens.pop();
    draft.beginHop();
    return 'keyword';
  }
  if (clause === 'WITH') while (draft.paren && draft.paren.kind !== 'group') draft.parens.pop();
  else draft.parens.length = 0;
  draft.clause = clause;
  draft.path = undefined;
  draft.left = undefined;
  draft.swapped = false;
  draft.place = clause === 'ORDER' ? 'by' : clause === 'SKIP' || clause === 'LIMIT' ? 'count' : clause === 'RETURN' ? 'column' : 'operand';
  if (clause === 'RETURN') {
    draft.columns.length = 0;
    draft.itemStart = lexeme.end;
  }
  return 'keyword';
}
