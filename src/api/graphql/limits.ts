import { type FragmentDefinitionNode, Kind, type OperationDefinitionNode, type SelectionNode, type SelectionSetNode } from 'graphql';
import { codedError } from './codes.ts';
import type { Fragments } from './roots.ts';

/** What one operation may ask for. The widest document of a known client has 130 fields, and introspection is 18 deep. */
export const MOST = {
  /** Operations in one body; Apollo's batch link sends 10. */
  batch: 50,
  /** Fields at the top, aliases counted each. */
  roots: 20,
  /** Fields in all, fragments counted where they are used. */
  fields: 2_000,
  /** Fragments counted as levels. */
  depth: 25,
  /** Tokens of a document. */
  tokens: 10_000,
  /** Lists within lists in variables. */
  nesting: 64,
} as const;

interface Size {
  readonly fields: number;
  readonly depth: number;
}

/** Refuses operations that are too wide or too deep, before anything is made of them. */
export function checkSize(operation: OperationDefinitionNode, fragments: Fragments, roots: number): void {
  if (roots > MOST.roots) throw codedError('OPERATION_TOO_LARGE', `The operation has ${roots} fields at its top; at most ${MOST.roots} are answered at once.`);
  const { fields, depth } = measure(operation.selectionSet, fragments, new Map(), new Set());
  if (fields > MOST.fields) throw codedError('OPERATION_TOO_LARGE', `The operation selects more than ${MOST.fields} fields.`);
  if (depth > MOST.depth) throw codedError('OPERATION_TOO_LARGE', `The operation is ${depth} levels deep; at most ${MOST.depth} are answered.`);
}

function measure(set: SelectionSetNode | undefined, fragments: Fragments, known: Map<FragmentDefinitionNode, Size>, within: Set<FragmentDefinitionNode>): Size {
  let [fields, depth] = [0, 0];
  for (const selection of set?.selections ?? []) {
    const below = sizeBelow(selection, fragments, known, within);
    fields = Math.min(fields + below.fields + (selection.kind === Kind.FIELD ? 1 : 0), MOST.fields + 1);
    depth = Math.max(depth, below.depth + 1);
  }
  return { fields, depth };
}

function sizeBelow(selection: SelectionNode, fragments: Fragments, known: Map<FragmentDefinitionNode, Size>, within: Set<FragmentDefinitionNode>): Size {
  if (selection.kind !== Kind.FRAGMENT_SPREAD) return measure(selection.selectionSet, fragments, known, within);
  const fragment = fragments.get(selection.name.value);
  // A fragment within itself is told by the validation.
  if (!fragment || within.has(fragment)) return { fields: 0, depth: 0 };
  const size = known.get(fragment) ?? measure(fragment.selectionSet, fragments, known, new Set(within).add(fragment));
  known.set(fragment, size);
  return size;
}
