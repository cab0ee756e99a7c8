import { defineConfig } from 'tsdown';

/** Commands are imported when they are run: each becomes a chunk of its own, so that starting is quick. */
export default defineConfig({
  entry: { main: 'src/main.ts', 'fake-zoom-process': 'src/fake-zoom/process.ts', integration: 'src/jupiterone/integration/invocation-config.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node20',
  outDir: 'dist',
  sourcemap: true,
  dts: false,
  // The page is built beside it, by vite.
  clean: ['dist/*.mjs', 'dist/*.map'],
});
