import { isClassName } from '../plan/nodes.ts';
import type { GraphCatalog, GraphType } from '../sql/catalog.ts';
import type { DraftHop, DraftNode } from './draft.ts';

type Types = ReadonlySet<string>;

/** What a graph consists of: which types a name stands for, what joins them, and what is known of each. */
export class Shape {
  readonly entities: readonly GraphType[];
  readonly relationships: readonly GraphType[];
  readonly #all: Types;

  constructor(catalog: GraphCatalog) {
    this.entities = catalog.types.filter(({ kind }) => kind === 'entity');
    this.relationships = catalog.types.filter(({ kind }) => kind === 'relationship');
    this.#all = new Set(this.entities.map(({ type }) => type));
  }

  /** Types of the entities that a selector may match: by its names, and by what leads to it. */
  typesOf(node: DraftNode): Types {
    const named = node.names.length === 0 ? this.#all : new Set(node.names.flatMap((name) => this.#named(name)));
    if (!node.hop) return named;
    const reached = this.reached(node.hop);
    const both = new Set([...named].filter((type) => reached.has(type)));
    return both.size > 0 ? both : named;
  }

  typesOfAll(nodes: readonly DraftNode[]): Types {
    return new Set(nodes.flatMap((node) => [...this.typesOf(node)]));
  }

  /** Types at the other end of a hop. */
  reached(hop: DraftHop): Types {
    const from = this.typesOfAll(hop.from);
    const found = new Set<string>();
    for (const relationship of this.relationshipsOf(hop))
      for (const end of relationship.ends) {
        if (hop.arrow !== '<<' && from.has(end.from)) found.add(end.to);
        if (hop.arrow !== '>>' && from.has(end.to)) found.add(end.from);
      }
    return found;
  }

  /** Types of relationships that a hop may go over. */
  relationshipsOf(hop: DraftHop): GraphType[] {
    const from = this.typesOfAll(hop.from);
    return this.relationships.filter(
      (relationship) =>
        (hop.any || hop.verbs.length === 0 || verbsOf(relationship).some((verb) => hop.verbs.includes(verb))) &&
        relationship.ends.some((end) => (hop.arrow !== '<<' && from.has(end.from)) || (hop.arrow !== '>>' && from.has(end.to))),
    );
  }

  /** Verbs of what begins or ends at some types, each with the types at the other end. */
  verbsAt(types: Types): Map<string, Set<string>> {
    const found = new Map<string, Set<string>>();
    for (const relationship of this.relationships)
      for (const { from, to } of relationship.ends) {
        const others = [...(types.has(from) ? [to] : []), ...(types.has(to) ? [from] : [])];
        if (others.length > 0) for (const verb of verbsOf(relationship)) found.set(verb, new Set([...(found.get(verb) ?? []), ...others]));
      }
    return new Map([...found].sort(([a], [b]) => compare(a, b)));
  }

  /** Classes of some types, each with those that have it. */
  classes(types: Types = this.#all): Map<string, string[]> {
    const found = new Map<string, string[]>();
    for (const { type, classSets } of this.entities) if (types.has(type)) for (const name of new Set(classSets.flat())) found.set(name, [...(found.get(name) ?? []), type]);
    return new Map([...found].sort(([a], [b]) => compare(a, b)));
  }

  #named(name: string): string[] {
    return this.entities.filter(({ type, classSets }) => (isClassName(name) ? classSets.some((set) => set.includes(name)) : type === name)).map(({ type }) => type);
  }
}

const verbsOf = ({ classSets }: GraphType): string[] => [...new Set(classSets.flat().map((verb) => verb.toUpperCase()))];
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
