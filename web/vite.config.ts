import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { thirdPartyLicences } from '../scripts/third-party.ts';

/** The page of the server. It is served by graph-zoom itself, from `dist/web`; nothing is fetched from elsewhere. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), thirdPartyLicences()],
  build: { outDir: '../dist/web', emptyOutDir: true, target: 'es2022', cssTarget: ['chrome123', 'firefox120', 'safari17.5'], modulePreload: { polyfill: false }, assetsInlineLimit: 0, chunkSizeWarningLimit: 600 },
  // While one works on it: `graph-zoom serve` beside `npx vite web`.
  server: { proxy: Object.fromEntries(['/api', '/login', '/logout', '/oauth', '/graphql'].map((path) => [path, 'http://127.0.0.1:7426'])) },
});
