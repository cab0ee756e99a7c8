import type { Relationship } from '../../model/graph.ts';

/** What a relationship's `_mapping` says (reference/jupiterone-platform.md, section 5.3). */
export interface Mapping {
  readonly sourceEntityKey: string;
  readonly relationshipDirection: 'FORWARD' | 'REVERSE';
  readonly targetEntity: Readonly<Record<string, unknown>>;
  /** Alternatives, each a list of properties that must all agree. */
  readonly targetFilterKeys: readonly (readonly string[])[];
  readonly skipTargetCreation?: boolean;
}

export type MappedRelationship = Relationship & { readonly _mapping: Mapping };

/** The alternatives as lists; older SDKs gave single names. What the target has no value for can match nothing. */
export function filtersOf({ targetFilterKeys, targetEntity }: Mapping): string[][] {
  const lists = targetFilterKeys.map((keys) => (typeof keys === 'string' ? [keys] : [...keys]).sort());
  return lists.filter((keys) => keys.length > 0 && keys.every((name) => textsOf(targetEntity[name]).length > 0));
}

/** A property's values as texts, as they are compared: a list agrees where one of its items does. */
export const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).filter((item) => item !== null && item !== undefined && typeof item !== 'object').map(String);

/** The key of an entity that is made because no target was found: the given one, or one that follows from what was looked for. */
export function targetKey({ targetEntity, targetFilterKeys }: Mapping): string {
  if (typeof targetEntity._key === 'string' && targetEntity._key !== '') return targetEntity._key;
  const names = [...new Set(targetFilterKeys.flat())].filter((name) => !name.startsWith('_')).sort();
  return [targetType(targetEntity), ...names.flatMap((name) => textsOf(targetEntity[name]).map((text) => `${name}=${text}`))].join(':');
}

export const targetClasses = ({ _class }: Readonly<Record<string, unknown>>): string[] => (textsOf(_class).length > 0 ? textsOf(_class) : ['Record']);

/** An entity needs a type: the class in small letters where none is given. */
export const targetType = (target: Readonly<Record<string, unknown>>): string => textsOf(target._type)[0] ?? (targetClasses(target)[0] as string).replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
