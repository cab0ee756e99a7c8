import { type Document, LineCounter, parseDocument, stringify } from 'yaml';
import { GraphZoomError, messageOf } from '../../lib/errors.ts';
import type { RuleInput } from '../alerting.ts';
import { isObject } from './values.ts';
import { readRule, writeRule } from './yaml-rule.ts';

/** Hundreds of rules. */
const MOST_CHARACTERS = 1_000_000;
/** A few lines of aliases of aliases would fill any memory. */
const MOST_ALIASES = 100;
/** Flow collections and blocks in each other; the library reads them by recursion. */
const MOST_INDENT = 200;
/** Lines of text are folded by no editor as the library would. */
const NO_FOLD = 0;

/** Rules in YAML (docs/rules.md): `rules: […]`, a list, or one rule. Fails with `rule-invalid` and the line. */
export function parseRules(text: string): RuleInput[] {
  if (text.length > MOST_CHARACTERS) throw new GraphZoomError('rule-invalid', `The file has ${text.length.toLocaleString('en')} characters; at most ${MOST_CHARACTERS.toLocaleString('en')} are read.`);
  if (openBrackets(text) > MOST_INDENT) throw new GraphZoomError('rule-invalid', `The file has more than ${MOST_INDENT} brackets or dashes in each other.`);
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'core', merge: false, logLevel: 'silent', lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) throw new GraphZoomError('rule-invalid', `${place(lines, error.pos[0])}: ${error.message.split('\n')[0]}`, { hint: 'Correct the YAML there; text with ": " or "#" in it stands in quotes.' });
  const value = contentOf(document);
  const list = Array.isArray(value) ? value : isObject(value) && 'rules' in value ? value.rules : [value];
  if (!Array.isArray(list)) throw new GraphZoomError('rule-invalid', 'rules is no list.', { hint: 'Write each rule behind a dash.' });
  const path = Array.isArray(value) ? [] : isObject(value) && 'rules' in value ? ['rules'] : undefined;
  return list.map((one, index) => {
    try {
      return readRule(one);
    } catch (cause) {
      if (!(cause instanceof GraphZoomError)) throw cause;
      throw new GraphZoomError('rule-invalid', `${place(lines, startOf(document, path && [...path, index], cause.message))}${nameOf(one)}: ${cause.message}`, { cause, hint: cause.hint });
    }
  });
}

/** Rules as YAML that `parseRules` reads as the same rules. */
export const formatRules = (rules: readonly RuleInput[]): string => stringify({ rules: rules.map(writeRule) }, { schema: 'core', lineWidth: NO_FOLD, aliasDuplicateObjects: false });

function contentOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (cause) {
    throw new GraphZoomError('rule-invalid', `The YAML is not read: ${messageOf(cause)}`, { cause });
  }
}

const place = (lines: LineCounter, offset: number): string => {
  const { line, col } = lines.linePos(offset);
  return `line ${line}, column ${col}`;
};

const nameOf = (rule: unknown): string => (isObject(rule) && typeof rule.name === 'string' ? `, rule "${rule.name.slice(0, 100)}"` : '');

/** Where a rule begins, or the field of it that a message begins with. */
function startOf(document: Document, path: readonly (string | number)[] | undefined, message: string): number {
  const field = /^[A-Za-z]+/.exec(message)?.[0] ?? '';
  const rule = path ?? [];
  for (const at of [[...rule, field], rule]) {
    const node = document.getIn(at, true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) return Number(node.range[0]);
  }
  return 0;
}

/** The most brackets that are open at once, or dashes that begin a line: more than there are levels, but never fewer. */
function openBrackets(text: string): number {
  let depth = 0;
  let most = 0;
  for (const character of text) {
    if (character === '[' || character === '{') most = Math.max(most, ++depth);
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
  }
  for (const [dashes] of text.matchAll(/^[ ]*(?:[-?] ){20,}/gm)) most = Math.max(most, dashes.length / 2);
  return most;
}
