import type { ASTNode } from '@pawel-up/jexl';
import { type Expression, parseExpression } from './expression.ts';
import type { Budget } from './limits.ts';
import { binary, lazy, unary } from './operators.ts';
import { transform } from './transforms.ts';
import { listOf, property, safeName } from './values.ts';

/** What an expression can see. */
export interface Scope {
  readonly values: Readonly<Record<string, unknown>>;
  /** What `.name` is of, within a filter. */
  readonly relative?: unknown;
  readonly budget: Budget;
  /** Renders a template of the rule by its name, with more values. */
  readonly named: (name: string, values: Readonly<Record<string, unknown>>) => unknown;
}

/** The value of an expression: of own properties of data only, in bounded steps. */
export const evaluate = (expression: string | Expression, scope: Scope): unknown => nodeValue((typeof expression === 'string' ? parseExpression(expression) : expression).root, scope);

function nodeValue(node: ASTNode, scope: Scope): unknown {
  scope.budget.spend();
  switch (node.type) {
    case 'Literal':
      return node.value;
    case 'Identifier':
      return identifier(node, scope);
    case 'ArrayLiteral':
      return node.value.map((item) => nodeValue(item, scope));
    case 'ObjectLiteral':
      return Object.fromEntries(Object.entries(node.value).map(([key, item]) => [safeName(key), nodeValue(item, scope)]));
    case 'UnaryExpression':
      return unary(node.operator, nodeValue(node.right, scope));
    case 'BinaryExpression': {
      const left = nodeValue(node.left, scope);
      const right = () => nodeValue(node.right, scope);
      return lazy(node.operator) ? logical(node.operator, left, right) : binary(node.operator, left, right(), scope.budget);
    }
    case 'ConditionalExpression': {
      const test = nodeValue(node.test, scope);
      if (!test) return nodeValue(node.alternate, scope);
      return node.consequent ? nodeValue(node.consequent, scope) : test;
    }
    case 'FilterExpression':
      return filtered(node, scope);
    case 'FunctionCall': {
      const [subject, ...args] = (node.args ?? []).map((arg) => nodeValue(arg, scope));
      return transform(node.name, subject, args, scope);
    }
  }
}

const logical = (operator: string, left: unknown, right: () => unknown): unknown => ((operator === '&&') === Boolean(left) ? right() : left);

function identifier(node: Extract<ASTNode, { type: 'Identifier' }>, scope: Scope): unknown {
  if (node.from) return property(nodeValue(node.from, scope), node.value);
  if (!node.relative) return property(scope.values, node.value);
  // A lone dot is the item itself.
  return node.value === '.' ? scope.relative : property(scope.relative, node.value);
}

/** `list[.name == 'x']`: the items for which it holds. `value[name]`: a property. */
function filtered(node: Extract<ASTNode, { type: 'FilterExpression' }>, scope: Scope): unknown {
  const subject = nodeValue(node.subject, scope);
  if (node.relative) return listOf(subject).filter((item) => Boolean(nodeValue(node.expr, { ...scope, relative: item })));
  const key = nodeValue(node.expr, scope);
  if (typeof key === 'boolean') return key ? subject : undefined;
  return typeof key === 'string' || typeof key === 'number' ? property(subject, key) : undefined;
}
