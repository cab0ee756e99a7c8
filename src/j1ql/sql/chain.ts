import type { Build, Sql } from './build.ts';
import type { Bundle } from './bundle.ts';
import type { GraphType } from './catalog.ts';
import { isCertain, lacks, matchesAll, meet, unlike } from './exists.ts';
import { candidates, type EdgeOption, endsOf, narrow } from './narrow.ts';
import type { Needs } from './needs.ts';
import { edgeSource, nodeSource, type Source } from './sources.ts';
import type { Variant } from './variants.ts';

/** One chain as joins. */
export interface Chain {
  readonly from: string;
  readonly conditions: readonly Sql[];
  id(slot: number): string | undefined;
  bundle(slot: number, property: string): Bundle;
  types(slot: number): readonly GraphType[];
  /** Slots that are bound, aliases of optional parts included. */
  readonly slots: readonly number[];
  /** Types at each position. */
  readonly nodeTypes: readonly (readonly GraphType[])[];
  readonly edges: readonly { readonly id: string; readonly options: readonly EdgeOption[] }[];
  /** Tables in `from`. */
  readonly tables: number;
  /** Ids of the entities at each position. */
  readonly nodeIds: readonly string[];
}

/** Where a chain begins that goes on from another one: its first entity is there already. */
export interface Given {
  readonly id: string;
  readonly types: readonly GraphType[];
  /** Relationships that the path went over so far. */
  readonly edges: Chain['edges'];
}

/** Undefined: the graph has no such path. */
export function chainOf(b: Build, variant: Variant, needs: Needs, keepStart: boolean, begun?: Given): Chain | undefined {
  const [start, ...others] = variant.nodes as [Variant['nodes'][number], ...Variant['nodes'][number][]];
  const narrowed = narrow(
    b,
    begun?.types ?? candidates(b, start.node),
    variant.hops.map((hop, i) => ({ hop, candidates: candidates(b, (others[i] as typeof start).node) })),
  );
  if (narrowed === undefined) return undefined;
  const wanted = (index: number): string[] => {
    const groups = [...variant.groups].filter(([, at]) => at === index).map(([slot]) => slot);
    return [...new Set([variant.nodes[index]?.node.slot ?? -1, ...groups].flatMap((slot) => [...(needs.get(slot) ?? [])]))];
  };
  const edges = variant.hops.map((hop, i) => edgeSource(b, hop, narrowed.hops[i] as readonly EdgeOption[], [...(needs.get(hop.slot) ?? [])]));
  const conditions: Sql[] = [];
  const from: string[] = [];
  const nodes = new Map<number, Pick<Source, 'id' | 'bundle'>>();
  const put = (index: number, on?: string) => {
    const { node, nones } = variant.nodes[index] as typeof start;
    const types = narrowed.nodes[index] as readonly GraphType[];
    const given = index > 0 ? edges[index - 1]?.right : edges[0]?.left;
    const skip = wanted(index).length === 0 && given !== undefined && (index > 0 ? isCertain(b, narrowed, index - 1, node) : !keepStart && startIsCertain(b, start, types, narrowed.hops[0] ?? []));
    const source: Pick<Source, 'id' | 'bundle'> & Partial<Source> = skip ? { id: given as string, bundle: () => ({}) } : nodeSource(b, node, types, wanted(index));
    nodes.set(index, source);
    if (source.from !== undefined) from.push(from.length === 0 ? source.from : `JOIN ${source.from} ON ${source.id} = ${on}`);
    conditions.push(...(source.conditions ?? []), ...lacks(b, types, nones, source.id));
  };
  if (begun) {
    nodes.set(0, { id: begun.id, bundle: () => ({}) });
    conditions.push(`${edges[0]?.left} = ${begun.id}`);
    for (const [i, edge] of edges.entries()) for (const earlier of begun.edges) if (meet(earlier.options, narrowed.hops[i] ?? [])) conditions.push(`${earlier.id} <> ${edge.id}`);
  } else put(0);
  for (const [i, edge] of edges.entries()) {
    const before = nodes.get(i)?.id;
    from.push(from.length === 0 ? edge.from : `JOIN ${edge.from} ON ${edge.left} = ${before}`);
    conditions.push(...edge.conditions, ...unlike(edges, narrowed, i));
    put(i + 1, edge.right);
  }
  const position = new Map<number, number>([...variant.nodes.map(({ node }, index) => [node.slot, index] as const), ...variant.groups]);
  const edgeAt = new Map(variant.hops.map((hop, index) => [hop.slot, index]));
  const source = (slot: number): Pick<Source, 'id' | 'bundle'> | undefined => {
    const at = position.get(slot);
    const edge = edgeAt.get(slot);
    return at !== undefined ? nodes.get(at) : edge !== undefined ? edges[edge] : undefined;
  };
  return {
    from: from.join(' '),
    conditions,
    id: (slot) => source(slot)?.id,
    bundle: (slot, property) => source(slot)?.bundle(property) ?? {},
    types: (slot) => {
      const at = position.get(slot);
      const edge = edgeAt.get(slot);
      return at !== undefined ? (narrowed.nodes[at] ?? []) : [...new Set((narrowed.hops[edge ?? -1] ?? []).map(({ type }) => type))];
    },
    slots: [...position.keys(), ...edgeAt.keys()],
    nodeTypes: narrowed.nodes,
    tables: from.length,
    edges: edges.map(({ id }, i) => ({ id, options: narrowed.hops[i] ?? [] })),
    nodeIds: variant.nodes.map((_, index) => nodes.get(index)?.id ?? ''),
  };
}

/** Whether every relationship of the first hop begins at an entity that matches the start. */
const startIsCertain = (b: Build, start: Variant['nodes'][number], types: readonly GraphType[], options: readonly EdgeOption[]): boolean =>
  options.every((option) => endsOf(option).every(({ left }) => types.some((type) => type.type === left && matchesAll(b, start.node, type))));
