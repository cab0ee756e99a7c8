import { OracleError, type ParseOptions, type Query } from './ast.ts';
import { holds } from './compare.ts';
import { type Cell, evaluate } from './expr.ts';
import { type OracleElement, type OracleEntity, type OracleGraph, type OracleRelationship, property } from './graph.ts';
import { parse } from './lex-parse.ts';
import { sortRanked } from './order.ts';
import { bound, type Path, PathFinder } from './paths.ts';
import { checkAliases, checkExpr, Scope } from './scope.ts';
import { makeTable, type Ranked } from './table.ts';

export { OracleError, TooManyPaths } from './ast.ts';
export type { OracleEntity, OracleGraph, OracleRelationship } from './graph.ts';

export interface OracleOptions extends ParseOptions {
  includeDeleted?: boolean;
  /** By name, a query that lists the members: `FIND (Application|Host) WITH tag.Production = true`. */
  smartClasses?: Record<string, string>;
}

export type OracleResult = { type: 'list'; data: OracleEntity[] } | { type: 'table'; columns: string[]; data: Record<string, unknown>[] } | { type: 'tree'; vertices: OracleEntity[]; edges: OracleRelationship[] };

/** A start entity with the paths that begin at it. */
export interface Start {
  entity: OracleEntity;
  paths: Path[];
}

/** The whole answer, sorted, before SKIP and LIMIT. */
export type FullAnswer = { query: Query } & ({ kind: 'list' | 'tree'; starts: Ranked<Start>[] } | { kind: 'table'; columns: string[]; rows: Ranked<Record<string, unknown>>[] });

export function ask(graph: OracleGraph, text: string, options: OracleOptions): OracleResult {
  const answer = askForAll(graph, text, options);
  const { skip = 0, limit = Number.POSITIVE_INFINITY } = answer.query;
  const page = <T>(ranked: Ranked<T>[]): T[] => ranked.slice(skip, skip + limit).map(({ value }) => value);
  if (answer.kind === 'table') return { type: 'table', columns: answer.columns, data: page(answer.rows) };
  const starts = page(answer.starts);
  return answer.kind === 'list' ? { type: 'list', data: starts.map(({ entity }) => entity) } : { type: 'tree', ...treeOf(starts) };
}

export function askForAll(graph: OracleGraph, text: string, options: OracleOptions): FullAnswer {
  const query = parse(text, options);
  const scope = new Scope(query);
  checkAliases(query, scope);
  const { result, where } = query;
  if (result.kind !== 'table') checkStartOrder(query, scope);
  else makeTable({ ...query, result }, [], scope); // its static errors come also when WHERE leaves nothing
  const smart = smartMembership(graph, options);
  const all = new PathFinder(graph, options.includeDeleted ?? false, smart).find(query);
  const paths = all.filter((path) => !where || holds(where, (term) => (term.kind === 'ref' ? property(bound(path, scope.resolve(term.alias)), term.name) : undefined)));
  if (result.kind === 'table') {
    const { columns, ranked } = makeTable({ ...query, result }, paths, scope);
    return { query, kind: 'table', columns, rows: sortRanked(ranked, query.order) };
  }
  return { query, kind: result.kind, starts: sortRanked(startsOf(query, paths, scope), query.order) };
}

function smartMembership(graph: OracleGraph, options: OracleOptions): (name: string, entity: OracleEntity) => boolean {
  const members = new Map<string, Set<OracleEntity>>();
  return (name, entity) => {
    const definition = options.smartClasses?.[name];
    if (definition === undefined) return false;
    let found = members.get(name);
    if (!found) {
      const { [name]: _self, ...smartClasses } = options.smartClasses ?? {};
      const list = ask(graph, definition, { ...options, smartClasses });
      if (list.type !== 'list') throw new OracleError(`the definition of #${name} is no list`);
      found = new Set(list.data);
      members.set(name, found);
    }
    return found.has(entity);
  };
}

/** Lists and trees have no columns: only properties can order their start entities. */
function checkStartOrder(query: Query, scope: Scope): void {
  for (const { expr, column } of query.order) {
    if (expr?.kind !== 'ref' || expr.name === undefined) throw new OracleError(`cannot order by ${column}`);
    checkExpr(expr, scope);
  }
}

function startsOf(query: Query, paths: Path[], scope: Scope): Ranked<Start>[] {
  const byEntity = new Map<OracleElement, Path[]>();
  for (const path of paths) {
    const start = path.bindings.get(query.start) as OracleElement;
    byEntity.set(start, [...(byEntity.get(start) ?? []), path]);
  }
  return [...byEntity].map(([entity, own]) => ({
    value: { entity: entity as OracleEntity, paths: own },
    keys: query.order.map(({ expr }): Cell => (expr ? evaluate(expr, { path: own[0] as Path, unwound: new Map() }, scope, () => undefined) : undefined)),
  }));
}

export function treeOf(starts: Start[]): { vertices: OracleEntity[]; edges: OracleRelationship[] } {
  const found = new Set<OracleElement>();
  for (const { paths } of starts) for (const { bindings } of paths) for (const element of bindings.values()) found.add(element);
  const isEdge = (element: OracleElement): element is OracleRelationship => '_fromEntityKey' in element;
  const elements = [...found];
  return { vertices: elements.filter((element): element is OracleEntity => !isEdge(element)), edges: elements.filter(isEdge) };
}
