import { type ASTNode, Jexl } from '@pawel-up/jexl';
import { GraphZoomError, messageOf } from '../../lib/errors.ts';
import { MOST, tooMuch } from './limits.ts';

/** An expression that was read. */
export interface Expression {
  readonly text: string;
  readonly root: ASTNode;
}

const jexl = new Jexl();
/** Rules are evaluated again and again: the expressions read last are kept. */
const KEPT = 1_000;
const read = new Map<string, Expression>();

/** Reads an expression of JupiterOne's language, which is Jexl's. Throws `rule-invalid` that says what is wrong. */
export function parseExpression(text: string): Expression {
  const known = read.get(text);
  if (known) return known;
  if (text.length > MOST.expression) throw tooMuch(`An expression of ${text.length} characters: at most ${MOST.expression} are read.`);
  if (nesting(text) > MOST.nesting) throw tooMuch(`An expression has more than ${MOST.nesting} brackets in each other.`);
  const expression = { text, root: parsed(text) };
  check(expression.root, text, 0);
  if (read.size >= KEPT) read.delete(read.keys().next().value as string);
  read.set(text, expression);
  return expression;
}

function parsed(text: string): ASTNode {
  let root: ASTNode | null;
  try {
    // Only the parser is Jexl's; `evaluate` is ours, since Jexl's own has no bounds and follows prototypes.
    root = jexl.compile(text)._getAst();
  } catch (cause) {
    const hint = /\(question\)/.test(messageOf(cause)) ? { hint: 'Write a transform before "?" with parentheses, such as length().' } : {};
    throw new GraphZoomError('rule-invalid', `The expression "${shown(text)}" is not understood: ${shown(messageOf(cause))}`, { cause, ...hint });
  }
  if (!root) throw new GraphZoomError('rule-invalid', 'An expression is empty.', { hint: 'Write one, such as {{ queries.query0.total }}.' });
  return root;
}

/** Brackets that stand in each other, at most. */
function nesting(text: string): number {
  let depth = 0;
  let most = 0;
  for (const character of text) {
    if ('([{?'.includes(character)) most = Math.max(most, ++depth);
    else if (')]}:'.includes(character)) depth = Math.max(0, depth - 1);
  }
  return most;
}

/** Jexl has no functions of ours, leaves parts out that are missing, and lets a key of an object literal be its prototype. */
function check(node: ASTNode | null | undefined, text: string, depth: number): void {
  if (depth > MOST.nesting) throw tooMuch(`The expression "${shown(text)}" has more than ${MOST.nesting} parts in each other.`);
  if (!node) throw new GraphZoomError('rule-invalid', `The expression "${shown(text)}" has a part that is empty.`);
  if (node.type === 'ObjectLiteral' && Object.getPrototypeOf(node.value) !== Object.prototype) throw tooMuch('"__proto__" is no property of data.');
  if (node.type === 'FunctionCall' && node.pool === 'functions') throw new GraphZoomError('rule-invalid', `There is no function "${node.name}".`, { hint: 'Transforms are written behind a bar: value | length.' });
  for (const child of childrenOf(node)) check(child, text, depth + 1);
}

/** The parts of a node. */
function childrenOf(node: ASTNode): (ASTNode | null | undefined)[] {
  switch (node.type) {
    case 'ArrayLiteral':
      return node.value;
    case 'ObjectLiteral':
      return Object.values(node.value);
    case 'BinaryExpression':
      return [node.left, node.right];
    case 'UnaryExpression':
      return [node.right];
    case 'ConditionalExpression':
      // `a ?: b` has no part between.
      return node.consequent ? [node.test, node.consequent, node.alternate] : [node.test, node.alternate];
    case 'FilterExpression':
      return [node.subject, node.expr];
    case 'Identifier':
      return node.from ? [node.from] : [];
    case 'FunctionCall':
      return node.args ?? [];
    default:
      return [];
  }
}

const SHOWN = 120;
/** A text as messages show it. */
export const shown = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text).replace(/\s+/g, ' ');
