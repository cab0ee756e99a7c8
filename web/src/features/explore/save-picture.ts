import { downloadAsPNG } from '@sigma/export-image';
import type Sigma from 'sigma';
import { download } from '../../shared/download.ts';
import type { Thing, Tie } from '../../shared/graph/types.ts';

/** What no XML may hold (XML 1.0, 2.2): a name with it would make the drawing unreadable. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for.
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
const escaped = (text: string): string => text.replace(NOT_XML, '\ufffd').replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? character);

/** The picture as it is seen, in points. */
export const savePng = (sigma: Sigma, background: string): Promise<void> => downloadAsPNG(sigma, { fileName: 'graph-zoom', backgroundColor: background });

/** The picture as lines and letters, which have no resolution. */
export function toSvg(sigma: Sigma, { background, ink, line }: { background: string; ink: string; line: string }): string {
  const graph = sigma.getGraph();
  const { width, height } = sigma.getDimensions();
  const at = (id: string) => sigma.graphToViewport({ x: graph.getNodeAttribute(id, 'x'), y: graph.getNodeAttribute(id, 'y') });
  const edges = graph.mapEdges((_id, _attributes, from, to) => {
    const [a, b] = [at(from), at(to)];
    return `<line x1="${a.x.toFixed(1)}" y1="${a.y.toFixed(1)}" x2="${b.x.toFixed(1)}" y2="${b.y.toFixed(1)}"/>`;
  });
  const nodes = graph.mapNodes((id, { color, size, label }) => {
    const { x, y } = at(id);
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${Number(size).toFixed(1)}" fill="${escaped(String(color))}"/><text x="${(x + Number(size) + 3).toFixed(1)}" y="${(y + 4).toFixed(1)}">${escaped(String(label))}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="${background}"/><g stroke="${line}" stroke-width="1">${edges.join('')}</g><g font-family="system-ui, sans-serif" font-size="12" fill="${ink}">${nodes.join('')}</g></svg>\n`;
}

/** Gives the browser the drawing to keep. */
export const saveSvg = (sigma: Sigma, look: Parameters<typeof toSvg>[1]): void => download('graph-zoom.svg', 'image/svg+xml', toSvg(sigma, look));

/** What is shown, for other programs. */
export const saveJson = (things: readonly Thing[], ties: readonly Tie[]): void =>
  download(
    'graph-zoom.json',
    'application/json',
    JSON.stringify(
      {
        entities: things.map(({ id, key, name, type, classes, properties }) => ({ ...properties, _id: id, _key: key, _type: type, _class: classes, displayName: name })),
        relationships: ties.map(({ id, key, from, to, verb }) => ({ _id: id, _key: key, _class: verb, _fromEntityId: from, _toEntityId: to })),
      },
      null,
      2,
    ),
  );
