/** As texts are compared: without blanks around, in small letters, whatever way an accent was typed. */
export const normal = (text: string): string => text.normalize('NFC').trim().toLowerCase();

/** Finds rows by any of the values that `valuesOf` gives, compared as `normal` says; empty values find nothing. */
export function indexBy<T>(rows: readonly T[], valuesOf: (row: T) => readonly string[]): Map<string, T[]> {
  const index = new Map<string, T[]>();
  for (const row of rows)
    for (const value of new Set(valuesOf(row).map(normal))) {
      if (value === '') continue;
      const list = index.get(value);
      if (list) list.push(row);
      else index.set(value, [row]);
    }
  return index;
}

/** All rows that agree with one of the values, each once. */
export function lookUp<T>(index: ReadonlyMap<string, readonly T[]>, values: readonly string[]): T[] {
  const [first] = values;
  if (first === undefined) return [];
  if (values.length === 1) return [...(index.get(normal(first)) ?? [])];
  return [...new Set(values.flatMap((value) => index.get(normal(value)) ?? []))];
}
