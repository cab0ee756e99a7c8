import { type FragmentDefinitionNode, type GraphQLSchema, Kind, type OperationDefinitionNode, OperationTypeNode, type SelectionSetNode } from 'graphql';
import { whyUnsupported } from './unsupported.ts';

/** A field at the top of an operation, also one that a fragment brings. */
export interface Root {
  readonly name: string;
  /** Under which name the answer has it. */
  readonly key: string;
}

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Fields at the top, whatever their directives say. */
export function rootsOf(operation: OperationDefinitionNode, fragments: Fragments): Root[] {
  const seen = new Set<string>();
  const roots: Root[] = [];
  const visit = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) roots.push({ name: selection.name.value, key: (selection.alias ?? selection.name).value });
      else if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet);
      else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment) visit(fragment.selectionSet);
      }
    }
  };
  visit(operation.selectionSet);
  return roots;
}

const isMeta = ({ name }: Root): boolean => name.startsWith('__');

/** Roots that this server does not have, each with a sentence that says so. */
export function unsupportedOf(schema: GraphQLSchema, operation: OperationDefinitionNode, roots: readonly Root[]): { root: Root; message: string }[] {
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) return roots.map((root) => ({ root, message: `${root.name} is not supported: there are no subscriptions.` }));
  const has = ({ name }: Root) => schema.getQueryType()?.getFields()[name] !== undefined || schema.getMutationType()?.getFields()[name] !== undefined;
  return roots.filter((root) => !isMeta(root) && !has(root)).map((root) => ({ root, message: whyUnsupported(root.name) }));
}

/**
 * The operation under the keyword that its fields ask for: JupiterOne's Node client sends some mutations in documents that
 * begin with `query` (reference/jupiterone-platform.md, section 3.1, trap 1).
 */
export function withRightKeyword(schema: GraphQLSchema, operation: OperationDefinitionNode, roots: readonly Root[]): OperationDefinitionNode {
  const [own, other] =
    operation.operation === OperationTypeNode.QUERY ? [schema.getQueryType(), schema.getMutationType()] : operation.operation === OperationTypeNode.MUTATION ? [schema.getMutationType(), schema.getQueryType()] : [];
  const named = roots.filter((root) => !isMeta(root));
  if (named.length === 0 || !named.every(({ name }) => own?.getFields()[name] === undefined && other?.getFields()[name] !== undefined)) return operation;
  return { ...operation, operation: operation.operation === OperationTypeNode.QUERY ? OperationTypeNode.MUTATION : OperationTypeNode.QUERY };
}
