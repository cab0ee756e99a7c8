import type { Migration } from './index.ts';

/** What queries of rules answered when they were last asked, row by row. */
export const results: Migration = {
  version: 5,
  statements: ({ bigint, text, boolean }) => [
    // Sets have numbers, so that the rows of one are found without comparing texts.
    `CREATE TABLE result_set (name ${text}, owner ${text}, no ${bigint}, asked ${text}, on_ms ${bigint})`,
    `CREATE TABLE result_member (set_no ${bigint}, identity ${text}, name ${text}, key ${text}, version ${bigint}, body ${text}, first_ms ${bigint}, baseline ${boolean})`,
  ],
};
