/** Something of the graph as it is drawn. */
export interface Thing {
  id: string;
  key: string;
  name: string;
  type: string;
  classes: string[];
  properties: Record<string, unknown>;
  /** Of many only some properties were fetched. */
  partial?: boolean;
}
/** A relationship as it is drawn. */
export interface Tie {
  id: string;
  key: string;
  from: string;
  to: string;
  verb: string;
}

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : value === undefined || value === null ? [] : [String(value)]);

/** A vertex of an answer. */
export const thingOf = ({ id, entity, properties }: { id: string; entity: Readonly<Record<string, unknown>>; properties: Readonly<Record<string, unknown>> }): Thing => ({
  id,
  key: String(entity._key),
  name: typeof entity.displayName === 'string' && entity.displayName.trim() !== '' ? entity.displayName : String(entity._key),
  type: listOf(entity._type)[0] ?? '',
  classes: listOf(entity._class),
  properties: { ...properties },
});

/** An edge of an answer. */
export const tieOf = ({ id, fromVertexId, toVertexId, relationship }: { id: string; fromVertexId: string; toVertexId: string; relationship: Readonly<Record<string, unknown>> }): Tie => ({
  id,
  key: String(relationship._key),
  from: fromVertexId,
  to: toVertexId,
  verb: listOf(relationship._class)[0] ?? '',
});
