import { literal } from './driver.ts';

/**
 * SQL for `_id`, which follows from scope and key: nothing has to be looked up, and the same input gives the same graph.
 * `keySql` is the key's expression. The separator is a character that keys do not hold.
 */
export const idSql = (scope: string, keySql: string): string => `CAST(md5(${literal(scope)} || chr(31) || ${keySql}) AS UUID)`;
