import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { STORE_PATH } from '../../remote/wire.ts';
import { VERSION } from '../../version.ts';
import { withAnswers } from './answers.ts';
import { docsPage, type OpenapiDocument } from './docs-page.ts';
import { type Described, JUPITERONE_ROUTES } from './jupiterone-routes.ts';

const STORE: Described = { summary: 'The store, for the command line of the same version' };
const ERROR = {
  description: 'What is wrong, in words',
  type: 'object',
  properties: { error: { type: 'object', properties: { code: { type: 'string' }, message: { type: 'string' }, hint: { type: 'string' } }, required: ['code', 'message'] } },
};

/** The description of every route at `/api/openapi.json`, and as a page at `/api/docs`. To be registered before the routes. */
export async function registerOpenapi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'graph-zoom', version: VERSION, description: "graph-zoom's own API under /api, and JupiterOne's synchronization and GraphQL API." },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      security: [{ key: [] }],
    },
    transform: (input) => {
      const { schema = {}, url } = jsonSchemaTransform(input as Parameters<typeof jsonSchemaTransform>[0]) as { schema?: FastifySchema; url: string };
      const { config, method } = input.route;
      const described = JUPITERONE_ROUTES[`${method} ${url}`] ?? (url.startsWith(STORE_PATH) ? STORE : undefined);
      const security = config?.needs === 'public' ? { security: [] } : { description: described?.who ?? `Needs the role ${config?.needs}${config?.boundKeys ? ', or a key for the instance' : ''}.` };
      return { url, schema: { tags: [tagOf(url)], ...(described ? schemaOf(described) : {}), ...schema, ...security, response: { 200: { description: 'Done' }, '4xx': ERROR } } };
    },
  });
  app.get('/api/openapi.json', { config: { needs: 'reader' }, schema: { summary: 'This description, as an OpenAPI document' } }, async () => openapiDocument(app));
  app.get('/api/docs', { config: { needs: 'reader' }, schema: { summary: 'This description, as a page' } }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(docsPage(app.swagger() as unknown as OpenapiDocument)),
  );
}

/** The whole document, once the app is ready. */
export const openapiDocument = (app: FastifyInstance): OpenapiDocument => withAnswers(app.swagger() as unknown as OpenapiDocument);

const schemaOf = ({ summary, body, query }: Described): FastifySchema => ({
  summary,
  ...(body === undefined ? {} : { body: { type: Array.isArray(body) ? 'array' : 'object', examples: [body] } }),
  ...(query === undefined ? {} : { querystring: { type: 'object', properties: Object.fromEntries(Object.entries(query).map(([name, description]) => [name, { type: 'string', description }])) } }),
});

/** The parts of the API, by how addresses begin; what is none of them is JupiterOne's. */
const TAGS: readonly (readonly [pattern: RegExp, tag: string])[] = [
  [/^\/api\/store\b/, 'Command line'],
  [/^\/api\//, 'Own'],
  [/^\/(?:graphql|rules\/graphql|deferred\/.*)?$/, 'GraphQL'],
  [/^\/(?:healthz|readyz|metrics|login|logout|oauth\/zoom\/.+)$/, 'Operation'],
];
const tagOf = (url: string): string => TAGS.find(([pattern]) => pattern.test(url))?.[1] ?? 'Synchronization and graph';
