import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../src/lib/clock.ts';
import type { Entity, Relationship } from '../src/model/graph.ts';
import { openDuckdbStore } from '../src/store/dialects/duckdb/open.ts';

/** 100,000 users with 290 properties and three edges each: into nothing, into an empty store, and the same again. */
const { users, raw } = JSON.parse(process.argv[2] ?? '{}') as { users: number; raw: boolean };
const BATCH = 2000;
let random = 1;
const next = () => {
  random = (Math.imul(random, 1103515245) + 12345) >>> 0;
  return random / 4294967296;
};
const user = (index: number): Entity => {
  const properties: Record<string, string | number | boolean | string[]> = {};
  for (let i = 0; i < 205; i++) properties[`settingNumber${i}`] = next() < 0.88;
  for (let i = 0; i < 20; i++) properties[`settingCount${i}`] = next() < 0.88 ? 10 : Math.floor(next() * 100);
  for (let i = 0; i < 15; i++) properties[`settingChoice${i}`] = next() < 0.88 ? 'default' : `choice ${Math.floor(next() * 5)}`;
  for (let i = 0; i < 10; i++) properties[`settingList${i}`] = next() < 0.88 ? ['US', 'DE'] : ['JP'];
  for (let i = 0; i < 36; i++) properties[`profile${i}`] = `text ${index % (i + 7)}`;
  const body = { _key: `zoom_user:${index}`, _type: 'zoom_user', _class: ['User'], displayName: `User ${index}`, ...properties };
  return raw ? { ...body, _rawData: [{ name: 'default', rawData: properties }] } : body;
};
const edges = (index: number): Relationship[] =>
  [`zoom_group:${index % 200}`, `zoom_group:${(index * 7) % 200}x`, `zoom_role:${index % 12}`].map((other) => ({
    _key: `${other}|has|zoom_user:${index}`,
    _type: other.startsWith('zoom_role') ? 'zoom_role_held_by_user' : 'zoom_group_has_user',
    _class: 'HAS',
    _fromEntityKey: other,
    _toEntityKey: `zoom_user:${index}`,
  }));
const others: Entity[] = [
  ...Array.from({ length: 200 }, (_, i) => [`${i}`, `${i}x`])
    .flat()
    .map((id) => ({ _key: `zoom_group:${id}`, _type: 'zoom_group', _class: ['Group'], displayName: id })),
  ...Array.from({ length: 12 }, (_, i) => ({ _key: `zoom_role:${i}`, _type: 'zoom_role', _class: ['AccessRole'], displayName: `${i}` })),
];

async function stream(take: (entities: Entity[], relationships: Relationship[]) => Promise<void>): Promise<number> {
  random = 1;
  const began = Date.now();
  await take(others, []);
  for (let start = 0; start < users; start += BATCH) {
    const indexes = Array.from({ length: Math.min(BATCH, users - start) }, (_, i) => start + i);
    await take(indexes.map(user), indexes.flatMap(edges));
  }
  return Date.now() - began;
}

const nothingMs = await stream(async (entities, relationships) => {
  for (const object of [...entities, ...relationships]) createHash('sha1').update(JSON.stringify(object)).digest('base64');
});
const directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-bench-'));
const store = await openDuckdbStore(directory, { clock: systemClock });
const sync = async (on: number) => {
  const began = Date.now();
  const session = await store.beginSync({ scope: 'bench', source: 'integration-managed', on });
  await stream(async (entities, relationships) => {
    await session.entities(entities);
    await session.relationships(relationships);
  });
  const result = await session.commit({ completeTypes: '*' });
  return { ms: Date.now() - began, result };
};
const first = await sync(1);
const second = await sync(2);
console.log(JSON.stringify({ nothingMs, firstMs: first.ms, secondMs: second.ms, first: first.result, second: second.result, peakMb: process.resourceUsage().maxRSS / 1024, bytes: (await store.info()).bytes }));
await store.close();
await rm(directory, { recursive: true, force: true });
