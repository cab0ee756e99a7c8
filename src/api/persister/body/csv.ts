import { parse } from 'csv-parse/sync';
import { messageOf } from '../../../lib/errors.ts';
import { ApiError } from '../../api-error.ts';
import { cellValue, type ValueKind } from './csv-cell.ts';
import type { RawUpload } from './upload.ts';

/** The kinds of values that members of a type have of a property. */
export type KindsOf = (kind: 'entity' | 'relationship', type: string, property: string) => readonly ValueKind[];

/** Columns of metadata are texts, whatever they look like. */
const TEXT = /^(?:_key|_type|_id|displayName|_(?:from|to)Entity(?:Key|Id|Scope|Source))$/;
const ENDS = ['_fromEntityKey', '_fromEntityId', '_toEntityKey', '_toEntityId'];
/** `custom.0`, `custom.1`: items of the list `custom`. Tags may end in a number. */
const ITEM = /^(?!tag\.)(.+)\.(\d{1,3})$/;

/**
 * Rows of a CSV file. A row with an end is a relationship, any other an entity, unless the endpoint says which. An empty cell is an
 * absent property; a row that is marked as deleted was exported as such, and is left out.
 */
export function parseCsv(text: string, { only, kindsOf }: { only: 'entities' | 'relationships' | undefined; kindsOf: KindsOf }): RawUpload {
  const [header, ...rows] = records(text);
  if (!header) return only ? { [only]: [] } : {};
  const names = header.map((name) => name.trim());
  const again = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (again !== undefined) throw new ApiError(400, 'INVALID_CSV', `The column ${JSON.stringify(again)} is there twice.`);
  const [ends, type, deleted] = [ENDS.map((name) => names.indexOf(name)), names.indexOf('_type'), names.indexOf('_deleted')];
  const isEdge = (row: readonly string[]) => (only ? only === 'relationships' : ends.some((at) => at >= 0 && (row[at] ?? '') !== ''));
  const upload = { entities: [] as object[], relationships: [] as object[] };
  for (const row of rows) {
    if (deleted >= 0 && row[deleted]?.toLowerCase() === 'true') continue;
    const edge = isEdge(row);
    const known = (property: string) => kindsOf(edge ? 'relationship' : 'entity', row[type] ?? '', property);
    upload[edge ? 'relationships' : 'entities'].push(objectOf(names, row, known));
  }
  return only ? { [only]: upload[only] } : upload;
}

function objectOf(names: readonly string[], row: readonly string[], kindsOf: (property: string) => readonly ValueKind[]): object {
  const object = new Map<string, unknown>();
  names.forEach((name, index) => {
    const cell = row[index] ?? '';
    if (name === '' || cell === '') return;
    const item = ITEM.exec(name);
    if (item && !kindsOf(name).length) {
      const list = (object.get(item[1] as string) ?? []) as unknown[];
      object.set(item[1] as string, [...list, cellValue(cell, [])]);
    } else object.set(name, TEXT.test(name) ? cell : name === '_class' ? cellValue(cell, ['strings']) : name === '_mapping' ? jsonOf(cell) : cellValue(cell, kindsOf(name)));
  });
  return Object.fromEntries(object);
}

function records(text: string): string[][] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true });
  } catch (error) {
    throw new ApiError(400, 'INVALID_CSV', `The body is no CSV: ${messageOf(error)}`);
  }
}

function jsonOf(cell: string): unknown {
  try {
    return JSON.parse(cell);
  } catch (error) {
    throw new ApiError(400, 'INVALID_CSV', `_mapping is no JSON: ${messageOf(error)}`);
  }
}
