// Fails where a link in a Markdown file of the repository leads to a file or heading that is not there. Addresses of other sites are not asked.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const { stdout } = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], { encoding: 'utf8' });
const files = stdout.split('\n').filter((file) => file !== '' && existsSync(file));
// `[text](target)` and `<img src="target">`, outside of code blocks.
const LINK = /\[[^\]]*\]\(([^)\s]+)\)|<img[^>]*\ssrc="([^"]+)"/g;
const anchors = (file) =>
  [...readFileSync(file, 'utf8').matchAll(/^#+\s+(.+)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );

let broken = 0;
for (const file of files) {
  const text = readFileSync(file, 'utf8')
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, '');
  for (const [, link, image] of text.matchAll(LINK)) {
    const target = link ?? image;
    if (/^[a-z]+:/.test(target)) continue;
    const [place, anchor] = target.split('#');
    const found = place === '' ? file : path.join(path.dirname(file), place);
    if (existsSync(found) && (anchor === undefined || !found.endsWith('.md') || anchors(found).includes(anchor))) continue;
    console.error(`${file}: ${target} leads nowhere.`);
    broken++;
  }
}
process.exitCode = broken > 0 ? 1 : 0;
