import type { Entity, Relationship } from '../../src/model/graph.ts';
import type { Store } from '../../src/store/store.ts';

/** What makes trouble in files and scripts of other programs, in texts that anybody may choose for himself. */
export const NASTY = {
  formula: '=HYPERLINK("http://evil.example","x")',
  quotes: `it's "quoted", with \\ and \\u0027 and \``,
  lines: 'two\r\nlines\tand a | pipe',
  markup: '<img src=x onerror=alert(1)> & [link](http://evil.example)',
  script: "'}) DETACH DELETE n //",
  foreign: 'Zoë 会议 🎥 \u2028',
} as const;

const user = (id: string, more: object = {}): Entity => ({ _key: `zoom_user:${id}`, _type: 'zoom_user', _class: ['User'], displayName: id, ...more }) as Entity;

/** Two users, a role and who holds it; the first user has a value of every kind and what makes trouble. */
export const SMALL: { readonly entities: readonly Entity[]; readonly relationships: readonly Relationship[] } = {
  entities: [
    user('ada', {
      ...NASTY,
      active: true,
      seats: -3,
      share: 0.5,
      large: 1e21,
      createdOn: 1_767_225_600_000,
      email: ['ada@example.com'],
      ids: [1, 2],
      flags: [true, false],
      none: [],
      mixed: ['a', 1, true],
      'tag.AccountName': 'Example',
    }),
    user('bob', { active: false, empty: '', note: -1 }),
    { _key: 'zoom_role:0', _type: 'zoom_role', _class: ['AccessRole'], displayName: 'Owner', admin: true, superAdmin: true },
  ],
  relationships: [{ _key: 'zoom_user:ada|assigned|zoom_role:0', _type: 'zoom_user_assigned_role', _class: 'ASSIGNED', displayName: 'ASSIGNED', _fromEntityKey: 'zoom_user:ada', _toEntityKey: 'zoom_role:0' }],
};

/** Makes a scope hold this graph and nothing else. */
export async function holdGraph(store: Store, graph: { readonly entities: readonly Entity[]; readonly relationships: readonly Relationship[] } = SMALL, scope = 'one'): Promise<void> {
  const sync = await store.beginSync({ source: 'integration-managed', scope, on: 1_767_225_600_000 });
  await sync.entities(graph.entities);
  await sync.relationships(graph.relationships);
  await sync.commit({ completeTypes: '*' });
}
