import type { ColumnType, Connection } from '../driver.ts';
import { graph } from './0001-graph.ts';
import { state } from './0002-state.ts';
import { shapes } from './0003-shapes.ts';
import { platform } from './0004-platform.ts';
import { results } from './0005-results.ts';

export interface Migration {
  readonly version: number;
  /** The statements, with the dialect's names of types. */
  readonly statements: (types: Readonly<Record<ColumnType, string>>) => readonly string[];
  /** Fills what the statements made from what is there. */
  readonly fill?: (connection: Connection) => Promise<void>;
}

/** In order; a version once released is never changed. */
export const MIGRATIONS: readonly Migration[] = [graph, state, shapes, platform, results];
