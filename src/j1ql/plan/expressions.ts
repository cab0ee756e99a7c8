import { nearest } from '../../lib/nearest.ts';
import type { Expression as AstExpression, Path } from '../ast.ts';
import { flat } from '../parse/path.ts';
import { asWritten } from '../parse/written.ts';
import { functionOf } from '../words.ts';
import type { Aliases } from './aliases.ts';
import { type Context, failure } from './context.ts';
import { dateOf, variableOf } from './literals.ts';
import { type Expression, has, type Scalar } from './plan.ts';

/** An expression of RETURN or ORDER BY. */
export function planExpression(context: Context, aliases: Aliases, expression: AstExpression): Expression {
  switch (expression.kind) {
    case 'string':
    case 'number':
    case 'boolean':
      return { kind: 'literal', value: expression.value };
    case 'undefined':
      return { kind: 'literal', value: null };
    case 'date':
      return { kind: 'literal', value: dateOf(context, expression) };
    case 'regex':
      throw failure(context, 'value', expression.span, 'A regular expression is no value of a column.');
    case 'parameter': {
      const value = variableOf(context, expression);
      if (Array.isArray(value)) throw failure(context, 'parameter', expression.span, `${expression.name} is a list, which cannot be a column.`);
      return { kind: 'literal', value: value as Scalar | null };
    }
    case 'path':
      return planPath(context, aliases, expression);
    case 'binary':
      return { kind: 'arithmetic', operator: expression.operator, left: planExpression(context, aliases, expression.left), right: planExpression(context, aliases, expression.right) };
    case 'call': {
      const args = expression.arguments.map((argument) => planExpression(context, aliases, argument));
      const name = expression.name.text;
      const nested = args.find((argument) => has(argument, 'aggregate'));
      if (functionOf(name)?.aggregate) {
        if (nested) throw failure(context, 'function', expression.span, `${name} cannot be taken of another aggregate.`);
        return { kind: 'aggregate', name: name as 'COUNT', argument: args[0] as Expression };
      }
      if (name === 'UNWIND') {
        if (nested) throw failure(context, 'function', expression.span, 'UNWIND cannot be taken of an aggregate.');
        return { kind: 'unwind', argument: args[0] as Expression };
      }
      return { kind: 'call', name: name as 'CONCAT', arguments: args };
    }
  }
}

/** A shorter name without a dot is an alias that was forgotten, not a property. */
const SHORTEST_PROPERTY = 3;

function planPath(context: Context, aliases: Aliases, path: Path): Expression {
  const first = path.segments[0] as Path['segments'][number];
  const only = aliases.onlyNode();
  // JupiterOne's own examples leave the alias out where there is one entity: it is clear then what is meant.
  if (path.segments.length === 1 && !path.all && only !== undefined && !aliases.isKnown(first.text) && first.text.length >= SHORTEST_PROPERTY && nearest(first.text, aliases.known()).length === 0) {
    context.warnings.push({ span: first.span, message: `${first.text} is taken for a property: write it behind an alias, as in ${aliases.known()[0] ?? 'x'}.${first.text}.` });
    return { kind: 'property', slot: only, property: first.text };
  }
  const slot = aliases.find(path, 'RETURN');
  if (slot === 'nothing') return { kind: 'nothing' };
  if (path.all && path.segments.length === 1) return { kind: 'whole', slot, all: true };
  return path.segments.length === 1 ? { kind: 'whole', slot, all: false } : { kind: 'property', slot, property: flat(path, 1) };
}

/** The name of a column without AS: the text as written with single blanks, a plain property without its brackets (section 13.1). */
export function columnName(text: string, expression: AstExpression): string {
  const written = asWritten(text, expression.span).replace(/\s+/g, ' ');
  return expression.kind === 'path' ? `${flat(expression)}${expression.all ? '.*' : ''}` : written;
}
