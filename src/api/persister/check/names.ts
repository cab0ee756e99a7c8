/** What a name in an uploaded object is. */
export type NameKind = 'property' | 'own' | 'server' | 'illegal';

/** Metadata that clients give. */
const OWN = new Set(['_key', '_type', '_class', '_rawData', '_mapping', '_id']);
export const ENDS = ['_fromEntityKey', '_toEntityKey', '_fromEntityId', '_toEntityId', '_fromEntityScope', '_toEntityScope', '_fromEntitySource', '_toEntitySource'] as const;
for (const name of ENDS) OWN.add(name);

/** Metadata that the server gives, which an exported object brings along: it is passed over (reference/jupiterone-platform.md, section 5.1). */
const SERVER = /^_(?:version|beginOn|endOn|createdOn|deleted|latest|accountId|source|scope|integration[A-Za-z]*|rawDataHashes|fromEntity[A-Za-z]+|toEntity[A-Za-z]+)$/;
/**
 * JupiterOne's schema allows letters, digits, blanks, dots and hyphens; underscores come from APIs as they are, and tags are named by
 * people, so both are taken as well.
 */
const PROPERTY = /^[A-Za-z0-9][A-Za-z0-9._ -]{0,254}$/;
const TAG = /^tag\.[\p{L}\p{N}\p{P}\p{S} ]{1,251}$/u;

/** Objects of a type have the same names: what each is, is worked out once. */
const known = new Map<string, NameKind>();
const MOST_KNOWN = 20_000;

export function nameKind(name: string): NameKind {
  const found = known.get(name);
  if (found !== undefined) return found;
  const kind = OWN.has(name) ? 'own' : PROPERTY.test(name) || TAG.test(name) ? 'property' : SERVER.test(name) ? 'server' : 'illegal';
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, kind);
  return kind;
}
