import type { Draft, DraftHop, DraftNode } from './draft.ts';

/** A name that can stand before a dot, and what it stands for. */
export interface DraftAlias {
  readonly name: string;
  readonly nodes: readonly DraftNode[];
  readonly hop?: DraftHop;
}

/** Aliases of a draft, explicit ones first; the rules are those of section 11, as the planner has them. */
export function aliasesOf(draft: Draft): DraftAlias[] {
  const explicit: DraftAlias[] = [];
  const names: DraftAlias[] = [];
  const verbs: DraftAlias[] = [];
  for (const node of draft.nodes) {
    const hop = node.hop;
    // What is missing: its alias is the entity that misses it; further in nothing has a name.
    if (node.negated) {
      if (node.alias !== undefined && hop?.negated && !hop.hidden) explicit.push({ name: node.alias, nodes: hop.from });
    } else if (node.alias !== undefined) explicit.push({ name: node.alias, nodes: [node] });
    else if (!node.union && node.names.length === 1) names.push({ name: node.names[0] as string, nodes: [node] });
  }
  for (const hop of draft.hops) {
    if (hop.hidden || hop.negated) continue;
    if (hop.alias !== undefined) explicit.push({ name: hop.alias, nodes: [], hop });
    else if (!hop.any && !hop.union && hop.verbs.length === 1) verbs.push({ name: hop.verbs[0] as string, nodes: [], hop });
  }
  for (const { alias, nodes } of draft.groups) explicit.push({ name: alias, nodes: nodes.filter(({ negated }) => !negated) });
  const once = (list: DraftAlias[]) => list.filter(({ name }) => list.filter((other) => other.name === name).length === 1);
  return [...explicit, ...once(names), ...once(verbs)];
}
