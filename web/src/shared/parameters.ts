/** `{{name}}` of questions as J1QL's `${name}`. */
export const asJ1ql = (query: string): string => query.replace(/\{\{\s*([\w.]+)\s*\}\}/g, '${$1}');

/** Names of the parameters that somebody has to give, each once; stored ones (`param.name`) have their values. */
export const parametersOf = (...queries: readonly string[]): string[] =>
  [...new Set(queries.flatMap((query) => [...asJ1ql(query).matchAll(/\$\{\s*([\w.]+)\s*\}/g)].map(([, name]) => name as string)))].filter((name) => !name.startsWith('param.'));
