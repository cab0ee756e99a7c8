import type { GraphCatalog } from '../j1ql/sql/catalog.ts';
import { quote } from '../lib/quote.ts';
import type { Row, SqlValue } from './driver.ts';
import type { Found, Named } from './store.ts';

/** How like a key must be to be suggested, 0 to 1. */
const ALIKE = 0.8;
const SUGGESTED = 5;

type Read = (sql: string, params: readonly SqlValue[]) => Promise<Row[]>;

/** Entities that a person means by a text: by key, else by name, else by e-mail address; where there is none, living ones that are alike. */
export async function findEntities(read: Read, { types }: GraphCatalog, text: string): Promise<Found> {
  const exact = await search(read, types, '"_key" = $1', text);
  if (exact.length > 0) return { found: exact, near: [] };
  const named = await search(read, types, 'lower("displayName") = lower($1)', text);
  const found = named.length > 0 ? named : await byEmail(read, types, text);
  return { found, near: found.length > 0 ? [] : await nearest(read, types, text) };
}

type Types = GraphCatalog['types'];

/** Distinct keys among the living and ended versions of every type. */
async function search(read: Read, types: Types, condition: string, text: string): Promise<Named[]> {
  const found = new Map<string, Named>();
  for (const { kind, table, history } of types) {
    if (kind !== 'entity') continue;
    for (const from of [table, history])
      for (const row of await read(`SELECT DISTINCT "_key" AS key, coalesce("displayName", "_key") AS name FROM ${from} WHERE ${condition} LIMIT 20`, [text])) found.set(String(row.key), named(row));
  }
  return [...found.values()];
}

/** Types whose `email` is a list of texts, as the data model of a User says. */
async function byEmail(read: Read, types: Types, text: string): Promise<Named[]> {
  if (!text.includes('@')) return [];
  const found: Named[] = [];
  for (const type of types) {
    const email = type.columns.find((c) => c.property === 'email' && c.kind === 'strings');
    if (email) found.push(...(await search(read, [type], `EXISTS (SELECT 1 FROM unnest(${quote(email.column)}) AS list(item) WHERE lower(item) = lower($1))`, text)));
  }
  return found;
}

async function nearest(read: Read, types: Types, text: string): Promise<Named[]> {
  const near: (Named & { alike: number })[] = [];
  for (const { kind, table } of types) {
    if (kind !== 'entity') continue;
    const rows = await read(
      `SELECT "_key" AS key, coalesce("displayName", "_key") AS name, greatest(jaro_winkler_similarity(lower("_key"), lower($1)), jaro_winkler_similarity(lower(coalesce("displayName", '')), lower($1))) AS alike
       FROM ${table} ORDER BY alike DESC, key LIMIT ${SUGGESTED}`,
      [text],
    );
    for (const row of rows) if (Number(row.alike) >= ALIKE) near.push({ ...named(row), alike: Number(row.alike) });
  }
  return near
    .sort((a, b) => b.alike - a.alike)
    .slice(0, SUGGESTED)
    .map(({ key, name }) => ({ key, name }));
}

const named = (row: Row): Named => ({ key: String(row.key), name: String(row.name) });
