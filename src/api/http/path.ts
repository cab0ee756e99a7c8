/** An address without its query, which may hold a secret. */
export const pathOf = (url: string): string => url.split('?', 1)[0] as string;
