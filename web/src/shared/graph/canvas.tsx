import { useComputedColorScheme } from '@mantine/core';
import Graph from 'graphology';
import { forwardRef, useEffect, useImperativeHandle, useRef } from 'react';
import Sigma from 'sigma';
import { colourOf } from './colours.ts';
import { drawChosen } from './draw-chosen.ts';
import type { Thing, Tie } from './types.ts';

/** Names of ties are drawn where there are few. */
const MOST_LABELLED = 400;
const ZOOM_MS = 150;

interface CanvasProps {
  things: readonly Thing[];
  ties: readonly Tie[];
  chosen: string | undefined;
  onChoose: (id: string | undefined) => void;
  onOpen?: (id: string) => void;
  colours?: ReadonlyMap<string, string>;
  sizes?: ReadonlyMap<string, number>;
}

/** What others do with a picture: take it away. */
export interface CanvasHandle {
  sigma: () => Sigma | undefined;
}

/** The picture: drawn by the graphics card, placed by a worker. Arrow keys go from neighbour to neighbour, Enter opens, + and - zoom. */
export const Canvas = forwardRef<CanvasHandle, CanvasProps>(function Canvas({ things, ties, chosen, onChoose, onOpen, colours, sizes }, handle) {
  const place = useRef<HTMLDivElement>(null);
  const graph = useRef(new Graph({ multi: true, type: 'directed' }));
  const renderer = useRef<Sigma>(undefined);
  const dark = useComputedColorScheme('light') === 'dark';
  const look = useRef({ chosen, dark, onChoose, onOpen });
  look.current = { chosen, dark, onChoose, onOpen };
  useImperativeHandle(handle, () => ({ sigma: () => renderer.current }));

  useEffect(() => {
    const sigma = new Sigma(graph.current, place.current as HTMLElement, {
      defaultEdgeType: 'arrow',
      labelFont: 'system-ui, sans-serif',
      labelDensity: 0.6,
      // Names stand to the right of what they name.
      stagePadding: 70,
      edgeLabelSize: 10,
      allowInvalidContainer: true,
      hideEdgesOnMove: true,
      defaultDrawNodeHover: drawChosen(() => look.current.dark),
      zIndex: true,
      nodeReducer: (id, data) => {
        const { chosen: at, dark: isDark } = look.current;
        const near = at === undefined || id === at || (graph.current.hasNode(at) && graph.current.areNeighbors(id, at));
        return { ...data, highlighted: id === at, forceLabel: id === at, zIndex: near ? 1 : 0, ...(near ? {} : { color: isDark ? '#444' : '#ccc', label: '' }) };
      },
      edgeReducer: (id, data) => {
        const at = look.current.chosen;
        return at === undefined || graph.current.extremities(id).includes(at) ? data : { ...data, hidden: graph.current.order > 200, label: '' };
      },
    });
    sigma.on('clickNode', ({ node }) => look.current.onChoose(node));
    sigma.on('doubleClickNode', ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      look.current.onOpen?.(node);
    });
    sigma.on('clickStage', () => look.current.onChoose(undefined));
    renderer.current = sigma;
    return () => sigma.kill();
  }, []);

  useEffect(() => {
    const { added, next } = changed(graph.current, things, ties, { colours, sizes });
    graph.current = next;
    const sigma = renderer.current;
    if (sigma && sigma.getGraph() !== next) sigma.setGraph(next);
    sigma?.setSetting('renderEdgeLabels', ties.length <= MOST_LABELLED);
    sigma?.refresh();
    if (next.order < 2 || added === 0) return;
    const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Record<string, { x: number; y: number }>>) => {
      next.updateEachNodeAttributes((id, attributes) => ({ ...attributes, ...data[id] }), { attributes: ['x', 'y'] });
      renderer.current?.refresh();
      void renderer.current?.getCamera().animatedReset({ duration: 200 });
      worker.terminate();
    };
    worker.postMessage({ nodes: next.mapNodes((id, { x, y, size }) => ({ id, x, y, size })), edges: next.mapEdges((_id, _attributes, from, to) => [from, to]) });
    return () => worker.terminate();
  }, [things, ties, colours, sizes]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: who is chosen is drawn by the reducers.
  useEffect(() => {
    const sigma = renderer.current;
    sigma?.setSetting('labelColor', { color: dark ? '#e9ecef' : '#212529' });
    sigma?.setSetting('edgeLabelColor', { color: dark ? '#adb5bd' : '#868e96' });
    sigma?.setSetting('defaultEdgeColor', dark ? '#5c5f66' : '#ced4da');
    sigma?.refresh();
  }, [dark, chosen]);

  const onKeyDown = (event: React.KeyboardEvent) => {
    const camera = renderer.current?.getCamera();
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step !== undefined) onChoose(besideOf(graph.current, chosen, step));
    else if (event.key === 'Enter' && chosen !== undefined) onOpen?.(chosen);
    else if (event.key === 'Escape') onChoose(undefined);
    else if (event.key === '+' || event.key === '=') void camera?.animatedZoom({ duration: ZOOM_MS });
    else if (event.key === '-') void camera?.animatedUnzoom({ duration: ZOOM_MS });
    else if (event.key === '0') void camera?.animatedReset({ duration: ZOOM_MS });
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={place}
      className="graph-canvas"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it is looked through by keyboard.
      tabIndex={0}
      role="application"
      aria-label={`A graph of ${things.length} things and ${ties.length} relationships. Arrow keys go from one to the next, Enter opens, plus and minus zoom; the table below has the same.`}
      onKeyDown={onKeyDown}
    />
  );
});

/** Names are drawn in one line: a long one would hide the others. */
const MOST_LETTERS = 40;
const labelOf = (name: string): string => (name.length > MOST_LETTERS ? `${name.slice(0, MOST_LETTERS - 1)}…` : name);

/** A graph that is watched tells of each change by itself: many are made to a copy, which is shown at once. */
const MANY = 1_000;

/** The graph with what is to be shown, and how many things are new in it. */
function changed(before: Graph, things: readonly Thing[], ties: readonly Tie[], { colours, sizes }: Pick<CanvasProps, 'colours' | 'sizes'>): { next: Graph; added: number } {
  const wanted = new Set(things.map(({ id }) => id));
  const tied = new Set(ties.map(({ id }) => id));
  const fresh = things.filter(({ id }) => !before.hasNode(id)).length;
  const next = fresh + Math.abs(before.order - things.length) > MANY ? before.copy() : before;
  for (const id of next.nodes()) if (!wanted.has(id)) next.dropNode(id);
  for (const id of next.edges()) if (!tied.has(id)) next.dropEdge(id);
  const near = new Map<string, string>();
  for (const { from, to } of ties) {
    if (next.hasNode(to)) near.set(from, to);
    if (next.hasNode(from)) near.set(to, from);
  }
  const looks = new Map(things.map((thing) => [thing.id, { label: labelOf(thing.name), color: colours?.get(thing.id) ?? colourOf(thing.type), size: sizes?.get(thing.id) ?? 7 }]));
  next.updateEachNodeAttributes((id, attributes) => ({ ...attributes, ...looks.get(id) }), { attributes: ['label', 'color', 'size'] });
  for (const { id } of things) {
    if (next.hasNode(id)) continue;
    // Beside what it is tied to, so that the picture grows where one looks.
    const beside = near.get(id);
    const at = beside === undefined ? { x: 0, y: 0 } : next.getNodeAttributes(beside);
    next.addNode(id, { ...looks.get(id), x: at.x + Math.random() - 0.5, y: at.y + Math.random() - 0.5 });
  }
  for (const { id, from, to, verb } of ties) if (!next.hasEdge(id) && next.hasNode(from) && next.hasNode(to)) next.addDirectedEdgeWithKey(id, from, to, { label: verb, size: 1.5 });
  return { next, added: fresh };
}

/** The next thing by keyboard: among all while none is chosen, then the next of all. */
function besideOf(graph: Graph, chosen: string | undefined, step: number): string | undefined {
  const nodes = graph.nodes();
  if (nodes.length === 0) return undefined;
  const at = chosen === undefined ? -1 : nodes.indexOf(chosen);
  return nodes[(at + step + nodes.length) % nodes.length];
}
