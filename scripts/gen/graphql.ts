import { type GraphQLObjectType, printSchema } from 'graphql';
import type { RootField } from '../../src/api/graphql/domain.ts';
import { DOMAINS } from '../../src/api/graphql/domains/index.ts';
import { MOST } from '../../src/api/graphql/limits.ts';
import { createSchema } from '../../src/api/graphql/schema.ts';
import { UNSUPPORTED } from '../../src/api/graphql/unsupported.ts';
import { HEAD, row } from './markdown.ts';

const ABOUT = `The server speaks JupiterOne's GraphQL API, so that its clients work unchanged. \`POST /graphql\`, \`/rules/graphql\` and \`/\` take the same: a JSON object
\`{"query", "variables"?, "operationName"?}\`, or a list of up to ${MOST.batch} of them, with \`Authorization: Bearer KEY\`. A field that a key's role may not use answers
\`FORBIDDEN\`. Errors come with HTTP 200 as \`{"errors":[{"message","path","extensions":{"code","serviceName"}}],"data"}\`; a body that is no request is a 400, a wrong key a 401.

With \`deferredResponse: FORCE\` an answer has \`type: "deferred"\` and a \`url\`. Whoever has the address can read it, again and again for four hours: \`{"status":"IN_PROGRESS"}\`, then
\`{"status":"COMPLETED","type","data","totalCount"?,"cursor"?}\` or \`{"status":"FAILED","error"}\`. A page has 250 rows; with \`flags: {variableResultSize: true}\`, and in \`queryV2\`, as many as fit into 5 MB.

An operation has at most ${MOST.roots} fields at its top, ${MOST.fields} in all, and is at most ${MOST.depth} levels deep.`;

/** The page on the GraphQL API. */
export function graphqlPage(): string {
  const schema = createSchema(DOMAINS);
  const rows = (type: GraphQLObjectType | null | undefined, roots: Readonly<Record<string, RootField>> = {}) =>
    Object.entries(roots).map(([name, { needs }]) => {
      const field = type?.getFields()[name];
      const args = field?.args.map((arg) => `${arg.name}: ${arg.type}`).join(', ');
      const meaning = [field?.description, field?.deprecationReason && `Deprecated. ${field.deprecationReason}`].filter(Boolean).join(' ');
      return row(`\`${name}${args ? `(${args})` : ''}: ${field?.type}\``, needs, meaning);
    });
  const domains = DOMAINS.map((domain) => {
    const table = [['Query', schema.getQueryType(), domain.Query] as const, ['Mutation', schema.getMutationType(), domain.Mutation] as const]
      .filter(([, , roots]) => roots !== undefined)
      .map(([kind, type, roots]) => `| ${kind} | role | |\n|---|---|---|\n${rows(type, roots).join('\n')}\n`);
    return `## ${domain.name[0]?.toUpperCase()}${domain.name.slice(1)}\n\n${domain.about}\n\n${table.join('\n')}`;
  });
  const unsupported = UNSUPPORTED.map(({ group, because, fields }) => row(group, because, fields.map((field) => `\`${field}\``).join(', ')));
  return `${HEAD}# GraphQL\n\n${ABOUT}\n\n${domains.join('\n')}\n## Not supported\n\nThese answer with the code \`NOT_SUPPORTED\`, as does every field that is not known.\n\n| what | because | fields |\n|---|---|---|\n${unsupported.join('\n')}\n\n## Schema\n\n\`\`\`graphql\n${printSchema(schema)}\n\`\`\`\n`;
}
