import type { Scalar } from './ast.ts';

export interface OracleEntity {
  _id: string;
  _key: string;
  _type: string;
  _class: string[];
  displayName: string;
  [property: string]: unknown;
}

export interface OracleRelationship {
  _id: string;
  _key: string;
  _type: string;
  _class: string;
  _fromEntityKey: string;
  _toEntityKey: string;
  [property: string]: unknown;
}

export type OracleElement = OracleEntity | OracleRelationship;

export interface OracleGraph {
  entities: OracleEntity[];
  relationships: OracleRelationship[];
}

export type Value = Scalar | Scalar[] | undefined;

/** undefined if absent: missing, null or an empty array. */
export function property(element: OracleElement | undefined, name: string): Value {
  if (element === undefined || !Object.hasOwn(element, name)) return undefined;
  const value = element[name] as Value | null;
  return value === null || (Array.isArray(value) && value.length === 0) ? undefined : value;
}

export function elements(value: Value): Scalar[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
