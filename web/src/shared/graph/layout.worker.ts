import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import noverlap from 'graphology-layout-noverlap';

/** Places nodes beside the page's own thread, so that it stays fluid. */
self.onmessage = ({ data }: MessageEvent<{ nodes: { id: string; x: number; y: number; size: number }[]; edges: [string, string][] }>) => {
  const graph = new Graph({ multi: true });
  for (const { id, ...at } of data.nodes) graph.addNode(id, at);
  for (const [from, to] of data.edges) if (graph.hasNode(from) && graph.hasNode(to)) graph.addEdge(from, to);
  const many = graph.order > 1_500;
  forceAtlas2.assign(graph, { iterations: many ? 120 : 300, settings: { ...forceAtlas2.inferSettings(graph), barnesHutOptimize: graph.order > 400, gravity: 1.2, scalingRatio: 12 } });
  if (!many) noverlap.assign(graph, { maxIterations: 80, settings: { margin: 4, ratio: 1.2 } });
  self.postMessage(Object.fromEntries(graph.mapNodes((id, { x, y }) => [id, { x, y }])));
};
