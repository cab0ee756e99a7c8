import { cpSync, rmSync, watch } from 'node:fs';
import path from 'node:path';

/** What the site is made of, from the root of the checkout. */
const SOURCES = ['docs', 'site/index.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'DEPENDENCIES.md', 'SECURITY.md'];

/**
 * Copies the pages into the site's own folder, each at its place relative to the others: what they are compiled to asks for
 * vue from where they lie. While somebody writes (`watching`), what changes is copied again.
 */
export function gatherPages({ root, into, watching }) {
  rmSync(into, { recursive: true, force: true });
  for (const source of SOURCES) cpSync(path.join(root, source), path.join(into, source), { recursive: true });
  cpSync(path.join(root, 'site', 'public'), path.join(into, 'public'), { recursive: true });
  cpSync(path.join(root, 'docs', 'images', 'explore.png'), path.join(into, 'public', 'explore.png'));
  if (!watching) return;
  for (const source of SOURCES)
    watch(path.join(root, source), { recursive: source === 'docs' }, (_event, file) => {
      const changed = source === 'docs' ? path.join(source, file ?? '') : source;
      cpSync(path.join(root, changed), path.join(into, changed), { recursive: true });
    });
}
