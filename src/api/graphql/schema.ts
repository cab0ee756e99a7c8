import { buildSchema, type GraphQLSchema, isObjectType, isScalarType, isSpecifiedScalarType, isUnionType } from 'graphql';
import { mayDo } from '../../platform/roles.ts';
import { codedError } from './codes.ts';
import type { Asking, Domain, RootField } from './domain.ts';
import { giveBehaviour } from './scalars.ts';

const ROOT = /* GraphQL */ `
  type Query
  type Mutation

  "Any JSON value."
  scalar JSON
  "A whole number of up to 52 bits; times are epoch milliseconds."
  scalar Long
  "A text, a number, a boolean, or a list of them."
  scalar ParameterValue

  type PageInfo {
    endCursor: String
    hasNextPage: Boolean!
  }
  type DeletionResult {
    success: Boolean
  }
`;

/** The schema of some domains. Fails when a root field has no role, or a domain names what its SDL does not have. */
export function createSchema(domains: readonly Domain[]): GraphQLSchema {
  const schema = buildSchema([ROOT, ...domains.map(({ sdl }) => sdl)].join('\n'));
  for (const type of Object.values(schema.getTypeMap())) if (isScalarType(type) && !isSpecifiedScalarType(type)) giveBehaviour(type);
  for (const domain of domains) {
    addRoots(schema, domain, 'Query');
    addRoots(schema, domain, 'Mutation');
    for (const [typeName, fields] of Object.entries(domain.types ?? {})) {
      const type = schema.getType(typeName);
      for (const [name, resolve] of Object.entries(fields)) {
        if (isUnionType(type) && name === '__resolveType') type.resolveType = (value, asking, info) => resolve(value, {}, asking, info) as string;
        else if (isObjectType(type) && type.getFields()[name]) Object.assign(type.getFields()[name] as object, { resolve });
        else throw new Error(`The domain ${domain.name} resolves ${typeName}.${name}, which its SDL does not have.`);
      }
    }
  }
  for (const type of [schema.getQueryType(), schema.getMutationType()])
    for (const field of Object.values(type?.getFields() ?? {})) if (field.resolve === undefined) throw new Error(`The root field ${field.name} has no role and no resolver.`);
  return schema;
}

function addRoots(schema: GraphQLSchema, domain: Domain, kind: 'Query' | 'Mutation'): void {
  const fields = (kind === 'Query' ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {};
  for (const [name, root] of Object.entries(domain[kind] ?? {})) {
    const field = fields[name];
    if (!field) throw new Error(`The domain ${domain.name} resolves ${kind}.${name}, which its SDL does not have.`);
    field.extensions = { serviceName: domain.serviceName, needs: root.needs };
    field.resolve = (_source, args, asking: Asking, info) => guarded(name, root, asking, () => root.resolve(args, asking, info));
  }
}

/** The role is looked at before anything else happens. */
function guarded<T>(name: string, root: RootField, { caller, signal }: Asking, work: () => T): T {
  if (caller.instanceId !== undefined) throw codedError('FORBIDDEN', 'This key belongs to one integration instance and may only upload to it.');
  if (!mayDo(caller.role, root.needs)) throw codedError('FORBIDDEN', `${name} needs the role ${root.needs}; ${caller.name} has the role ${caller.role}.`);
  signal.throwIfAborted();
  return work();
}
