import { prepare } from '../../../src/store/ask.ts';
import type { Cell, QueryResult } from '../../../src/store/query-result.ts';
import type { Store } from '../../../src/store/store.ts';
import { row, table } from '../markdown.ts';
import type { Example } from './examples.ts';
import { EXAMPLE_NOW } from './organisation.ts';

/** Columns that hold times, by the property they show; a page must not depend on the time zone of whoever makes it. */
const timeColumns = (output: ReturnType<typeof prepare>['plan']['output']): ReadonlySet<string> =>
  new Set(output.kind === 'table' ? output.columns.filter(({ expression }) => expression.kind === 'property' && /(?:On|Time)$/.test(expression.property)).map(({ name }) => name) : []);

const cellText = (value: Cell | undefined, isTime: boolean): string => {
  if (value === null || value === undefined) return '';
  if (isTime && typeof value === 'number') return new Date(value).toISOString().slice(0, 10);
  return Array.isArray(value) ? value.join(', ') : String(typeof value === 'number' ? Number(value.toFixed(3)) : value);
};

function answerTable(result: QueryResult, times: ReadonlySet<string>): string {
  if (result.type === 'list') return table(['name', 'type', 'key'], result.data.map(({ entity }) => row(String(entity.displayName), [entity._type].flat().join(', '), `\`${entity._key}\``)).sort());
  if (result.type === 'table')
    return table(
      result.columns,
      result.data.map((cells) => row(...result.columns.map((name) => cellText(cells[name], times.has(name))))),
    );
  const names = new Map(result.data.vertices.map(({ id, entity }) => [id, String(entity.displayName)]));
  return table(['from', 'relationship', 'to'], result.data.edges.map((edge) => row(names.get(edge.fromVertexId) ?? '', String(edge.relationship._class), names.get(edge.toVertexId) ?? '')).sort());
}

/** One example with its answer. Fails where it cannot be asked, needs a warning, or finds nothing. */
export async function exampleText(store: Store, { say, query, variables, includeDeleted }: Example): Promise<string> {
  const { plan, warnings } = prepare(query, { now: EXAMPLE_NOW, ...(variables ? { variables } : {}), ...(includeDeleted ? { includeDeleted } : {}) });
  if (warnings.length > 0) throw new Error(`${query}: ${warnings.map(({ message }) => message).join(' ')}`);
  const result = await store.query(plan);
  const size = result.type === 'tree' ? result.data.vertices.length : result.data.length;
  if (size === 0) throw new Error(`${query}: an example that finds nothing shows nothing.`);
  return `${say}\n\n\`\`\`j1ql\n${query}\n\`\`\`\n\n${answerTable(result, timeColumns(plan.output))}\n`;
}
