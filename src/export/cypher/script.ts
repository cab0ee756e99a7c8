import type { Exporter } from '../formats.ts';
import { cypherLiteral } from './literal.ts';
import { batchesOf, CONSTRAINT } from './statements.ts';

/** Small statements: Neo4j parses each with all its literals. */
const SIZES = { nodes: 50, relationships: 500 };

/** A script for `cypher-shell`: constraint first, then MERGE statements that change nothing when they are run again. */
export const exportCypher: Exporter = async function* (store, { scope }) {
  yield `// Written by graph-zoom. Run it: cypher-shell --file FILE\n${CONSTRAINT};\n`;
  for await (const { cypher, rows } of batchesOf(store, scope, SIZES)) yield `UNWIND [\n${rows.map((row) => cypherLiteral(row)).join(',\n')}\n] AS row\n${cypher};\n`;
};
