import { expect } from 'vitest';
import type { FakeZoom } from '../../src/fake-zoom/server.ts';
import type { Store } from '../../src/store/store.ts';

type Json = Record<string, unknown>;

/** The graph as a test reads it: keys, statuses, edges, and every leaf of every answer under its property name. */
export interface Snapshot {
  readonly users: Map<string, Json>;
  readonly edges: Set<string>;
  readonly others: Set<string>;
}

/** What the store holds of an instance. */
export async function graphOf(store: Store): Promise<Snapshot> {
  const users = new Map<string, Json>();
  const others = new Set<string>();
  for await (const entity of store.entities()) {
    if (entity._type === 'zoom_user') users.set(entity._key, entity as unknown as Json);
    else others.add(entity._key);
  }
  const edges = new Set<string>();
  for await (const relationship of store.relationships()) edges.add(relationship._key);
  return { users, edges, others };
}

/** Expects the graph to be exactly what the fake Zoom says: users with every setting, groups, roles and edges. */
export async function expectTruth(store: Store, fake: FakeZoom): Promise<void> {
  const graph = await graphOf(store);
  const { org } = fake.world;
  const account = `zoom_account:${org.accountId}`;
  const edges = new Set<string>();
  const others = new Set([account]);
  for (const { id } of org.groups) edges.add(`${account}|has|zoom_group:${id}`) && others.add(`zoom_group:${id}`);
  for (const { id } of org.roles) edges.add(`${account}|has|zoom_role:${id}`) && others.add(`zoom_role:${id}`);
  const keys: string[] = [];
  for (const { person, list, detail, settings } of fake.world.truth()) {
    const key = `zoom_user:${person.status === 'pending' ? String(list.email).toLowerCase() : person.id}`;
    keys.push(key);
    edges.add(`${account}|has|${key}`).add(`${key}|assigned|zoom_role:${person.roleId}`);
    for (const id of (list.group_ids as string[] | undefined) ?? []) edges.add(`zoom_group:${id}|has|${key}`);
    const user = graph.users.get(key) ?? {};
    expect({ key, status: user.status, active: user.active, email: user.email }).toEqual({ key, status: person.status, active: person.status === 'active', email: [list.email] });
    if (person.status !== 'pending') expect(user.loginTypes, key).toEqual(detail.login_types);
    for (const answer of Object.values(settings)) expectLeaves(answer, '', user, key);
  }
  expect([...graph.users.keys()].sort()).toEqual(keys.sort());
  expect([...graph.others].sort()).toEqual([...others].sort());
  expect([...graph.edges].sort()).toEqual([...edges].sort());
}

const SECRET = /(?:^|\.)(?:pmi_password|password_for_pmi|default_password_for_scheduled_meetings)$/;
const camel = (path: string) =>
  path
    .split(/[._]/)
    .map((word, i) => (i === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');

function expectLeaves(value: unknown, path: string, user: Json, key: string): void {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    for (const [name, child] of Object.entries(value)) expectLeaves(child, path === '' ? name : `${path}.${name}`, user, key);
    return;
  }
  if (Array.isArray(value) && typeof value[0] === 'object') return; // kept as JSON texts
  if (SECRET.test(path) && typeof value === 'string') expect(user[camel(path)], `${key} ${path} is a secret`).toBeUndefined();
  else expect(user[camel(path)], `${key} ${path}`).toEqual(value);
}
