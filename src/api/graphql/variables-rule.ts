import { type ASTVisitor, type GraphQLType, getNamedType, getNullableType, isListType, type TypeNode, typeFromAST, type ValidationContext } from 'graphql';
import { codedError } from './codes.ts';

/** Scalars whose values are alike once they are variables. */
const ALIKE: Readonly<Record<string, string>> = { ID: 'text', String: 'text', Int: 'number', Float: 'number', Long: 'number' };

/**
 * In place of graphql's own rule on variables and where they are used: clients declare `$id: ID!` for a String, or leave out a `!`.
 * What is missing is told when the operation runs; what has another kind is told here.
 */
export function variablesFitLoosely(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition: {
      leave(operation) {
        const declared = new Map((operation.variableDefinitions ?? []).map((definition) => [definition.variable.name.value, definition.type]));
        for (const { node, type } of context.getRecursiveVariableUsages(operation)) {
          const declaredType = declared.get(node.name.value);
          const variableType = declaredType && toType(context, declaredType);
          if (!variableType || !type || fits(variableType, type)) continue;
          context.reportError(codedError('GRAPHQL_VALIDATION_FAILED', `Variable "$${node.name.value}" of type "${variableType}" is used where "${type}" is expected.`, {}, { nodes: [node] }));
        }
      },
    },
  };
}

function fits(variable: GraphQLType, place: GraphQLType): boolean {
  const [from, to] = [getNullableType(variable), getNullableType(place)];
  const [fromName, toName] = [getNamedType(from).name, getNamedType(to).name];
  if (toName === 'JSON' && !isListType(to)) return true;
  if (isListType(from) !== isListType(to)) return false;
  if (isListType(from) && isListType(to)) return fits(from.ofType, to.ofType);
  return fromName === toName || (ALIKE[fromName] !== undefined && ALIKE[fromName] === ALIKE[toName]);
}

// typeFromAST has an overload for each kind of node, and none for all of them.
const toType = (context: ValidationContext, node: TypeNode): GraphQLType | undefined => typeFromAST(context.getSchema(), node as never);
