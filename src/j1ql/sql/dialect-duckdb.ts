import type { Dialect } from './dialect.ts';
import { toRe2 } from './regex.ts';

const fromJson = (json: string, kind: 'boolean' | 'number' | 'string'): string =>
  kind === 'number' ? `TRY_CAST(${json} AS DOUBLE)` : kind === 'boolean' ? `CASE ${json} WHEN 'true' THEN true WHEN 'false' THEN false END` : `CASE WHEN starts_with(${json}, '"') THEN CAST(${json} AS JSON) ->> '$' END`;

export const DUCKDB: Dialect = {
  name: 'duckdb',
  types: { boolean: 'BOOLEAN', number: 'DOUBLE', string: 'VARCHAR', booleans: 'BOOLEAN[]', numbers: 'DOUBLE[]', strings: 'VARCHAR[]', mixed: 'VARCHAR[]', json: 'VARCHAR', id: 'UUID' },
  listLength: (list) => `len(${list})`,
  listContains: (list, item) => `list_contains(${list}, ${item})`,
  listsOverlap: (a, b) => `list_has_any(${a}, ${b})`,
  anyItem: (list, passes, name = 'item') => `len(list_filter(${list}, lambda ${name}: ${passes(name)})) > 0`,
  mapItems: (list, change) => `list_transform(${list}, lambda x: ${change('x')})`,
  concatLists: (lists) => (lists.length === 1 ? `coalesce(${lists[0]}, [])` : lists.map((list) => `coalesce(${list}, [])`).reduce((a, b) => `list_concat(${a}, ${b})`)),
  distinctItems: (list) => `list_filter(${list}, lambda x, i: list_position(${list}, x) = i)`,
  joinItems: (list) => `array_to_string(${list}, ',')`,
  contains: (text, part) => `contains(${text}, ${part})`,
  startsWith: (text, part) => `starts_with(${text}, ${part})`,
  endsWith: (text, part) => `ends_with(${text}, ${part})`,
  matches: (text, pattern) => `regexp_matches(${text}, ${pattern})`,
  regex: toRe2,
  // Whole numbers below 1e21 are written without exponent; `1e-07` is 1e-7.
  numberText: (n) => `CASE WHEN ${n} = trunc(${n}) AND abs(${n}) < 1e21 THEN CAST(CAST(${n} AS HUGEINT) AS VARCHAR) ELSE regexp_replace(CAST(${n} AS VARCHAR), 'e([+-])0*', 'e\\1') END`,
  json: (value) => `CAST(to_json(${value}) AS VARCHAR)`,
  jsonText: (json) => `(CAST(${json} AS JSON) ->> '$')`,
  itemsOfKind: (list, kind) => `list_filter(list_transform(${list}, lambda item: ${fromJson('item', kind)}), lambda item: item IS NOT NULL)`,
  fromJson,
  isFinite: (n) => `isfinite(${n})`,
  power: (base, exponent) => `pow(${base}, ${exponent})`,
  unwind: (lists, columns, place, alias) =>
    `LATERAL (SELECT ${[...lists.map((list, i) => `unnest(${list}) AS ${columns[i]}`), `unnest(range(0, greatest(${lists.map((list) => `coalesce(len(${list}), 0)`).join(', ')}))) AS ${place}`].join(', ')}) AS ${alias}`,
};
