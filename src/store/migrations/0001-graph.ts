import type { Migration } from './index.ts';

/** The tables of the store's own state; those of the graph are made on demand, in a schema of their own. */
export const graph: Migration = {
  version: 1,
  statements: ({ bigint, text, blob }) => [
    'CREATE SCHEMA IF NOT EXISTS graph_data',
    `CREATE TABLE catalog_type (kind ${text}, type ${text}, table_name ${text})`,
    `CREATE TABLE catalog_column (kind ${text}, type ${text}, property ${text}, column_name ${text}, value_kind ${text})`,
    `CREATE TABLE change (on_ms ${bigint}, scope ${text}, operation ${text}, kind ${text}, type ${text}, key ${text}, display_name ${text}, properties ${text}, from_key ${text}, to_key ${text})`,
    `CREATE TABLE raw (scope ${text}, key ${text}, hash ${text}, body ${blob})`,
    `CREATE TABLE checkpoint_part (scope ${text}, key ${text}, part ${text}, on_ms ${bigint}, body ${blob})`,
    `CREATE TABLE run (id ${text}, scope ${text}, started_on ${bigint}, ended_on ${bigint}, status ${text}, report ${text})`,
  ],
};
