/** Saved questions and rules write parameters as `{{name}}`; with their value they are J1QL's `${name}`. */
export const withPlaceholders = (query: string): string => query.replace(/\{\{\s*([\w.]+)\s*\}\}/g, '${$1}');
