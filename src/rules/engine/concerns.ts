import type { Condition, Expression, Node, Operand, Plan, PlanStep, Sort } from '../../j1ql/plan/plan.ts';
import type { ChangedType } from '../../store/store.ts';

/** What of the graph a query can see. */
export interface Footprint {
  /** Names of types and classes; `undefined` stands for all there are. */
  readonly entities: ReadonlySet<string> | undefined;
  /** Verbs in upper case; `undefined` stands for all. Empty: the query follows no relationship. */
  readonly verbs: ReadonlySet<string> | undefined;
  /** Properties that it reads; `undefined` stands for all. */
  readonly properties: ReadonlySet<string> | undefined;
}

/** Types' `_class` values, by kind and type, as the catalogue has them. */
export type ClassesOf = (kind: ChangedType['kind'], type: string) => readonly string[];

export interface Concern {
  readonly run: boolean;
  readonly reason: 'sees-members' | 'sees-property' | 'nothing-seen-changed';
}

/** Properties that change with every version. */
const OF_VERSIONS = new Set(['_version', '_beginOn', '_endOn', '_deleted']);

/** What a plan can see. `whole`: of the entities that it gives every property counts, for a condition looks at how they changed. */
export function footprintOf(plan: Plan, whole = false): Footprint {
  const seen = { entities: new Set<string>(), verbs: new Set<string>(), properties: new Set<string>(), allEntities: false, allVerbs: false, allProperties: whole && plan.output.kind !== 'table' };
  const property = (name: string): void => {
    if (OF_VERSIONS.has(name)) seen.allProperties = true;
    else seen.properties.add(name);
  };
  const operand = (one: Operand): void => {
    if (one.kind === 'property') property(one.property);
  };
  const condition = (one: Condition | undefined): void => {
    if (one === undefined) return;
    if (one.kind === 'and' || one.kind === 'or') for (const item of one.items) condition(item);
    else if (one.kind === 'not') condition(one.item);
    else if (one.kind === 'test') operand(one.operand);
    else if (one.kind === 'pair') for (const side of [one.left, one.right]) operand(side);
    else if (one.kind === 'begins') {
      node(one.start);
      steps(one.steps);
    }
  };
  const node = ({ names, words, filter }: Node): void => {
    if (names === undefined) seen.allEntities = true;
    else for (const name of [...names.classes, ...names.types]) seen.entities.add(name);
    if (words !== undefined && words.length > 0) seen.allProperties = true;
    condition(filter);
  };
  const steps = (list: readonly PlanStep[]): void => {
    for (const step of list) {
      if (step.kind !== 'hop') {
        steps(step.steps);
        continue;
      }
      if (step.verbs === undefined) seen.allVerbs = true;
      else for (const verb of step.verbs) seen.verbs.add(verb);
      node(step.node);
    }
  };
  const expression = (one: Expression): void => {
    if (one.kind === 'property') property(one.property);
    else if (one.kind === 'whole') seen.allProperties ||= one.all || whole;
    else if (one.kind === 'call') for (const argument of one.arguments) expression(argument);
    else if (one.kind === 'unwind' || one.kind === 'aggregate') expression(one.argument);
    else if (one.kind === 'arithmetic') for (const side of [one.left, one.right]) expression(side);
  };
  const sort = ({ key }: Sort): void => {
    if (key.kind !== 'column') expression(key);
  };
  node(plan.start);
  steps(plan.steps);
  condition(plan.where);
  if (plan.output.kind === 'table') {
    for (const column of plan.output.columns) expression(column.expression);
    condition(plan.output.having);
  }
  for (const one of plan.order) sort(one);
  return { entities: seen.allEntities ? undefined : seen.entities, verbs: seen.allVerbs ? undefined : seen.verbs, properties: seen.allProperties ? undefined : seen.properties };
}

/** Whether what changed can change an answer; pure. */
export function decideConcern(footprints: readonly Footprint[], changed: readonly ChangedType[], classesOf: ClassesOf): Concern {
  let property = false;
  for (const one of changed)
    for (const footprint of footprints) {
      const names = one.kind === 'entity' ? footprint.entities : footprint.verbs;
      if (names !== undefined && !names.has(one.type) && !classesOf(one.kind, one.type).some((name) => names.has(one.kind === 'entity' ? name : name.toUpperCase()))) continue;
      if (one.operation !== 'updated') return { run: true, reason: 'sees-members' };
      // Another type or class is another member to a query by names.
      if (one.properties.some((name) => name === '_type' || name === '_class' || footprint.properties === undefined || footprint.properties.has(name))) property = true;
    }
  return property ? { run: true, reason: 'sees-property' } : { run: false, reason: 'nothing-seen-changed' };
}
