/** The part of JSON Schema that zod and ts-json-schema-generator write. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly not?: unknown;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
}

const literal = (value: unknown): string => JSON.stringify(value).replaceAll('"', "'");
const union = (texts: readonly string[]): string => [...new Set(texts)].join(' | ');

/** What a line says behind a member: its meaning, limits and default. */
function remark({ description, minimum, maximum, default: usual }: Schema): string {
  const limits = minimum !== undefined && maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? `${minimum} to ${maximum}` : undefined;
  const parts = [description?.replaceAll('\n', ' ').replace(/\.$/, ''), limits, usual === undefined ? undefined : `default ${literal(usual)}`].filter((part) => part !== undefined);
  return parts.length === 0 ? '' : ` // ${parts.join('; ')}`;
}

/** A schema as a TypeScript reader would write it; what has a name of its own is named only. */
export function schemaText(schema: Schema, indent = ''): string {
  if (schema.$ref !== undefined) return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined) return union(schema.enum.map(literal));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return union(choices.map((choice) => schemaText(choice, indent)));
  if (schema.allOf !== undefined) return schema.allOf.map((part) => schemaText(part, indent)).join(' & ');
  if (Array.isArray(schema.type)) return union(schema.type.map((type: string) => schemaText({ ...schema, type }, indent)));
  if (schema.type === 'array') return listText(schema.items ?? {}, indent);
  if (schema.type === 'object' || schema.properties !== undefined) return objectText(schema, indent);
  if (schema.type === 'integer') return 'number';
  return typeof schema.type === 'string' ? schema.type : schema.not === undefined ? 'any' : 'never';
}

/** Names of the schemas that one refers to itself, in the order they come. */
export function namesIn(schema: Schema): readonly string[] {
  const names = [...JSON.stringify(schema).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name as string);
  return [...new Set(names)];
}

function listText(items: Schema, indent: string): string {
  const text = schemaText(items, indent);
  return text.includes(' | ') && !text.startsWith('{') ? `(${text})[]` : `${text}[]`;
}

function objectText({ properties = {}, required = [], additionalProperties }: Schema, indent: string): string {
  const inside = `${indent}  `;
  const members = Object.entries(properties).map(([name, schema]) => {
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
    const text = schemaText(schema, inside);
    return `${inside}${key}${required.includes(name) ? '' : '?'}: ${text};${text.includes('\n') ? '' : remark(schema)}`;
  });
  const others = typeof additionalProperties === 'object' && Object.keys(additionalProperties).length > 0 ? schemaText(additionalProperties, inside) : undefined;
  if (members.length === 0) return others === undefined ? 'object' : `{ [name]: ${others} }`;
  return `{\n${[...members, ...(others === undefined ? [] : [`${inside}[name]: ${others};`])].join('\n')}\n${indent}}`;
}
