// The documentation site: `npm run docs` builds it into site/.vitepress/dist, `npm run docs -- dev` serves it while you write, `-- preview` what was built.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installIfOld } from './install-if-old.mjs';

const site = fileURLToPath(new URL('../site/', import.meta.url));
const at = (file) => path.join(site, file);
const [work = 'build', ...more] = process.argv.slice(2);
if (!['build', 'dev', 'preview'].includes(work)) {
  console.error(`npm run docs -- ${work}: there is build, dev and preview.`);
  process.exit(2);
}

if (!installIfOld(site, 'what the site is built with (npm ci in site/)')) process.exit(1);
const { status } = spawnSync(process.execPath, [at('node_modules/vitepress/bin/vitepress.js'), work, ...more], { cwd: site, stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

/** What a browser fetches by itself: no request leaves the origin, whatever a page shows. */
const FETCHED = /<(?:script|img|iframe|source|video|audio)\b[^>]*\ssrc="(?:https?:)?\/\/[^"]*"|<link\b[^>]*\shref="(?:https?:)?\/\/[^"]*"|url\(["']?(?:https?:)?\/\/[^)]*\)|@import\s+["'](?:https?:)?\/\/[^"']*/gi;
if (work === 'build') {
  const dist = at('.vitepress/dist');
  const files = readdirSync(dist, { recursive: true }).filter((file) => /\.(?:html|css|svg)$/.test(file));
  const foreign = files.flatMap((file) => [...readFileSync(path.join(dist, file), 'utf8').matchAll(FETCHED)].map(([found]) => `${file}: ${found}`));
  for (const found of foreign) console.error(`${found} would be fetched from elsewhere.`);
  if (foreign.length > 0) process.exit(1);
  console.log(`docs: ${files.filter((file) => file.endsWith('.html')).length} pages in site/.vitepress/dist`);
}
