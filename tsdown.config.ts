import { defineConfig } from 'tsdown';
import { thirdPartyLicences } from './scripts/third-party.ts';

/**
 * Commands are imported when they are run: each becomes a chunk of its own, so that starting is quick. For the same reason what every
 * command needs is bundled (the packages in `devDependencies`; those in `dependencies` stay outside): a hundred small files read less.
 */
export default defineConfig({
  entry: { main: 'src/main.ts', 'fake-zoom-process': 'src/fake-zoom/process.ts', integration: 'src/jupiterone/integration/invocation-config.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node20',
  outDir: 'dist',
  sourcemap: true,
  dts: false,
  plugins: [thirdPartyLicences()],
  // The page is built beside it, by vite.
  clean: ['dist/*.mjs', 'dist/*.map'],
});
