import { isKeyword } from '../words.ts';
import type { Draft, TokenKind } from './draft.ts';
import type { Lexeme } from './lexeme.ts';

const isClass = (name: string): boolean => /^\p{Lu}/u.test(name);
const nameKind = (name: string): TokenKind => (isClass(name) ? 'class' : 'type');

/** From FIND up to the conditions: entities, hops and optional parts. */
export function takePattern(draft: Draft, lexeme: Lexeme): TokenKind {
  const { kind, text } = lexeme;
  const word = kind === 'word' ? text.toUpperCase() : '';
  switch (draft.place) {
    case 'start':
      if (kind === 'string') return takeText(draft);
      draft.place = 'first';
      return word === 'FIND' ? 'keyword' : 'error';
    case 'first':
      if (word === 'UNIQUE') {
        draft.place = 'selector';
        return 'keyword';
      }
      return takeSelector(draft, lexeme);
    case 'selector':
    case 'after-smart':
      return takeSelector(draft, lexeme);
    case 'smart':
      draft.place = 'after-smart';
      return kind === 'word' ? 'smart' : 'error';
    case 'union':
      if (kind !== 'word') return endUnion(draft, lexeme);
      draft.node?.names.push(text);
      draft.place = 'union-end';
      return nameKind(text);
    case 'union-end':
      if (text !== '|') return endUnion(draft, lexeme);
      draft.place = 'union';
      return 'operator';
    case 'alias':
      return takeAlias(draft, lexeme);
    case 'step':
      if (text !== '(') return endGroup(draft, lexeme);
      return openGroup(draft);
    case 'question':
      if (text !== '?') return takeEntityEnd(draft, lexeme);
      draft.place = 'group-end';
      draft.named = false;
      return 'operator';
    default:
      return takeVerb(draft, lexeme);
  }
}

function takeText(draft: Draft): TokenKind {
  draft.beginNode(undefined);
  draft.place = 'entity-end';
  return 'string';
}

function takeSelector(draft: Draft, lexeme: Lexeme): TokenKind {
  const { kind, text } = lexeme;
  const isNew = draft.place !== 'after-smart';
  if (kind === 'word' && text.toUpperCase() === 'AS' && draft.nodes.length === 0) {
    draft.beginNode(undefined); // FIND UNIQUE AS: a class called so
    draft.node?.names.push('UNIQUE');
    draft.place = 'entity-end';
    return takeEntityEnd(draft, lexeme);
  }
  if (draft.place === 'after-smart' && (text === ')' || text === '?' || text.toUpperCase() === 'AS')) {
    draft.place = 'entity-end';
    return takeEntityEnd(draft, lexeme);
  }
  if (kind === 'string' || text === '*' || kind === 'word' || text === '(' || text === '#') {
    if (isNew) draft.beginNode(draft.hops.length > 0 ? draft.hop : undefined);
    if (text === '#') draft.place = 'smart';
    else if (text === '(') draft.place = 'union';
    else draft.place = 'entity-end';
    if (draft.node && text === '(') draft.node.union = true;
    if (kind === 'word') draft.node?.names.push(text);
  }
  if (kind === 'word') return nameKind(text);
  if (kind === 'string') return draft.hops.length === 0 ? 'string' : 'error';
  return text === '*' || text === '(' || text === '#' ? 'operator' : 'error';
}

function endUnion(draft: Draft, { text }: Lexeme): TokenKind {
  if (text === '|') return 'error';
  draft.place = 'entity-end';
  return text === ')' ? 'operator' : 'error';
}

function takeAlias(draft: Draft, { kind, text }: Lexeme): TokenKind {
  draft.place = draft.aliasOf === 'hop' ? 'selector' : draft.aliasOf === 'group' ? 'group-end' : 'entity-end';
  if (kind !== 'word' || isKeyword(text)) return 'error';
  draft.named = true;
  if (draft.aliasOf === 'hop' && draft.hop) draft.hop.alias = text;
  else if (draft.aliasOf === 'group') draft.groups.push({ alias: text, nodes: draft.at });
  else if (draft.node) draft.node.alias = text;
  return 'alias';
}

/** Behind an entity, or an optional part. */
export function takeEntityEnd(draft: Draft, lexeme: Lexeme): TokenKind {
  const word = lexeme.kind === 'word' ? lexeme.text.toUpperCase() : '';
  if (word === 'AS') {
    draft.aliasOf = draft.place === 'group-end' ? 'group' : 'node';
    draft.place = 'alias';
    return 'keyword';
  }
  if (lexeme.text === '(') return openGroup(draft);
  return endGroup(draft, lexeme);
}

function openGroup(draft: Draft): TokenKind {
  draft.parens.push({ kind: 'group', before: draft.at });
  draft.place = 'step';
  return 'operator';
}

export function endGroup(draft: Draft, { text }: Lexeme): TokenKind {
  const { paren } = draft;
  if (text !== ')' || paren?.kind !== 'group') return 'error';
  draft.parens.pop();
  // Taken or not: the path stands at either.
  draft.at = [...new Set([...draft.at, ...paren.before])];
  if (!draft.parens.some(({ kind }) => kind === 'group') && paren.before.every(({ negated }) => !negated)) draft.negated = false;
  draft.clause = 'THAT';
  draft.place = 'question';
  return 'operator';
}

function takeVerb(draft: Draft, lexeme: Lexeme): TokenKind {
  const { kind, text } = lexeme;
  const word = kind === 'word' ? text.toUpperCase() : '';
  const hop = draft.hop;
  if (hop === undefined) return 'error';
  switch (draft.place) {
    case 'verb':
      if (text === '!') {
        hop.negated = true;
        draft.negated = true;
        return 'operator';
      }
      if (text === '(') {
        hop.union = true;
        draft.place = 'verb-union';
        return 'operator';
      }
      if (kind !== 'word') return 'error';
      hop.verbs.push(word);
      draft.place = 'verb-end';
      return 'verb';
    case 'verb-union':
      draft.place = text === ')' ? 'verb-end' : 'verb-union-end';
      if (kind === 'word') hop.verbs.push(word);
      return kind === 'word' ? 'verb' : text === ')' ? 'operator' : 'error';
    case 'verb-union-end':
      if (word === 'TO') return takeTo(draft);
      if (text === '|') draft.place = 'verb-union';
      else if (text === ')') draft.place = 'verb-end';
      return text === '|' || text === ')' ? 'operator' : 'error';
    default:
      return takeVerbEnd(draft, lexeme);
  }
}

/** The TO of RELATES TO is part of the verb, and so is one that means nothing. */
function takeTo({ hop }: Draft): TokenKind {
  if (hop?.verbs.at(-1) === 'RELATES') hop.any = true;
  return 'verb';
}

function takeVerbEnd(draft: Draft, lexeme: Lexeme): TokenKind {
  const { hop } = draft;
  const { text } = lexeme;
  if (lexeme.kind === 'word' && text.toUpperCase() === 'TO') return takeTo(draft);
  if (hop && (text === '>>' || text === '<<')) {
    hop.arrow = text;
    return 'operator';
  }
  if (lexeme.kind === 'word' && text.toUpperCase() === 'AS') {
    draft.aliasOf = 'hop';
    draft.place = 'alias';
    return 'keyword';
  }
  return takeSelector(draft, lexeme);
}
