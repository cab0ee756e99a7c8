import { type CsvCell, csvText } from '../../export/table/csv-text.ts';
import type { GraphType } from '../../j1ql/sql/catalog.ts';
import type { QueryResult } from '../../store/query-result.ts';
import { flat } from './flat.ts';

/** Of a tree: a line for each relationship. */
export const TREE_COLUMNS = ['fromName', 'fromType', 'fromKey', 'relationship', 'toName', 'toType', 'toKey'];

const FIRST = ['displayName', '_type', '_key'];
const METADATA = ['_beginOn', '_class', '_createdOn', '_deleted', '_endOn', '_id', '_scope', '_source', '_version'];

/** Of a list: metadata, and every property that entities of these types have. */
export function listColumns(types: readonly GraphType[]): readonly string[] {
  const properties = new Set(types.flatMap(({ columns }) => columns.map(({ property }) => property)));
  return [...FIRST, ...METADATA, ...[...properties].filter((name) => !FIRST.includes(name) && !METADATA.includes(name)).sort()];
}

/**
 * Lines for spreadsheets: texts that would be read as formulas get an apostrophe before them, lists are joined with semicolons.
 * Either lines as they are, or a result under these columns.
 */
export function csvLines(of: readonly (readonly string[])[] | QueryResult, names: readonly string[] = []): string {
  const rows: readonly (readonly unknown[])[] = 'type' in of ? flat(of).map((row) => names.map((name) => row[name])) : of;
  return csvText(rows.map((row) => row.map(cell)));
}

function cell(value: unknown): CsvCell {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map(String).join('; ');
  if (typeof value === 'object') return wholeName(value);
  return value as CsvCell;
}

/** A whole entity or relationship in a cell. */
export const wholeName = (value: object): string => {
  const { entity, relationship } = value as { entity?: { displayName?: string; _key?: string }; relationship?: { displayName?: string; _key?: string } };
  return String((entity ?? relationship)?.displayName ?? (entity ?? relationship)?._key ?? '');
};
