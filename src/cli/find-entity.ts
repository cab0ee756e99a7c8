import { GraphZoomError } from '../lib/errors.ts';
import { quote } from '../lib/quote.ts';
import type { Store } from '../store/store.ts';

/** How like a key must be to be suggested, 0 to 1. */
const ALIKE = 0.8;
const SUGGESTED = 5;

interface Found {
  readonly key: string;
  readonly name: string;
}

/** The `_key` of the entity a person means by its key, e-mail address or display name, living or gone; else an error that suggests some. */
export async function findEntity(store: Store, text: string): Promise<string> {
  const exact = await search(store, '"_key" = $1', text);
  if (exact.length > 0) return text;
  const named = await search(store, 'lower("displayName") = lower($1)', text);
  const all = named.length > 0 ? named : await byEmail(store, text);
  if (all.length === 1) return (all[0] as Found).key;
  if (all.length > 1) throw new GraphZoomError('usage', `${all.length} entities are called "${text}".`, { hint: `Give the key of one: ${listed(all)}.` });
  const near = await nearest(store, text);
  throw new GraphZoomError('not-found', `The graph never had an entity with the key, e-mail address or name "${text}".`, near.length === 0 ? {} : { hint: `Did you mean ${listed(near)}?` });
}

const listed = (found: readonly Found[]): string =>
  found
    .slice(0, SUGGESTED)
    .map(({ key, name }) => `${key} (${name})`)
    .join(', ');

/** Distinct keys among the living and ended versions of every type. */
async function search(store: Store, condition: string, text: string, only?: string): Promise<Found[]> {
  const found = new Map<string, Found>();
  for (const { kind, type, table, history } of (await store.catalog()).types) {
    if (kind !== 'entity' || (only !== undefined && only !== type)) continue;
    for (const from of [table, history])
      for (const row of await store.sql(`SELECT DISTINCT "_key" AS key, coalesce("displayName", "_key") AS name FROM ${from} WHERE ${condition} LIMIT 20`, [text]))
        found.set(String(row.key), { key: String(row.key), name: String(row.name) });
  }
  return [...found.values()];
}

/** Types whose `email` is a list of texts, as the data model of a User says. */
async function byEmail(store: Store, text: string): Promise<Found[]> {
  if (!text.includes('@')) return [];
  const found: Found[] = [];
  for (const { type, columns } of (await store.catalog()).types) {
    const email = columns.find((c) => c.property === 'email' && c.kind === 'strings');
    if (email) found.push(...(await search(store, `EXISTS (SELECT 1 FROM unnest(${quote(email.column)}) AS list(item) WHERE lower(item) = lower($1))`, text, type)));
  }
  return found;
}

async function nearest(store: Store, text: string): Promise<Found[]> {
  const near: (Found & { alike: number })[] = [];
  for (const { kind, table } of (await store.catalog()).types) {
    if (kind !== 'entity') continue;
    const rows = await store.sql(
      `SELECT "_key" AS key, coalesce("displayName", "_key") AS name, greatest(jaro_winkler_similarity(lower("_key"), lower($1)), jaro_winkler_similarity(lower(coalesce("displayName", '')), lower($1))) AS alike
       FROM ${table} ORDER BY alike DESC, key LIMIT ${SUGGESTED}`,
      [text],
    );
    for (const row of rows) if (Number(row.alike) >= ALIKE) near.push({ key: String(row.key), name: String(row.name), alike: Number(row.alike) });
  }
  return near.sort((a, b) => b.alike - a.alike).slice(0, SUGGESTED);
}
