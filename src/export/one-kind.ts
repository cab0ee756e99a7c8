/** A list as other graphs hold it, all items of one kind: where there are several, all become texts. */
export const oneKind = <T>(list: readonly T[]): readonly (T | string)[] => (new Set(list.map((item) => typeof item)).size > 1 ? list.map(String) : list);
