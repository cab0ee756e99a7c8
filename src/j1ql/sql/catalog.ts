/** What the compiler has to know of a store: which types there are, where they lie, and which properties they have. */
export interface GraphCatalog {
  readonly types: readonly GraphType[];
}
export interface GraphType {
  readonly kind: 'entity' | 'relationship';
  readonly type: string;
  /** Every different `_class` that members of this type had. */
  readonly classSets: readonly (readonly string[])[];
  /** Tables as SQL names: live members, and ended versions with `_endOn` and `_deleted`. */
  readonly table: string;
  readonly history: string;
  readonly columns: readonly GraphColumn[];
  /** Of a relationship: types of entities it was seen from and to. */
  readonly ends: readonly { readonly from: string; readonly to: string }[];
}
/** A property has a column for each kind of value it ever had; at most one of them is not null in a row. Of a mixed list each item is its JSON. */
export interface GraphColumn {
  readonly property: string;
  readonly column: string;
  readonly kind: 'boolean' | 'number' | 'string' | 'booleans' | 'numbers' | 'strings' | 'mixed';
}
