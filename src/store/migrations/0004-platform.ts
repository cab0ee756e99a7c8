import type { Migration } from './index.ts';

/** What a server keeps: records of instances, jobs, keys and so on, and what was uploaded and is not part of the graph yet. */
export const platform: Migration = {
  version: 4,
  statements: ({ bigint, text }) => [
    `CREATE TABLE record (collection ${text}, id ${text}, parent ${text}, on_ms ${bigint}, body ${text})`,
    `CREATE TABLE upload (job ${text}, kind ${text}, seq ${bigint}, key ${text}, body ${text})`,
  ],
};
