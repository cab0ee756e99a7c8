import type { Plan } from '../plan/plan.ts';
import { Build } from './build.ts';
import type { GraphCatalog } from './catalog.ts';
import type { Dialect } from './dialect.ts';
import { reachable } from './exists.ts';
import { listStatement } from './list.ts';
import type { Page } from './page.ts';
import type { Statement } from './statement.ts';
import { tableStatement } from './table.ts';
import { treeStatement } from './tree.ts';

/** Plan to one SQL statement for a graph and a database. Types and properties that the graph does not have are left out of it. */
export function compile(plan: Plan, options: { catalog: GraphCatalog; dialect: Dialect; page?: Page }): Statement {
  const b = new Build({ ...options, includeDeleted: plan.includeDeleted, reachable });
  const page = options.page ?? {};
  switch (plan.output.kind) {
    case 'list':
      return listStatement(b, plan, page);
    case 'tree':
      return treeStatement(b, plan);
    case 'table':
      return tableStatement(b, plan, plan.output, page);
  }
}
