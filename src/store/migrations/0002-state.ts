import type { Migration } from './index.ts';

/** State of a scope between runs: its account, daily limits that have not ended. */
export const state: Migration = {
  version: 2,
  statements: ({ text }) => [`CREATE TABLE scope_state (scope ${text}, name ${text}, value ${text})`],
};
