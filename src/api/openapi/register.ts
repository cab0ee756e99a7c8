import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { VERSION } from '../../version.ts';
import { docsPage, type OpenapiDocument } from './docs-page.ts';

/** The description of every route at `/api/openapi.json`, and as a page at `/api/docs`. To be registered before the routes. */
export async function registerOpenapi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'graph-zoom', version: VERSION, description: "graph-zoom's own API under /api, and JupiterOne's synchronization and GraphQL API." },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      security: [{ key: [] }],
    },
    transform: (route) => {
      const { schema = {}, url } = jsonSchemaTransform(route as Parameters<typeof jsonSchemaTransform>[0]) as { schema?: FastifySchema; url: string };
      const needs = route.route.config?.needs;
      return { url, schema: { ...schema, tags: schema.tags ?? [tagOf(url)], ...(needs === 'public' ? { security: [] } : { description: `${schema.description ?? ''}\n\nNeeds the role ${needs}.`.trim() }) } };
    },
  });
  app.get('/api/openapi.json', { config: { needs: 'reader' }, schema: { hide: true } }, async () => app.swagger());
  app.get('/api/docs', { config: { needs: 'reader' }, schema: { hide: true } }, async (_request, reply) => reply.type('text/html; charset=utf-8').send(docsPage(app.swagger() as unknown as OpenapiDocument)));
}

const tagOf = (url: string): string =>
  url.startsWith('/api/store')
    ? 'store (for this program only)'
    : url.startsWith('/api/')
      ? 'own'
      : url.includes('graphql') || url === '/'
        ? 'GraphQL'
        : /^\/(?:healthz|readyz|metrics|login|logout|oauth)/.test(url)
          ? 'operation'
          : 'JupiterOne';
