import { nearest } from '../lib/nearest.ts';
import { type Condition, childrenOf, type Expression, type Node, type Plan, type PlanStep } from './plan/plan.ts';
import type { GraphCatalog, GraphType } from './sql/catalog.ts';

/** Metadata is there whether a member has it or not. */
const METADATA = /^_/;

/**
 * What a query names and the graph does not have: no error (section 21), but often a slip. One sentence each, with the nearest
 * names the graph has.
 */
export function hintsFor(plan: Plan, catalog: GraphCatalog): string[] {
  const hints = new Set<string>();
  const ofSlot = new Map<number, readonly GraphType[]>();
  const entities = catalog.types.filter(({ kind }) => kind === 'entity');
  const relationships = catalog.types.filter(({ kind }) => kind === 'relationship');

  const property = (types: readonly GraphType[], name: string) => {
    if (METADATA.test(name) || name === 'displayName' || types.length === 0) return;
    const names = new Set(types.flatMap(({ columns }) => columns.map((column) => column.property)));
    if (!names.has(name)) hints.add(`No ${shown(types)} has a property ${name}.${didYouMean(name, names)}`);
  };
  const filter = (condition: Condition, types: (slot: number | undefined) => readonly GraphType[]): void => {
    if (condition.kind === 'and' || condition.kind === 'or') for (const item of condition.items) filter(item, types);
    else if (condition.kind === 'not') filter(condition.item, types);
    else if (condition.kind === 'test' && condition.operand.kind === 'property' && !isSmartTag(condition.operand.property)) property(types(condition.operand.slot), condition.operand.property);
    else if (condition.kind === 'pair') for (const side of [condition.left, condition.right]) if (side.kind === 'property') property(types(side.slot), side.property);
  };
  const node = ({ slot, names, filter: own }: Node) => {
    const types = names ? entities.filter((type) => names.types.includes(type.type) || type.classSets.some((set) => set.some((name) => names.classes.includes(name)))) : entities;
    ofSlot.set(slot, types);
    const known = { classes: new Set(entities.flatMap(({ classSets }) => classSets.flat())), types: new Set(entities.map(({ type }) => type)) };
    for (const name of names?.classes ?? []) if (!known.classes.has(name)) hints.add(`The graph has no entities of class ${name}.${didYouMean(name, [...known.classes, ...known.types])}`);
    for (const name of names?.types ?? []) if (!known.types.has(name)) hints.add(`The graph has no entities of type ${name}.${didYouMean(name, [...known.types, ...known.classes])}`);
    if (own) filter(own, () => types);
  };
  const steps = (list: readonly PlanStep[]): void => {
    for (const step of list) {
      if (step.kind !== 'hop') {
        steps(step.steps);
        continue;
      }
      const verbs = new Set(relationships.flatMap(({ classSets }) => classSets.map((set) => (set[0] ?? '').toUpperCase())));
      for (const verb of step.verbs ?? []) if (!verbs.has(verb)) hints.add(`The graph has no relationships ${verb}.${didYouMean(verb, verbs)}`);
      ofSlot.set(
        step.slot,
        relationships.filter(({ classSets }) => step.verbs === undefined || classSets.some((set) => step.verbs?.includes((set[0] ?? '').toUpperCase()))),
      );
      node(step.node);
    }
  };
  const expression = (e: Expression): void => {
    if (e.kind === 'property') property(ofSlot.get(e.slot) ?? [], e.property);
    childrenOf(e).forEach(expression);
  };

  node(plan.start);
  steps(plan.steps);
  if (plan.where) filter(plan.where, (slot) => ofSlot.get(slot ?? -1) ?? []);
  if (plan.output.kind === 'table') for (const column of plan.output.columns) expression(column.expression);
  for (const { key } of plan.order) if (key.kind !== 'column') expression(key);
  return [...hints];
}

/** A smart class looks at tags that need not be there. */
const isSmartTag = (name: string): boolean => name === 'tags' || name.startsWith('tag.');

const shown = (types: readonly GraphType[]): string => (types.length > 3 ? 'such member' : types.map(({ type }) => type).join(' or '));

function didYouMean(name: string, known: Iterable<string>): string {
  const near = nearest(name, known);
  return near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`;
}
