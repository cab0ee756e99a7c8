import { describedServer } from './described-server.ts';
import { groupBy } from './group-by.ts';
import { namesIn, type Schema, schemaText } from './json-schema-text.ts';
import { HEAD, row, table } from './markdown.ts';

interface Content {
  readonly schema?: Schema & { readonly examples?: readonly unknown[] };
  readonly example?: unknown;
}
interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema?: Schema; readonly description?: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses?: Readonly<Record<string, { readonly content?: Readonly<Record<string, Content>> }>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** The parts of the page, by the tag that the server gives each route, in the order of reading. */
const PARTS: Readonly<Record<string, { readonly title?: string; readonly about: string }>> = {
  Own: { title: "This program's own API", about: 'For its page, its command line and your scripts.' },
  'Synchronization and graph': { about: "JupiterOne's synchronization API and its REST view of the graph, for [its clients](../jupiterone-clients.md)." },
  GraphQL: { about: "JupiterOne's GraphQL: its operations are on [a page of their own](graphql.md)." },
  Operation: { about: 'Signing in, "Connect with Zoom", health and figures.' },
  'Command line': { about: 'How the commands reach [a server that owns the store](../remote.md). Both ends must be of one version; use the parts above for anything else.' },
};
/** Of this one the routes are only listed. */
const INTERNAL = 'Command line';

interface Route {
  readonly method: string;
  readonly path: string;
  readonly who: string;
  readonly operation: Operation;
}

const fence = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

/** A shape, and where those are that it is made of. */
function shapeText(schema: Schema): string {
  const made = namesIn(schema).map((name) => `[${name}](#${name.toLowerCase()})`);
  return `${fence('ts', schemaText(schema))}${made.length === 0 ? '' : `\n\nShapes: ${made.join(', ')}.`}`;
}

function contentText(content: Readonly<Record<string, Content>> | undefined): string | undefined {
  const [type, found] = Object.entries(content ?? {})[0] ?? [];
  const example = found?.example ?? found?.schema?.examples?.[0];
  if (example !== undefined) return fence('json', JSON.stringify(example, null, 2));
  if (found?.schema === undefined || Object.keys(found.schema).length === 0) return undefined;
  return type === 'application/json' ? shapeText(found.schema) : `\`${type}\``;
}

function routeText({ method, path, who, operation }: Route): string {
  const { summary = '', parameters = [], requestBody, responses } = operation;
  const asked = contentText(requestBody?.content);
  const answer = contentText(responses?.['200']?.content);
  return [
    `### ${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
    `${summary}. ${who}`,
    parameters.length === 0
      ? undefined
      : table(
          ['parameter', 'in', 'shape', ''],
          parameters.map(({ name, in: place, required, schema = {}, description = schema.description ?? '' }) =>
            row(`\`${name}\``, `${place}${required && place !== 'path' ? ', required' : ''}`, `\`${schemaText(schema)}\``, description),
          ),
        ),
    asked && `Request:\n\n${asked}`,
    answer && `Answer:\n\n${answer}`,
  ]
    .filter((part) => part !== undefined)
    .join('\n\n');
}

function page({ paths, components }: Document, roleOf: (method: string, path: string) => string): string {
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Route => {
      const role = roleOf(method.toUpperCase(), path);
      return { method: method.toUpperCase(), path, operation, who: role === 'public' ? 'Open to everybody.' : (operation.description ?? `Needs the role ${role}.`) };
    }),
  );
  const byTag = groupBy(routes, ({ operation }) => operation.tags?.[0] ?? '');
  for (const tag of byTag.keys()) if (!(tag in PARTS)) throw new Error(`Nothing is said of the routes tagged ${JSON.stringify(tag)}: add it to PARTS in scripts/gen/http.ts.`);
  const parts = Object.entries(PARTS).map(([tag, { title = tag, about }]) => {
    const found = byTag.get(tag) ?? [];
    const texts =
      tag === INTERNAL
        ? [
            table(
              ['route', 'who may'],
              found.map(({ method, path, who }) => row(`\`${method} ${path}\``, who)),
            ),
          ]
        : found.map(routeText);
    return `## ${title}\n\n${about}\n\n${texts.join('\n\n')}\n`;
  });
  const shapes = Object.entries(components.schemas).map(([name, schema]) => `### ${name}\n\n${schema.description ? `${schema.description.replaceAll('\n', ' ')}\n\n` : ''}${shapeText(schema)}\n`);
  return `${HEAD}# HTTP API

What \`graph-zoom serve\` answers to: ${routes.length} routes. The same as an [OpenAPI document](openapi.json), to load into a client; a running server gives it at \`/api/openapi.json\`, and as a page at \`/api/docs\`.

Send a key as \`Authorization: Bearer KEY\`; \`graph-zoom keys create\` makes one, with a role: \`reader\` looks, \`operator\` also runs things, \`administrator\` also changes them. Each may do what those before it may. A key that was made for one instance may upload to that one, and nothing else.

Bodies are JSON. In the shapes below \`?\` marks what may be absent; times are epoch milliseconds. What went wrong is a status of 4xx with

${fence('ts', "{\n  error: {\n    code: string; // such as 'FORBIDDEN'\n    message: string; // what happened, in words\n    hint?: string; // what to do\n  }\n}")}

${parts.join('\n')}
## Shapes

What the answers above are made of.

${shapes.join('\n')}`;
}

/** The page on the HTTP API, and the OpenAPI document itself. */
export async function httpFiles(): Promise<Record<string, string>> {
  const { routes, document } = await describedServer();
  const roles = new Map(routes.map(({ method, url, needs }) => [`${method} ${url}`, needs]));
  const roleOf = (method: string, path: string): string => {
    const role = roles.get(`${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`);
    if (role === undefined) throw new Error(`${method} ${path} is described, but no route.`);
    return role;
  };
  return {
    'docs/reference/openapi.json': `${JSON.stringify(document, null, 1)}\n`,
    'docs/reference/http.md': page(document as unknown as Document, roleOf),
  };
}
