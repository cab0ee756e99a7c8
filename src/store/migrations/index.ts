import type { ColumnType } from '../driver.ts';
import { graph } from './0001-graph.ts';
import { state } from './0002-state.ts';

export interface Migration {
  readonly version: number;
  /** The statements, with the dialect's names of types. */
  readonly statements: (types: Readonly<Record<ColumnType, string>>) => readonly string[];
}

/** In order; a version once released is never changed. */
export const MIGRATIONS: readonly Migration[] = [graph, state];
