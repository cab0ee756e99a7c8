import type { GraphType } from '../sql/catalog.ts';
import { type CompletionItem, type CompletionSource, item, NOW } from './completion.ts';
import type { Draft, DraftPath } from './draft.ts';
import { aliasesOf } from './draft-aliases.ts';
import { printBehindAlias, printProperty, quote } from './print-names.ts';
import { compare, type Shape } from './shape.ts';

/** Metadata (reference/j1ql.md, section 20), for whoever does not know it by heart. */
const ENTITY_METADATA: Readonly<Record<string, string>> = {
  _class: 'what it is, in general: one or more classes',
  _type: 'what it is, exactly',
  _key: 'its key, the same in every run',
  _id: 'its id in this graph',
  _createdOn: 'first seen',
  _beginOn: 'since when it is as it is',
  _endOn: 'when it was deleted',
  _version: 'grows with each change',
  _deleted: 'whether it was deleted',
  _source: 'who brought it in',
  _scope: 'from which run or import it is',
};
const RELATIONSHIP_METADATA: Readonly<Record<string, string>> = {
  ...ENTITY_METADATA,
  _class: 'its verb',
  _fromEntityKey: 'key of the entity it begins at',
  _toEntityKey: 'key of the entity it ends at',
  _fromEntityId: 'id of the entity it begins at',
  _toEntityId: 'id of the entity it ends at',
};

/** What the properties being written belong to. */
export interface Owner {
  readonly types: readonly GraphType[];
  readonly kind: 'entity' | 'relationship';
}

export function ownerOfAlias(shape: Shape, draft: Draft, name: string): Owner | undefined {
  const aliases = aliasesOf(draft);
  const alias = aliases.find((one) => one.name === name) ?? aliases.find((one) => one.hop && one.name.toUpperCase() === name.toUpperCase());
  if (alias === undefined) return undefined;
  if (alias.hop) return { types: shape.relationshipsOf(alias.hop), kind: 'relationship' };
  const types = shape.typesOfAll(alias.nodes);
  return { types: shape.entities.filter(({ type }) => types.has(type)), kind: 'entity' };
}

export function ownerOfNode(shape: Shape, draft: Draft): Owner | undefined {
  if (draft.node === undefined) return undefined;
  const types = shape.typesOf(draft.node);
  return { types: shape.entities.filter(({ type }) => types.has(type)), kind: 'entity' };
}

/** Properties in their alphabetical order, metadata behind them. */
export function properties(owner: Owner | undefined, source: CompletionSource, place: 'own' | 'behind-alias'): CompletionItem[] {
  if (owner === undefined) return [];
  const metadata = owner.kind === 'entity' ? ENTITY_METADATA : RELATIONSHIP_METADATA;
  const found = new Map<string, { types: string[]; kinds: Set<string> }>();
  for (const { type, columns } of owner.types)
    for (const { property, kind } of columns) {
      const entry = found.get(property) ?? { types: [], kinds: new Set() };
      if (!entry.types.includes(type)) entry.types.push(type);
      entry.kinds.add(kind);
      found.set(property, entry);
    }
  const print = place === 'own' ? printProperty : printBehindAlias;
  const own = [...found].filter(([name]) => !Object.hasOwn(metadata, name)).sort(([a], [b]) => compare(a, b));
  return [
    ...own.map(([name, { types, kinds }]) => item('property', name, describe(source, types, name) ?? [...kinds].join(' or '), print(name))),
    ...Object.entries(metadata).map(([name, text]) => item('property', name, text)),
  ];
}

function describe(source: CompletionSource, types: readonly string[], property: string): string | undefined {
  try {
    for (const type of types) {
      const text = source.describe?.(type, property);
      if (text !== undefined) return text;
    }
  } catch {} // a description that cannot be had is none
  return undefined;
}

/** Values seen of the property on the left of the operator, and those that every property may be compared with. */
export async function values(shape: Shape, draft: Draft, source: CompletionSource): Promise<CompletionItem[]> {
  const seen = (await valuesOf(shape, draft, source)).map((value) => (typeof value === 'string' ? quote(value) : String(value)));
  const isTime = draft.left?.segments.at(-1)?.endsWith('On') ?? false;
  const dates = [NOW, item('function', 'date(', 'a date such as date(2026-01-31)')];
  const words = [item('value', 'true'), item('value', 'false'), item('value', 'undefined', 'the property is absent')];
  const parameters = (source.parameters ?? []).map((name) => item('parameter', `\${${name}}`));
  const common = isTime ? [...dates, ...words] : [...words, ...dates];
  // A text with a line break cannot be written.
  const own = [...new Set(seen)].filter((label) => !label.includes('\n') && label !== 'true' && label !== 'false').map((label) => item('value', label));
  return isTime ? [...common, ...own, ...parameters] : [...own, ...common, ...parameters];
}

async function valuesOf(shape: Shape, draft: Draft, source: CompletionSource): Promise<readonly (string | number | boolean)[]> {
  const [owner, property] = leftOf(shape, draft, draft.left);
  if (owner === undefined || property === '') return [];
  if (property === '_type') return owner.types.map(({ type }) => type);
  if (property === '_class') return [...new Set(owner.types.flatMap(({ classSets }) => classSets.flat()))];
  try {
    return (
      (await source.values?.(
        owner.types.map(({ type }) => type),
        property,
      )) ?? []
    );
  } catch {
    return []; // values that cannot be had are none
  }
}

function leftOf(shape: Shape, draft: Draft, left: DraftPath | undefined): [Owner | undefined, string] {
  if (left === undefined || draft.clause === 'HAVING') return [undefined, ''];
  if (draft.clause === 'WITH') return [ownerOfNode(shape, draft), left.segments.join('.')];
  return [ownerOfAlias(shape, draft, left.segments[0] as string), left.segments.slice(1).join('.')];
}
