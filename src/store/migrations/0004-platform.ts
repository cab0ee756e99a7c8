import type { Migration } from './index.ts';

/** What a server keeps: records of instances, jobs, keys and so on, and what was uploaded and is not part of the graph yet. */
export const platform: Migration = {
  version: 4,
  statements: ({ bigint, text }) => [
    // Two sources may use one scope. What a run with steps collected was managed, everything else imported.
    `ALTER TABLE raw ADD COLUMN source ${text}`,
    `ALTER TABLE change ADD COLUMN source ${text}`,
    ...['raw', 'change'].map((table) => `UPDATE ${table} SET source = CASE WHEN scope IN (SELECT scope FROM run WHERE report LIKE '%"steps":%' OR report = 'null') THEN 'integration-managed' ELSE 'api' END`),
    `CREATE TABLE record (collection ${text}, id ${text}, parent ${text}, on_ms ${bigint}, body ${text})`,
    `CREATE TABLE upload (job ${text}, kind ${text}, seq ${bigint}, key ${text}, body ${text})`,
  ],
};
