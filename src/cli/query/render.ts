import type { Plan } from '../../j1ql/plan/plan.ts';
import type { QueryResult } from '../../store/query-result.ts';
import { colors } from '../output.ts';
import { safe, table } from '../render/table.ts';
import { moment } from '../render/time.ts';
import { wholeName } from './csv.ts';

/** A result for a person: a table, and how many rows it has. */
export function renderResult(result: QueryResult, plan: Plan): string {
  if (result.type === 'tree') return renderTree(result);
  if (result.type === 'list') {
    if (result.data.length === 0) return 'Nothing matches.';
    const rows = result.data.map(({ entity }) => [safe(entity.displayName ?? ''), safe((entity._type as string[]).join(', ')), safe(entity._key)]);
    return `${table(['name', 'type', 'key'], rows)}\n${counted(rows.length, 'entity', 'entities')}`;
  }
  if (result.data.length === 0) return 'No rows.';
  const times = timeColumns(plan);
  const numbers = result.columns.flatMap((name, index) => (!times.has(name) && result.data.some((row) => typeof row[name] === 'number') ? [index] : []));
  const rows = result.data.map((row) => result.columns.map((name) => text(row[name], times.has(name))));
  return `${table(result.columns.map(safe), rows, { right: numbers })}\n${counted(rows.length, 'row', 'rows')}`;
}

const counted = (count: number, one: string, many: string): string => colors.dim(`${count} ${count === 1 ? one : many}`);

function renderTree({ data }: QueryResult & { type: 'tree' }): string {
  if (data.vertices.length === 0) return 'Nothing matches.';
  const names = new Map(data.vertices.map(({ id, entity }) => [id, safe(entity.displayName ?? entity._key)]));
  const rows = data.edges.map((edge) => [names.get(edge.fromVertexId) ?? '', safe(edge.relationship._class), names.get(edge.toVertexId) ?? '']);
  const linked = new Set(data.edges.flatMap((edge) => [edge.fromVertexId, edge.toVertexId]));
  const alone = data.vertices.filter(({ id }) => !linked.has(id)).map(({ entity }) => [safe(entity.displayName ?? entity._key), '', '']);
  return `${table(['from', 'relationship', 'to'], [...rows, ...alone])}\n${counted(data.vertices.length, 'entity', 'entities')}, ${counted(data.edges.length, 'relationship', 'relationships')}`;
}

/** Columns that are a plain property whose name says that it is a time. */
export function timeColumns(plan: Plan): Set<string> {
  const names = plan.output.kind === 'table' ? plan.output.columns.filter(({ expression }) => expression.kind === 'property' && /(?:On|Time|At)$/.test(expression.property)).map(({ name }) => name) : [];
  return new Set(names);
}

/** Numbers below are durations or counts, whatever the property is called: the year 1973 in milliseconds. */
const FIRST_TIME = 1e11;
/** Whether a number in a column of times is one. */
export const isMoment = (value: unknown): value is number => typeof value === 'number' && value > FIRST_TIME;

/** What a person sees of one cell. */
export function text(value: unknown, isTime: boolean): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return safe(value.join(', '));
  if (typeof value === 'object') return safe(wholeName(value));
  if (isTime && isMoment(value)) return moment(value);
  return safe(typeof value === 'number' ? Number(value.toFixed(6)) : value);
}
