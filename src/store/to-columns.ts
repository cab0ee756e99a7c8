import type { Entity, Relationship } from '../model/graph.ts';
import { type Column, columnFor, type TypeTable } from './catalog.ts';
import { propertyNames, storedValue } from './values.ts';

type Values = unknown[];

/** Where the values of one property go that have the kind met last: nearly all of them. */
interface Slot {
  readonly kind: string;
  readonly values: Values;
}

/**
 * Members as columns: every property's values in the order of the members, `null` where a member has none. Columns that the type
 * does not have yet are made up in its catalogue.
 */
export function toColumns(table: TypeTable, members: readonly (Entity | Relationship)[]): Map<Column, Values> {
  const columns = new Map<Column, Values>();
  // Members of one shape share their list of names: their slots are looked up by position, without a search by name.
  const slotsOf = new Map<readonly string[], (Slot | undefined)[]>();
  members.forEach((member, row) => {
    const names = propertyNames(member);
    let slots = slotsOf.get(names);
    if (slots === undefined) {
      slots = new Array(names.length);
      slotsOf.set(names, slots);
    }
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string;
      const value = member[name];
      if (value === null || value === undefined) continue;
      const slot = slots[i];
      if (slot !== undefined && typeof value === slot.kind && (typeof value !== 'number' || Number.isFinite(value))) slot.values[row] = value;
      else slots[i] = place(table, columns, members.length, row, name, value) ?? slot;
    }
  });
  return columns;
}

/** Puts one value into its column; gives the slot for the next ones where a primitive type alone decides about the column. */
function place(table: TypeTable, columns: Map<Column, Values>, size: number, row: number, name: string, value: unknown): Slot | undefined {
  const stored = storedValue(value, name);
  if (stored === undefined) return undefined;
  const column = columnFor(table, name, stored.kind);
  let values = columns.get(column);
  if (values === undefined) {
    values = new Array<unknown>(size).fill(null);
    columns.set(column, values);
  }
  values[row] = stored.value;
  return typeof value === 'object' ? undefined : { kind: typeof value, values };
}
