/** The shapes of the graph, as JupiterOne's SDK writes them (reference/jupiterone-platform.md, sections 1.6, 1.7 and 5). */

/** A property's value: a primitive or a list of primitives of one kind. An absent key means unknown, never false. */
export type PropertyValue = string | number | boolean | readonly string[] | readonly number[] | readonly boolean[];

/** Raw answers an entity was made of, already without secrets. */
export interface RawData {
  readonly name: string;
  readonly rawData: unknown;
}

export interface Entity {
  readonly _key: string;
  readonly _type: string;
  readonly _class: readonly string[];
  readonly displayName?: string;
  readonly _rawData?: readonly RawData[];
  /** `null` and `undefined` are stored as absent. */
  readonly [property: string]: PropertyValue | readonly RawData[] | null | undefined;
}

export interface Relationship {
  readonly _key: string;
  readonly _type: string;
  readonly _class: string;
  readonly _fromEntityKey: string;
  readonly _toEntityKey: string;
  readonly displayName?: string;
  readonly [property: string]: PropertyValue | null | undefined;
}
