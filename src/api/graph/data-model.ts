import type { FastifyInstance } from 'fastify';

/** `GET /data-model/schemas/classes`: JSON schemas of JupiterOne's classes, by name, for validators of entities. They are no secret, and their client sends no key. */
export function registerDataModel(app: FastifyInstance): void {
  let schemas: Promise<string> | undefined;
  app.get('/data-model/schemas/classes', { config: { needs: 'public' } }, async (_request, reply) => {
    // Three megabytes of code that hardly anybody asks for.
    schemas ??= import('@jupiterone/data-model').then(({ entitySchemas }) => JSON.stringify(entitySchemas));
    return reply.type('application/json; charset=utf-8').send(await schemas);
  });
}
