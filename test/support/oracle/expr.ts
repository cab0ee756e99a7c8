import { type Call, type Expr, OracleError, type Scalar } from './ast.ts';
import { type OracleElement, property, type Value } from './graph.ts';
import { isAggregate } from './parse-expr.ts';
import { bound, type Path } from './paths.ts';
import type { Scope } from './scope.ts';

/** A whole entity or relationship as a cell. */
export interface Whole {
  $id: string;
}
export type Cell = Value | Whole;

/** A path, and the element that each UNWIND of the query took. */
export interface Row {
  path: Path;
  unwound: Map<Expr, Scalar>;
}

export function isWhole(cell: Cell): cell is Whole {
  return typeof cell === 'object' && !Array.isArray(cell);
}

export function isAbsent(cell: Cell): cell is undefined {
  return cell === undefined || (Array.isArray(cell) && cell.length === 0);
}

/** Two cells are the same if their keys are. */
export function cellKey(cell: Cell): string {
  return isAbsent(cell) ? 'null' : JSON.stringify(cell);
}

/** All calls of a kind inside an expression, outermost first; does not look inside those it finds. */
export function findCalls(expr: Expr, wanted: (name: string) => boolean): Call[] {
  if (expr.kind === 'call') return wanted(expr.name) ? [expr] : expr.args.flatMap((argument) => findCalls(argument, wanted));
  return expr.kind === 'binary' ? [expr.left, expr.right].flatMap((side) => findCalls(side, wanted)) : [];
}

export function hasAggregate(expr: Expr): boolean {
  return findCalls(expr, isAggregate).length > 0;
}

/** Throws where an expression mixes what belongs to one row with what belongs to a group, or uses a whole element as a value. */
export function checkShape(expr: Expr): void {
  for (const call of [...findCalls(expr, isAggregate), ...findCalls(expr, (name) => name === 'unwind')]) {
    const inner = call.args[0] as Expr;
    if (hasAggregate(inner)) throw new OracleError('an aggregate inside an aggregate or UNWIND');
    if (call.name === 'unwind' && findCalls(inner, (name) => name === 'unwind').length > 0) throw new OracleError('UNWIND inside UNWIND');
  }
  if (hasAggregate(expr) && namesRowOutsideAggregate(expr)) throw new OracleError('a property beside an aggregate in one column');
  checkWholes(expr, true);
}

function namesRowOutsideAggregate(expr: Expr): boolean {
  if (expr.kind === 'ref') return true;
  if (expr.kind === 'call') return expr.name === 'unwind' || (!isAggregate(expr.name) && expr.args.some(namesRowOutsideAggregate));
  return expr.kind === 'binary' && [expr.left, expr.right].some(namesRowOutsideAggregate);
}

function checkWholes(expr: Expr, allowed: boolean): void {
  if (expr.kind === 'star') throw new OracleError('alias.* inside an expression');
  if (expr.kind === 'ref' && expr.name === undefined && !allowed) throw new OracleError('a whole element inside an expression');
  if (expr.kind === 'call') for (const argument of expr.args) checkWholes(argument, expr.name === 'count' || expr.name === 'coalesce');
  if (expr.kind === 'binary') for (const side of [expr.left, expr.right]) checkWholes(side, false);
}

/** The value of an expression for one row; aggregates are looked up by the caller. */
export function evaluate(expr: Expr, row: Row | undefined, scope: Scope, aggregate: (call: Call) => Cell): Cell {
  const inner = (part: Expr): Cell => evaluate(part, row, scope, aggregate);
  if (expr.kind === 'literal') return expr.value;
  if (expr.kind === 'binary') return calculate(expr.operator, inner(expr.left), inner(expr.right));
  if (expr.kind === 'ref') return reference(row && bound(row.path, scope.resolve(expr.alias)), expr.name);
  if (expr.kind === 'star') throw new OracleError('alias.* inside an expression');
  if (isAggregate(expr.name)) return aggregate(expr);
  if (expr.name === 'unwind') return row?.unwound.get(expr);
  return callFunction(expr.name, expr.args.map(inner));
}

function reference(element: OracleElement | undefined, name: string | undefined): Cell {
  if (name !== undefined) return property(element, name);
  return element && { $id: element._id };
}

function finite(value: number): number | undefined {
  if (!Number.isFinite(value)) return undefined;
  return value === 0 ? 0 : value; // no negative zero
}

function calculate(operator: string, left: Cell, right: Cell): number | undefined {
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  if (operator === '+') return finite(left + right);
  if (operator === '-') return finite(left - right);
  if (operator === '*') return finite(left * right);
  return finite(operator === '/' ? left / right : left ** right);
}

function callFunction(name: string, args: Cell[]): Cell {
  if (name === 'concat') return args.map(asText).join('');
  if (name === 'coalesce') return args.find((argument) => !isAbsent(argument));
  if (name === 'merge') return [...new Set(args.flatMap((argument) => (isWhole(argument) || argument === undefined ? [] : argument)))];
  const [number] = args;
  if (typeof number !== 'number') return undefined;
  if (name === 'abs') return finite(Math.abs(number));
  if (name === 'sqrt') return finite(Math.sqrt(number));
  if (name === 'ceil') return finite(Math.ceil(number));
  if (name === 'floor') return finite(Math.floor(number));
  return finite(Math.round(number));
}

function asText(cell: Cell): string {
  if (isWhole(cell)) throw new OracleError('a whole element as text');
  return Array.isArray(cell) ? cell.join(',') : String(cell ?? '');
}

/** The value of COUNT, SUM, AVG, MIN or MAX over the rows of a group. */
export function aggregate(call: Call, rows: Row[], scope: Scope): Cell {
  const argument = call.args[0] as Expr;
  const read = (row: Row): Cell =>
    evaluate(argument, row, scope, () => {
      throw new OracleError('an aggregate inside an aggregate');
    });
  if (call.name === 'count') {
    const values = rows.map(read).filter((value) => !isAbsent(value));
    return new Set(values.map(cellKey)).size;
  }
  const numbers = distinctCombinations(argument, rows, scope)
    .map(read)
    .filter((value) => typeof value === 'number');
  const sum = numbers.reduce((total, number) => total + number, 0);
  if (call.name === 'sum') return sum;
  if (numbers.length === 0) return undefined;
  if (call.name === 'avg') return sum / numbers.length;
  return call.name === 'min' ? Math.min(...numbers) : Math.max(...numbers);
}

/** One row for each combination of the elements that an argument mentions. */
function distinctCombinations(argument: Expr, rows: Row[], scope: Scope): Row[] {
  const aliases = mentionedAliases(argument);
  const unwinds = findCalls(argument, (name) => name === 'unwind');
  const chosen = new Map<string, Row>();
  for (const row of rows) {
    const ids = aliases.map((alias) => bound(row.path, scope.resolve(alias))?._id ?? null);
    const key = JSON.stringify([ids, unwinds.map((call) => row.unwound.get(call))]);
    if (!chosen.has(key)) chosen.set(key, row);
  }
  return [...chosen.values()];
}

function mentionedAliases(expr: Expr): string[] {
  if (expr.kind === 'ref') return [expr.alias];
  if (expr.kind === 'call') return expr.args.flatMap(mentionedAliases);
  return expr.kind === 'binary' ? [expr.left, expr.right].flatMap(mentionedAliases) : [];
}
