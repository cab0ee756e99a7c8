import type { Plan } from '../plan/plan.ts';
import { type Build, whereSql } from './build.ts';
import { expressionSql, plainScope } from './expressions.ts';
import { needsOf } from './needs.ts';
import { termsOf } from './page.ts';
import { pathsOf } from './paths.ts';
import type { Statement } from './statement.ts';

/** Every entity and relationship on a path, each once; LIMIT and SKIP count start entities (section 13.4). */
export function treeStatement(b: Build, plan: Plan): Statement {
  const paths = pathsOf(b, plan, needsOf(plan, true), true);
  const start = paths.id(plan.start.slot);
  if (paths.empty || start === undefined) return { sql: 'SELECT 0 AS part, NULL AS id WHERE false', params: [], rows: { kind: 'tree', parts: [] }, keys: [] };
  const slots = paths.slots.filter((slot) => plan.slots[slot]?.kind !== 'group');
  const ids = slots.map((slot) => `${paths.id(slot)} AS s${slot}`);
  const all = `SELECT ${ids.join(', ')} FROM ${paths.from}${whereSql(paths.conditions)}`;
  const some = plan.limit === undefined && plan.skip === 0 ? '' : ` WHERE s${plan.start.slot} IN (${starts(b, plan, paths)})`;
  const parts = slots.map((slot, index) => `SELECT ${index} AS part, s${slot} AS id FROM tree_paths WHERE s${slot} IS NOT NULL`);
  const head = paths.head === '' ? 'WITH ' : `${paths.head.trimEnd()},\n`;
  const sql = `${head}tree_paths AS MATERIALIZED (SELECT * FROM (${all}) AS t${some})\nSELECT min(part) AS part, CAST(id AS VARCHAR) AS id FROM (${parts.join(' UNION ALL ')}) AS u GROUP BY id ORDER BY part, id`;
  return {
    ...b.finish(sql),
    rows: { kind: 'tree', parts: slots.map((slot) => ({ kind: plan.slots[slot]?.kind === 'edge' ? 'edge' : 'node', types: everyType(plan, paths, slot) })) },
    keys: [],
  };
}

/** Of an entity that stands in several places one is named: its types are those of all. */
function everyType(plan: Plan, paths: ReturnType<typeof pathsOf>, slot: number): string[] {
  const kind = plan.slots[slot]?.kind === 'edge';
  return [...new Set(paths.slots.filter((other) => plan.slots[other]?.kind !== 'group' && (plan.slots[other]?.kind === 'edge') === kind).flatMap((other) => paths.types(other).map(({ type }) => type)))];
}

function starts(b: Build, plan: Plan, paths: ReturnType<typeof pathsOf>): string {
  const id = paths.id(plan.start.slot) as string;
  const scope = plainScope(paths);
  const order = plan.order.flatMap(({ key, descending }) =>
    key.kind === 'column' ? [] : termsOf(b, expressionSql(b, key, scope), descending).map(({ sql }) => `${descending ? 'max' : 'min'}(${sql})${descending ? ' DESC' : ''} NULLS LAST`),
  );
  const limit = plan.limit === undefined ? '' : ` LIMIT ${plan.limit}`;
  const skip = plan.skip === 0 ? '' : ` OFFSET ${plan.skip}`;
  return `SELECT ${id} FROM ${paths.from}${whereSql(paths.conditions)} GROUP BY ${id} ORDER BY ${[...order, `min(${paths.bundle(plan.start.slot, '_key').string})`, id].join(', ')}${limit}${skip}`;
}
