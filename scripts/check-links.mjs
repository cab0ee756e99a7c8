// Fails where a link in a Markdown file of the repository leads to a file or heading that is not there, and where a page of docs/ is not led to from docs/README.md. Addresses of other sites are not asked.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { slug } from './slug.mjs';

const { stdout } = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], { encoding: 'utf8' });
const files = stdout.split('\n').filter((file) => file !== '' && existsSync(file));
// `[text](target)`, `<img src="target">`, outside of code.
const LINK = /\[[^\]]*\]\(([^)\s]+)\)|<img[^>]*\ssrc="([^"]+)"/g;
const withoutBlocks = (text) => text.replace(/^(```+)[^\n]*\n[\s\S]*?^\1/gm, '');

/** The anchors of a page: its headings, the second of one name with -1; and ids that it gives itself. */
const known = new Map();
function anchors(file) {
  let found = known.get(file);
  if (found) return found;
  const text = withoutBlocks(readFileSync(file, 'utf8'));
  const times = new Map();
  found = new Set([...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));
  for (const [, title] of text.matchAll(/^#+\s+(.+)$/gm)) {
    const name = slug(title);
    const before = times.get(name) ?? 0;
    times.set(name, before + 1);
    found.add(before === 0 ? name : `${name}-${before}`);
  }
  known.set(file, found);
  return found;
}

let broken = 0;
const led = new Map();
for (const file of files) {
  const text = withoutBlocks(readFileSync(file, 'utf8')).replace(/`[^`\n]*`/g, '');
  // The front page of the site names pages by their addresses there.
  const addresses = file === 'site/index.md' ? [...text.matchAll(/^\s+link: (\/\S+)$/gm)].map(([, address]) => `..${address}.md`) : [];
  for (const target of [...[...text.matchAll(LINK)].map(([, link, image]) => link ?? image), ...addresses]) {
    if (/^[a-z]+:/.test(target)) continue;
    const [place, anchor] = target.split('#');
    const found = place === '' ? file : path.join(path.dirname(file), place);
    led.set(file, (led.get(file) ?? new Set()).add(found));
    if (existsSync(found) && (anchor === undefined || !found.endsWith('.md') || anchors(found).has(anchor))) continue;
    console.error(`${file}: ${target} leads nowhere.`);
    broken++;
  }
}

const reached = new Set(['docs/README.md']);
for (const file of reached) for (const next of led.get(file) ?? []) if (next.endsWith('.md')) reached.add(next);
for (const file of files.filter((one) => one.startsWith('docs/') && !reached.has(one))) {
  console.error(`${file}: docs/README.md does not lead to it, nor does any page that it leads to. Add a line there.`);
  broken++;
}
process.exitCode = broken > 0 ? 1 : 0;
