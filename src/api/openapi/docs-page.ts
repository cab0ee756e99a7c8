import { type Html, html } from '../../lib/html.ts';
import { page } from '../pages/page.ts';

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema?: unknown }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: unknown }>> };
}
export interface OpenapiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** The OpenAPI document for people. */
export function docsPage({ info, paths }: OpenapiDocument): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation, tag: operation.tags?.[0] ?? '' })));
  const tags = [...new Set(operations.map(({ tag }) => tag))].sort();
  return page(
    'API',
    html`<h1>${info.title} ${info.version}: API</h1>
<p>${info.description} The same <a href="/api/openapi.json">as an OpenAPI document</a>. Send a key as <code>Authorization: Bearer KEY</code>; <code>graph-zoom keys create</code> makes one.</p>
${tags.map((tag) => html`<h2>${tag}</h2>${operations.filter((one) => one.tag === tag).map(operationHtml)}`)}`,
  );
}

const operationHtml = ({ path, method, operation }: { path: string; method: string; operation: Operation }): Html => {
  const { parameters = [], requestBody, summary, description } = operation;
  const body = Object.entries(requestBody?.content ?? {}).flatMap(([type, { schema }]) => (schema === undefined ? [] : [{ type, schema }]));
  return html`<details><summary><span class="method">${method.toUpperCase()}</span> <code>${path}</code> <span class="dim">${summary}</span></summary>
${description?.split('\n\n').map((paragraph) => html`<p>${paragraph}</p>`)}
${parameters.length > 0 && html`<table>${parameters.map((one) => html`<tr><td><code>${one.name}</code></td><td>${one.in}${one.required ? ', required' : ''}</td><td><code>${one.schema && JSON.stringify(one.schema)}</code></td></tr>`)}</table>`}
${body.map(({ type, schema }) => html`<p>${type}:</p><pre>${JSON.stringify(schema, null, 2)}</pre>`)}</details>`;
};
