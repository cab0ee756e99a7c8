/** Who may import whom (design, section 2; ARCHITECTURE.md). A layer may always import itself. */
const MAY_IMPORT = {
  lib: [],
  model: ['lib'],
  zoom: ['lib'],
  'fake-zoom': ['lib', 'zoom/define-endpoint', 'zoom/limits', 'zoom/endpoints'],
  // The interface only: what is behind it is chosen in app.ts.
  collect: ['lib', 'model', 'zoom', 'store/store.ts'],
  j1ql: ['lib'],
  store: ['lib', 'model', 'j1ql'],
  // Of the store the interface, and what its catalogue says. Parquet is written by a DuckDB of the export's own, for the store may be
  // another process's or another database: what appends rows and explains errors is the same.
  export: ['lib', 'model', 'j1ql/sql/catalog.ts', 'store/store.ts', 'store/dialects/duckdb/append.ts', 'store/dialects/duckdb/errors.ts'],
  people: ['lib', 'model', 'store/store.ts', 'store/ask.ts', 'store/query-result.ts', 'store/watched.ts'],
  notify: ['lib', 'store/store.ts'],
  // What is to be told is put into the outbox; how it is told is none of the rules' business.
  rules: ['lib', 'model', 'j1ql', 'store/store.ts', 'store/ask.ts', 'store/query-result.ts', 'store/watched.ts', 'notify/delivery.ts'],
  // The other end of api/store: what both must know is in wire.ts.
  remote: ['lib', 'j1ql', 'store/store.ts', 'store/ask.ts', 'store/query-result.ts', 'version.ts'],
  platform: ['lib', 'model', 'zoom', 'collect', 'credentials.ts', 'store/store.ts', 'rules/builtin-queries.ts'],
  // The other direction: what is collected goes to JupiterOne.
  jupiterone: ['lib', 'model', 'zoom', 'collect', 'export/sdk-shape.ts', 'export/j1-integration/partial-types.ts', 'config.ts', 'credentials.ts', 'store/store.ts', 'version.ts'],
  // Which steps can do without their scope is said where the steps are.
  'oauth-flow': ['lib', 'zoom', 'collect/steps.ts'],
  'oauth-helper': ['lib', 'zoom', 'oauth-flow'],
  // Which store, and which server, is chosen where commands choose it.
  mcp: ['lib', 'model', 'j1ql', 'rules', 'collect/freshness.ts', 'collect/scope-status.ts', 'store/store.ts', 'store/ask.ts', 'store/query-result.ts', 'docs-folder.ts', 'version.ts'],
  api: [
    'lib',
    'model',
    'zoom',
    'j1ql',
    'collect',
    'export',
    'rules',
    'people',
    'notify',
    'platform',
    'oauth-flow',
    'remote/wire.ts',
    'store/store.ts',
    'store/ask.ts',
    'store/query-result.ts',
    'store/completion-source.ts',
    'version.ts',
  ],
};

const rules = Object.entries(MAY_IMPORT).map(([layer, allowed]) => ({
  name: `${layer}-may-import`,
  severity: 'error',
  from: { path: `^src/${layer}/`, pathNot: '\\.test\\.ts$' },
  to: { path: '^src/', pathNot: [`^src/${layer}/`, ...allowed.map((name) => `^src/${name}`), ...(layer === 'fake-zoom' ? ['^src/zoom/schemas'] : [])] },
}));

module.exports = {
  forbidden: [
    ...rules,
    { name: 'nothing-imports-cli', severity: 'error', from: { path: '^src/', pathNot: ['^src/cli/', '^src/main\\.ts$'] }, to: { path: '^src/cli/' } },
    { name: 'nothing-imports-api', severity: 'error', from: { path: '^src/', pathNot: ['^src/(?:api|cli)/', '^src/(?:main|app|serve)\\.ts$'] }, to: { path: '^src/api/' } },
    { name: 'web-talks-http-only', severity: 'error', from: { path: '^web/', pathNot: '\\.test\\.ts$' }, to: { path: '^src/' } },
    { name: 'no-feature-imports-another', severity: 'error', from: { path: '^web/src/features/([^/]+)/' }, to: { path: '^web/src/features/', pathNot: '^web/src/features/$1/' } },
    { name: 'duckdb-behind-two-doors', severity: 'error', from: { path: '^src/', pathNot: ['^src/store/dialects/duckdb/', '^src/export/table/parquet-writer\\.ts$'] }, to: { path: '@duckdb/node-api' } },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js'], exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
