/** Pages that an assistant may read: each a file of docs/, which is part of the package. */
export const RESOURCES = [
  { name: 'j1ql', uri: 'graph-zoom://docs/j1ql', title: 'J1QL by construct', description: 'The query language: every construct with an example.', page: 'j1ql.md' },
  { name: 'j1ql-examples', uri: 'graph-zoom://docs/j1ql-examples', title: 'J1QL by example', description: 'Queries with the answers they get.', page: 'reference/j1ql-examples.md' },
] as const;
