import Graph from 'graphology';
import type Sigma from 'sigma';
import { expect, it, vi } from 'vitest';
import { toSvg } from './save-picture.ts';

// The renderer wants a graphics card, which no test has.
vi.mock('@sigma/export-image', () => ({ downloadAsPNG: async () => {} }));

it('a drawing can be read, whatever somebody is called', () => {
  const graph = new Graph();
  graph.addNode('a', { x: 0, y: 0, color: '#237a35', size: 6, label: '<Ada> & "Co" \u0000\u0007\ud800' });
  const sigma = { getGraph: () => graph, getDimensions: () => ({ width: 10, height: 10 }), graphToViewport: (at: { x: number; y: number }) => at } as unknown as Sigma;

  const svg = toSvg(sigma, { background: '#fff', ink: '#000', line: '#ccc' });

  expect(svg).toContain('>&lt;Ada&gt; &amp; &quot;Co&quot; \ufffd\ufffd\ufffd</text>');
});
