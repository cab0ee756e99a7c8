import {
  type DocumentNode,
  execute,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  Kind,
  NoUnusedFragmentsRule,
  NoUnusedVariablesRule,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  VariablesInAllowedPositionRule,
  validate,
  visit,
} from 'graphql';
import type { OperationRequest } from './body.ts';
import { codedError } from './codes.ts';
import type { Asking } from './domain.ts';
import { formatError } from './errors.ts';
import { checkSize, MOST } from './limits.ts';
import { rootsOf, unsupportedOf, withRightKeyword } from './roots.ts';
import { variablesFitLoosely } from './variables-rule.ts';

export interface Answer {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** Answers of unknown clients are not refused for what they declare and do not use. */
const RULES = [...specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule && rule !== NoUnusedVariablesRule && rule !== VariablesInAllowedPositionRule), variablesFitLoosely];

/** Two names of one input: the Node client declares variables by the shorter one, terraform by the longer. */
const ALIASES: Readonly<Record<string, string>> = { IntegrationPollingIntervalCronExpressionInput: 'IntegrationPollingIntervalCronExpression' };

/** Answers one operation. Whatever is wrong with it becomes an error in the answer. */
export async function answer(schema: GraphQLSchema, request: OperationRequest, asking: Asking): Promise<Answer> {
  const refuse = (errors: readonly GraphQLError[]): Answer => ({ data: null, errors: errors.map((error) => formatError(error, 'graphql', asking.api.log)) });
  let ready: { document: DocumentNode } | { errors: readonly GraphQLError[] };
  try {
    ready = prepare(schema, request);
  } catch (error) {
    if (error instanceof GraphQLError) return refuse([error]);
    // Documents are gone through level by level.
    if (error instanceof RangeError) return refuse([codedError('OPERATION_TOO_LARGE', 'The document has too many levels.')]);
    throw error;
  }
  if ('errors' in ready) return refuse(ready.errors);
  const { data, errors } = await execute({ schema, document: ready.document, contextValue: asking, variableValues: request.variables ?? {} });
  return { data: data ?? null, ...(errors ? { errors: errors.map((error) => formatError(error, serviceOf(schema, ready.document, error), asking.api.log)) } : {}) };
}

function prepare(schema: GraphQLSchema, request: OperationRequest): { document: DocumentNode } | { errors: readonly GraphQLError[] } {
  const { operation: written, fragments } = chosen(parsed(request.query), request.operationName);
  const roots = rootsOf(written, fragments);
  const unsupported = unsupportedOf(schema, written, roots);
  if (unsupported.length > 0) return { errors: unsupported.map(({ root, message }) => codedError('NOT_SUPPORTED', message, { field: root.name }, { path: [root.key] })) };
  checkSize(written, fragments, roots.length);
  const operation = withRightKeyword(schema, written, roots);
  const document = visit({ kind: Kind.DOCUMENT, definitions: [operation, ...fragments.values()] } as DocumentNode, {
    NamedType: (node) => (ALIASES[node.name.value] === undefined ? undefined : { ...node, name: { ...node.name, value: ALIASES[node.name.value] as string } }),
  });
  const errors = validate(schema, document, RULES, { maxErrors: 20 });
  return errors.length > 0 ? { errors } : { document };
}

function parsed(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: MOST.tokens });
  } catch (error) {
    if (error instanceof GraphQLError) throw codedError('GRAPHQL_PARSE_FAILED', error.message, {}, { source: error.source, positions: error.positions });
    throw error;
  }
}

/** The operation to run with the fragments it reaches; what else the document holds does not matter. */
function chosen(document: DocumentNode, name: string | null | undefined): { operation: OperationDefinitionNode; fragments: Map<string, FragmentDefinitionNode> } {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const operation = name ? operations.find((one) => one.name?.value === name) : operations.length === 1 ? operations[0] : undefined;
  if (!operation) {
    const why = operations.length === 0 ? 'The document has no operation.' : name ? `The document has no operation ${name}.` : `The document has ${operations.length} operations; operationName says which one to run.`;
    throw codedError('BAD_USER_INPUT', why);
  }
  const all = new Map(document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION).map((fragment) => [fragment.name.value, fragment]));
  const fragments = new Map<string, FragmentDefinitionNode>();
  const reach = (node: OperationDefinitionNode | FragmentDefinitionNode): void =>
    void visit(node, {
      FragmentSpread: ({ name }) => {
        const fragment = all.get(name.value);
        if (!fragment || fragments.has(name.value)) return;
        fragments.set(name.value, fragment);
        reach(fragment);
      },
    });
  reach(operation);
  return { operation, fragments };
}

/** Whose error it is, by the field at the top that it is about. */
function serviceOf(schema: GraphQLSchema, document: DocumentNode, error: GraphQLError): string {
  const operation = document.definitions[0] as OperationDefinitionNode;
  const fragments = new Map(document.definitions.slice(1).map((fragment) => [(fragment as FragmentDefinitionNode).name.value, fragment as FragmentDefinitionNode]));
  const root = rootsOf(operation, fragments).find(({ key }) => key === error.path?.[0]);
  const field = root && schema.getRootType(operation.operation)?.getFields()[root.name];
  return typeof field?.extensions.serviceName === 'string' ? field.extensions.serviceName : 'graphql';
}
