import schemas from './answers.gen.json' with { type: 'json' };
import type { OpenapiDocument } from './docs-page.ts';
import { JUPITERONE_ANSWERS } from './jupiterone-answers.ts';

type Json = Record<string, unknown>;

/** Adds to each route what it answers with: a schema for the own ones (own/answers.ts), an example for JupiterOne's. */
export function withAnswers(document: OpenapiDocument): OpenapiDocument {
  const { Answers: answers, ...components } = schemas as Json & { Answers: { properties: Json } };
  const paths = Object.entries(document.paths).map(([path, methods]) => [
    path,
    Object.fromEntries(
      Object.entries(methods).map(([method, operation]) => {
        const route = `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`;
        const content = answers.properties[route] !== undefined ? { schema: answers.properties[route] } : route in JUPITERONE_ANSWERS ? { example: JUPITERONE_ANSWERS[route] } : undefined;
        if (content === undefined) return [method, operation];
        const { responses = {} } = operation as { responses?: Json };
        return [method, { ...operation, responses: { ...responses, 200: { description: 'Done', content: { 'application/json': content } } } }];
      }),
    ),
  ]);
  const before = (document as OpenapiDocument & { components?: { schemas?: Json } }).components;
  return { ...document, paths: Object.fromEntries(paths) as OpenapiDocument['paths'], components: { ...before, schemas: { ...before?.schemas, ...components } } } as OpenapiDocument;
}
