import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The sidebar, from the lists of docs/README.md: a heading is a group, a link at the head of an item a page.
 * A page that is not there is left out.
 */
export function sidebarOf(docs) {
  const groups = [];
  for (const line of readFileSync(path.join(docs, 'README.md'), 'utf8').split('\n')) {
    const heading = /^## (.+)$/.exec(line)?.[1];
    if (heading) groups.push({ text: heading, items: [] });
    const [, text, page] = /^- \[([^\]]+)\]\(([^)#]+\.md)\)/.exec(line) ?? [];
    if (page && existsSync(path.join(docs, page))) groups.at(-1)?.items.push({ text, link: `/docs/${page.replace(/\.md$/, '')}` });
  }
  return groups.filter(({ items }) => items.length > 0);
}
