import { ENTITY_TYPES, RELATIONSHIP_TYPES } from '../../src/model/index.ts';

/** Centre of each type's box, in pixels. A new type needs a place here. */
const PLACES: Readonly<Record<string, readonly [x: number, y: number]>> = {
  zoom_account: [100, 170],
  zoom_group: [400, 54],
  zoom_role: [400, 286],
  zoom_user: [700, 170],
};
const SIZE = { width: 800, height: 340 };
const BOX = { width: 152, height: 56 };
/** Space between the head of an arrow and the box it points at. */
const AIR = 4;

function placeOf(type: string): readonly [number, number] {
  const place = PLACES[type];
  if (place === undefined) throw new Error(`${type} has no place in the picture: add it to PLACES in scripts/gen/data-model-picture.ts.`);
  return place;
}

/** Where the line to another point leaves a box, with some air around it. */
function edgeOfBox([x, y]: readonly [number, number], [toX, toY]: readonly [number, number], air: number): readonly [number, number] {
  const [dx, dy] = [toX - x, toY - y];
  const part = Math.min((BOX.width / 2 + air) / Math.abs(dx), (BOX.height / 2 + air) / Math.abs(dy));
  return [x + dx * part, y + dy * part];
}

const n = (value: number): string => String(Math.round(value * 10) / 10);

function relationship({ class: verb, from, to }: (typeof RELATIONSHIP_TYPES)[number]): string {
  const [a, b] = [placeOf(from), placeOf(to)];
  const [[x1, y1], [x2, y2]] = [edgeOfBox(a, b, 0), edgeOfBox(b, a, AIR)];
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
  const width = verb.length * 8 + 14;
  return `<line class="edge" x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" marker-end="url(#head)"/>
<rect class="ground" x="${n(x - width / 2)}" y="${n(y - 11)}" width="${n(width)}" height="22"/><text class="verb" x="${n(x)}" y="${n(y + 4.5)}">${verb}</text>`;
}

function entity({ type, classes }: { readonly type: string; readonly classes: readonly string[] }): string {
  const [x, y] = placeOf(type);
  return `<rect class="box" x="${n(x - BOX.width / 2)}" y="${n(y - BOX.height / 2)}" width="${BOX.width}" height="${BOX.height}" rx="8"/>
<text class="type" x="${n(x)}" y="${n(y - 3)}">${type}</text><text class="class" x="${n(x)}" y="${n(y + 16)}">${classes.join(', ')}</text>`;
}

/** Types and relationships as a picture with a ground of its own, light or dark as its surroundings are. */
export const dataModelPicture = (): string => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" width="${SIZE.width}" height="${SIZE.height}" role="img">
<title>${RELATIONSHIP_TYPES.map((r) => `${r.from} ${r.class} ${r.to}`).join('; ')}</title>
<style>
text { font: 13px system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; text-anchor: middle }
.type { font-size: 15px; font-weight: 600; fill: #16324f }
.class { fill: #4a6076 }
.verb { font-size: 12px; letter-spacing: .5px; fill: #4a5563 }
.ground { fill: #f6f8fa }
.box { fill: #dceafa; stroke: #2b6cb0; stroke-width: 1.5 }
.edge { stroke: #6b7785; stroke-width: 1.5 }
.head { fill: #6b7785 }
@media (prefers-color-scheme: dark) {
.type { fill: #e6f0fb }
.class { fill: #a9bdd2 }
.verb { fill: #b6c0cc }
.ground { fill: #202127 }
.box { fill: #1d3550; stroke: #5a9bdc }
.edge { stroke: #8b96a3 }
.head { fill: #8b96a3 }
}
</style>
<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto"><path class="head" d="M0 0L10 5L0 10z"/></marker></defs>
<rect class="ground" width="${SIZE.width}" height="${SIZE.height}" rx="12"/>
${RELATIONSHIP_TYPES.map(relationship).join('\n')}
${ENTITY_TYPES.map(entity).join('\n')}
</svg>
`;
