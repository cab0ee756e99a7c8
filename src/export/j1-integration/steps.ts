import { LIST_IDS, LISTS, typesOfList } from '../../model/lists.ts';

export interface Step {
  readonly id: string;
  readonly name: string;
  readonly dependsOn: readonly string[];
  readonly types: readonly string[];
}

/** The lists that the graph is made of, as the SDK runs them. */
const COLLECTION_STEPS: readonly Step[] = LIST_IDS.map((id) => ({ id, name: LISTS[id].title, dependsOn: LISTS[id].dependsOn, types: typesOfList(id) }));

/** What no collection brings: imports, employees. */
const REST = { id: 'export', name: 'Export', dependsOn: [] } as const;

/** The steps that these types come from, in the order in which they depend on each other. */
export function stepsOf(types: readonly string[]): Step[] {
  const steps = COLLECTION_STEPS.filter((step) => step.types.some((type) => types.includes(type)));
  const rest = types.filter((type) => !COLLECTION_STEPS.some((step) => step.types.includes(type)));
  const known = new Set(steps.map(({ id }) => id));
  const all = rest.length === 0 ? steps : [...steps, { ...REST, types: rest }];
  return all.map((step) => ({ ...step, dependsOn: step.dependsOn.filter((id) => known.has(id)) }));
}
