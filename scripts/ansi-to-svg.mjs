// Draws a terminal's output (with colour codes, as `tmux capture-pane -e -p` gives it) as an SVG: node scripts/ansi-to-svg.mjs TITLE < output > picture.svg
import { text } from 'node:stream/consumers';
import stringWidth from 'string-width';

const CELL = { width: 8.4, height: 19 };
const MARGIN = 16;
const BAR = 34;
const COLORS = { 31: '#ff7b72', 32: '#7ee787', 33: '#e3b341', 36: '#56d4dd', 39: '#d0d7de' };
const FAINT = '#8b949e';

/** A colour code. */
const CODE = new RegExp(`(${String.fromCharCode(27)}\\[[\\d;]*m)`);
const escapeXml = (s) => s.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A line as pieces with their style and the column they begin at; tmux lets a style go on in the next line. */
let style = { color: COLORS[39], bold: false };
function pieces(line) {
  const found = [];
  let column = 0;
  for (const part of line.split(CODE)) {
    if (CODE.test(part)) for (const code of part.slice(2, -1).split(';')) style = apply(style, Number(code || 0));
    // Each word by itself: where a font draws a character wider or narrower than the terminal counts it, the columns still stand.
    else
      for (const [word] of part.matchAll(/\S+(?: \S+)*|\s+/g)) {
        if (word.trim() !== '') found.push({ ...style, text: word, column });
        for (const { segment } of graphemes.segment(word)) column += stringWidth(segment);
      }
  }
  return found;
}

function apply(style, code) {
  if (code === 0) return { color: COLORS[39], bold: false };
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, color: FAINT };
  if (code === 22) return { ...style, bold: false, color: COLORS[39] };
  return COLORS[code] ? { ...style, color: COLORS[code] } : style;
}

const lines = (await text(process.stdin)).replace(/\s+$/, '').split('\n');
const columns = Math.max(...lines.map((line) => stringWidth(line)));
const width = Math.round(columns * CELL.width + 2 * MARGIN);
const height = Math.round(lines.length * CELL.height + BAR + MARGIN);
const rows = lines.flatMap((line, row) =>
  pieces(line).map(({ text: words, column, color, bold }) => {
    const x = (MARGIN + column * CELL.width).toFixed(1);
    const y = (BAR + (row + 0.75) * CELL.height).toFixed(1);
    const fixed = /^[\x20-\x7e▇█░✔…]+$/.test(words) ? ` textLength="${(stringWidth(words) * CELL.width).toFixed(1)}" lengthAdjust="spacingAndGlyphs"` : '';
    return `<text x="${x}" y="${y}" fill="${color}"${bold ? ' font-weight="bold"' : ''}${fixed}>${escapeXml(words)}</text>`;
  }),
);
process.stdout.write(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">
<title>${escapeXml(process.argv[2] ?? 'terminal')}</title>
<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>
${['#ff5f57', '#febc2e', '#28c840'].map((fill, index) => `<circle cx="${MARGIN + 4 + index * 18}" cy="17" r="5.5" fill="${fill}"/>`).join('')}
<g xml:space="preserve">
${rows.join('\n')}
</g>
</svg>
`);
