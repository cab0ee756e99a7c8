import { literal } from './driver.ts';
import type { Subgraph } from './store.ts';

/** SQL for "belongs to this subgraph", about a table's alias. */
export const owned = ({ source, scope }: Subgraph, alias: string): string => `${alias}."_scope" = ${literal(scope)} AND ${alias}."_source" = ${literal(source)}`;

/** The subgraph of relationships and entities that `_mapping`s of another subgraph make (reference/jupiterone-platform.md, section 2.6). */
export const mapperSubgraph = ({ source, scope }: Subgraph): Subgraph => ({ source: 'system-mapper', scope: `${source}/${scope}` });

/** One text for a subgraph. */
export const subgraphKey = ({ source, scope }: Subgraph): string => `${source}\u0000${scope}`;
