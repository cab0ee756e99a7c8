/** `3 created, 1 updated, 0 deleted`. */
export const tallyText = ({ created, updated, deleted }: { readonly created: number; readonly updated: number; readonly deleted: number }): string => `${created} created, ${updated} updated, ${deleted} deleted`;
