import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { request } from './http.mjs';

/** What the SDK wrote to disk and uploaded: `{entities, relationships}`, each by `_key`. */
export async function uploadedGraph(project) {
  const root = path.join(project, '.j1-integration', 'graph');
  const files = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.json'));
  const all = { entities: new Map(), relationships: new Map() };
  for (const file of files) {
    const { entities = [], relationships = [] } = JSON.parse(readFileSync(path.join(root, file), 'utf8'));
    for (const entity of entities) all.entities.set(entity._key, entity);
    for (const relationship of relationships) all.relationships.set(relationship._key, relationship);
  }
  return all;
}

const PAGE = 4000;

/**
 * All entities or relationships, as `j1 export` (packages/cli of the SDK, in no registry) asks for them: pages of 4000, half of that
 * after a 422, cursors pasted into the address as they are.
 */
export async function exportAll(what, { includeDeleted = false } = {}) {
  const items = [];
  let endCursor;
  let limit = PAGE;
  let tooLarge = false;
  do {
    const { status, body } = await request('GET', `/${what}?limit=${limit}&includeDeleted=${includeDeleted}${endCursor ? `&cursor=${endCursor}` : ''}`);
    tooLarge = status === 422;
    if (tooLarge) {
      limit /= 2;
      continue;
    }
    assert.equal(status, 200, JSON.stringify(body));
    limit = PAGE;
    items.push(...body.items);
    endCursor = body.endCursor;
  } while (endCursor || tooLarge);
  return items;
}

/** What the server holds of a scope (of an instance: its id), each by `_key`. */
export async function servedGraph(scope, options) {
  const read = async (what) => new Map((await exportAll(what, options)).filter(({ _scope }) => _scope === scope).map((item) => [item._key, item]));
  return { entities: await read('entities'), relationships: await read('relationships') };
}

/** What the platform adds to an object, and what it keeps elsewhere. */
const ADDED = /^_(?!key$|type$|class$)/;

/** The own properties of an object, as they were uploaded or are served, alike where nothing was lost and nothing invented. */
export const own = (object, { tags = false } = {}) =>
  Object.fromEntries(
    Object.entries(object)
      .filter(([name, value]) => !ADDED.test(name) && value !== undefined && value !== null && (tags || name !== 'tag.AccountName'))
      .map(([name, value]) => [name, name === '_class' ? [value].flat() : value])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** By key, what is an object's own. */
export const ownOfAll = (objects) => Object.fromEntries([...objects].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, object]) => [key, own(object)]));

/** By key, which version it is and since when. */
export const versionsOf = (objects) => Object.fromEntries([...objects].map(([key, { _version, _beginOn }]) => [key, `${_version} since ${_beginOn}`]));
