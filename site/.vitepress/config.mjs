import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { slug } from '../../scripts/slug.mjs';
import { gatherPages } from './gather.mjs';
import { J1QL } from './j1ql.mjs';
import { sidebarOf } from './navigation.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const site = path.join(root, 'site');
const docs = path.join(root, 'docs');
/** Characters that fit into a column beside three others. */
const LONG_NAME = 20;
const sidebar = sidebarOf(docs);

gatherPages({ root, into: path.join(site, '.pages'), watching: process.argv.includes('dev') });

export default defineConfig({
  title: 'graph-zoom',
  description: "Zoom's organisation as a security graph: who can do what, which settings are weak, what changed.",
  lang: 'en',
  srcDir: '.pages',
  rewrites: { 'site/index.md': 'index.md', 'docs/README.md': 'docs/index.md' },
  cleanUrls: false,
  // Addresses on the reader's own machine are examples; all else that leads nowhere fails the build.
  ignoreDeadLinks: [/^https?:\/\/localhost/, /openapi\.json$/],
  markdown: {
    anchor: { slugify: slug },
    languages: [J1QL],
    config: (md) => {
      // Our pages write `{{…}}` for the templates of rules; Vue would evaluate it.
      const plain = (text) => md.utils.escapeHtml(text).replaceAll('{{', '&#123;&#123;');
      md.renderer.rules.text = (tokens, at) => plain(tokens[at].content);
      // Long names may be broken where a word of theirs begins, or a table would be as wide as two of them.
      const breakable = (text) => (text.length > LONG_NAME && !text.includes(' ') ? text.replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[._])/g, '<wbr>') : text);
      md.renderer.rules.code_inline = (tokens, at) => `<code>${breakable(plain(tokens[at].content))}</code>`;
      // Tables of long names scroll by themselves, not with the page.
      md.renderer.rules.table_open = () => '<div class="table" tabindex="0"><table>\n';
      md.renderer.rules.table_close = () => '</table></div>\n';
    },
  },
  themeConfig: {
    logo: '/icon.svg',
    nav: [
      { text: 'Guide', link: '/docs/try-offline', activeMatch: '^/docs/(?!reference/|compare|security).' },
      { text: 'Reference', link: '/docs/reference/data-model', activeMatch: '^/docs/reference/' },
      { text: 'Security', link: '/docs/security' },
      { text: 'Compare', link: '/docs/compare' },
      { text: 'All pages', link: '/docs/' },
    ],
    sidebar,
    outline: { level: [2, 3] },
    search: { provider: 'local' },
    externalLinkIcon: true,
    docFooter: { prev: true, next: true },
  },
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: '/icon.svg' }]],
  buildEnd: ({ outDir }) => {
    mkdirSync(path.join(outDir, 'docs', 'reference'), { recursive: true });
    cpSync(path.join(docs, 'reference', 'openapi.json'), path.join(outDir, 'docs', 'reference', 'openapi.json'));
  },
  // The search index holds every page.
  vite: { configFile: false, build: { chunkSizeWarningLimit: 2000 } },
});
