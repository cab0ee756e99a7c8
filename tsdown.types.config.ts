import { defineConfig } from 'tsdown';

/** What somebody who imports the package is told of it: made when the package is, for nothing else needs it. */
export default defineConfig({
  entry: { integration: 'src/jupiterone/integration/invocation-config.ts' },
  format: 'esm',
  platform: 'node',
  outDir: 'dist',
  clean: ['dist/*.d.mts'],
  dts: { emitDtsOnly: true },
  checks: { pluginTimings: false },
});
