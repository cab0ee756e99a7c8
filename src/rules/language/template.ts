import { GraphZoomError, messageOf } from '../../lib/errors.ts';
import { type Expression, parseExpression, shown } from './expression.ts';
import { evaluate, type Scope } from './jexl.ts';
import { Budget, MOST, tooMuch } from './limits.ts';
import { isObject, plain, sized, textOf } from './values.ts';

/** A piece of a text: as it stands, or an expression. */
type Piece = string | Expression;

/** What templates are rendered with. */
export interface TemplateContext {
  /** What expressions can name: `queries`, `alertLevel`, `item`, ... */
  readonly values: Readonly<Record<string, unknown>>;
  /** Templates by name, for mapTemplate. */
  readonly templates?: Readonly<Record<string, string>>;
  /** Steps that are left; own ones by default. */
  readonly budget?: Budget;
  /** What a value becomes where it stands within a text, such as one of another language. */
  readonly quoted?: (text: string) => string;
}

/** A JSON value with every `{{ expression }}` in its texts replaced. A text that is one expression becomes its value; in others values become text. */
export function renderTemplate(value: unknown, context: TemplateContext): unknown {
  const scope = scopeOf(context);
  return plain(rendered(value, scope, [], context.quoted), scope.budget);
}

/** The value of a text that is one expression, not copied: for lists of whole rows. */
export const evaluateTemplate = (text: string, context: TemplateContext): unknown => renderText(text, scopeOf(context), []);

/** Every expression in the texts of a JSON value, read; fails with where one is wrong. */
export function expressionsIn(value: unknown): Expression[] {
  const found: Expression[] = [];
  const visit = (inner: unknown, path: readonly string[]): void => {
    if (typeof inner === 'string') at(path, inner, () => found.push(...piecesOf(inner).filter((piece) => typeof piece !== 'string')));
    else if (Array.isArray(inner)) inner.forEach((item, index) => void visit(item, [...path, String(index)]));
    else if (isObject(inner)) for (const [key, item] of Object.entries(inner)) visit(item, [...path, key]);
  };
  visit(value, []);
  return found;
}

function scopeOf({ values, templates = {}, budget = new Budget() }: TemplateContext, depth = 0): Scope {
  return {
    values,
    budget,
    named(name, more) {
      if (depth >= MOST.templates) throw tooMuch(`Templates call templates more than ${MOST.templates} times in each other.`);
      const text = Object.hasOwn(templates, name) ? templates[name] : undefined;
      if (text === undefined) throw new GraphZoomError('rule-invalid', `The rule has no template "${name}".`, { hint: `It has ${Object.keys(templates).join(', ') || 'none'}.` });
      return renderText(text, scopeOf({ values: { ...values, ...more }, templates, budget }, depth + 1), [`template "${name}"`]);
    },
  };
}

function rendered(value: unknown, scope: Scope, path: readonly string[], quoted?: TemplateContext['quoted']): unknown {
  if (path.length > MOST.depth) throw tooMuch(`The value has more than ${MOST.depth} lists and objects in each other.`);
  if (typeof value === 'string') return renderText(value, scope, path, quoted);
  if (Array.isArray(value)) return value.map((item, index) => rendered(item, scope, [...path, String(index)], quoted));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rendered(item, scope, [...path, key], quoted)]));
}

function renderText(text: string, scope: Scope, path: readonly string[], quoted = (value: string) => value): unknown {
  if (!text.includes('{{')) return text;
  return at(path, text, () => {
    const pieces = piecesOf(text);
    const [only] = pieces;
    if (pieces.length === 1 && only !== undefined && typeof only !== 'string') return evaluate(only, scope);
    return sized(pieces.map((piece) => (typeof piece === 'string' ? piece : quoted(textOf(evaluate(piece, scope), scope.budget)))).join(''), scope.budget);
  });
}

/** Says of a failure where it was. */
function at<T>(path: readonly string[], text: string, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    if (!(cause instanceof GraphZoomError)) throw new GraphZoomError('bug', `A template failed: ${messageOf(cause)}`, { cause });
    const where = path.length === 0 ? '' : `${path.join('.')}: `;
    throw new GraphZoomError('rule-invalid', `${where}${cause.message}${where === '' || cause.message.includes('"') ? '' : ` (in "${shown(text)}")`}`, { cause, hint: cause.hint });
  }
}

/** Texts and expressions in their order. White space around a single expression is no text. */
function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', from)) {
    if (open > from) pieces.push(text.slice(from, open));
    const close = endOf(text, open + 2);
    pieces.push(parseExpression(text.slice(open + 2, close).trim()));
    from = close + 2;
  }
  if (from < text.length) pieces.push(text.slice(from));
  const expressions = pieces.filter((piece) => typeof piece !== 'string');
  return expressions.length === 1 && pieces.every((piece) => typeof piece !== 'string' || piece.trim() === '') ? expressions : pieces;
}

/** Where the `}}` is that ends an expression: not one in quotes, nor the end of an object in an object. */
function endOf(text: string, start: number): number {
  let depth = 0;
  let quote: string | undefined;
  for (let i = start; i < text.length; i++) {
    const character = text[i] as string;
    if (quote !== undefined) {
      if (character === '\\') i++;
      else if (character === quote) quote = undefined;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '{') depth++;
    else if (character === '}' && depth > 0) depth--;
    else if (text.startsWith('}}', i)) return i;
  }
  throw new GraphZoomError('rule-invalid', `In "${shown(text)}" a {{ is not closed.`, { hint: 'End each expression with }}, and close its quotes.' });
}
