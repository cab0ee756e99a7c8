/** Kinds of values, as the graph's catalogue names them. */
export type ValueKind = 'boolean' | 'number' | 'string' | 'booleans' | 'numbers' | 'strings' | 'mixed';

/** What `j1 export` puts between the items of a list. */
const SEPARATOR = ';';

/**
 * The value in a cell that is not empty. Where the graph knows the property with values of one kind only, it is read as that kind,
 * so that what was exported comes back as it was; else as JupiterOne does it: what is a number or a boolean becomes one, and a JSON
 * list a list. A number is one only if nothing of it is lost: not `007`, not `1.10`, not one of 20 digits.
 */
export function cellValue(cell: string, kinds: readonly ValueKind[]): unknown {
  const [kind] = kinds;
  const known = kinds.length === 1 && kind !== undefined ? asKind(cell, kind) : undefined;
  return known ?? guess(cell);
}

function asKind(cell: string, kind: ValueKind): unknown {
  switch (kind) {
    case 'string':
      return cell;
    case 'number':
      return numberIn(cell);
    case 'boolean':
      return booleanIn(cell);
    case 'mixed':
      return listIn(cell);
    case 'strings':
      return listIn(cell) ?? cell.split(SEPARATOR);
    case 'numbers':
      return listIn(cell) ?? allOr(cell.split(SEPARATOR).map(numberIn));
    case 'booleans':
      return listIn(cell) ?? allOr(cell.split(SEPARATOR).map(booleanIn));
  }
}

const allOr = (items: readonly unknown[]): unknown => (items.includes(undefined) ? undefined : items);

const guess = (cell: string): unknown => listIn(cell) ?? booleanIn(cell) ?? numberIn(cell) ?? cell;

function listIn(cell: string): unknown[] | undefined {
  const text = cell.trim();
  if (!text.startsWith('[') || !text.endsWith(']')) return undefined;
  try {
    return JSON.parse(text) as unknown[];
  } catch {
    return undefined; // a text in brackets
  }
}

/** Spreadsheets write booleans in capitals. */
const booleanIn = (cell: string): boolean | undefined => (/^true$/i.test(cell) ? true : /^false$/i.test(cell) ? false : undefined);

function numberIn(cell: string): number | undefined {
  const number = Number(cell);
  return Number.isFinite(number) && String(number) === cell ? number : undefined;
}
