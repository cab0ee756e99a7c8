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
  export: ['lib', 'model', 'store/store.ts'],
  people: ['lib', 'model', 'store/store.ts', 'store/ask.ts', 'store/query-result.ts', 'store/watched.ts'],
  notify: ['lib', 'store/store.ts'],
  // What is to be told is put into the outbox; how it is told is none of the rules' business.
  rules: ['lib', 'model', 'j1ql', 'store/store.ts', 'store/ask.ts', 'store/query-result.ts', 'store/watched.ts', 'notify/delivery.ts'],
  // The other end of api/store: what both must know is in wire.ts.
  remote: ['lib', 'j1ql', 'store/store.ts', 'store/ask.ts', 'store/query-result.ts', 'version.ts'],
  platform: ['lib', 'model', 'zoom', 'collect', 'credentials.ts', 'store/store.ts', 'rules/builtin-queries.ts'],
  // Which steps can do without their scope is said where the steps are.
  'oauth-flow': ['lib', 'zoom', 'collect/steps.ts'],
  'oauth-helper': ['lib', 'zoom', 'oauth-flow'],
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
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'], exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
