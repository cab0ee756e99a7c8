import { quoted } from '../../shared/api.ts';

/** Properties by which users are narrowed down, as people call them. */
export const FACETS = [
  ['status', 'Status'],
  ['license', 'Licence'],
  ['isAdmin', 'Administrator'],
  ['roleName', 'Role'],
  ['loginMethods', 'Signs in with'],
  ['dept', 'Department'],
] as const;

/** Parameters of the address that are no filter. */
const NO_FILTER = ['search', 'sort', 'desc', 'with', 'tab'];
/** What a column shows that is of the employee behind the user. */
const OF_PERSON: Record<string, string> = { employee: 'p.displayName', employeeDepartment: 'p.department', manager: 'p.manager', employeeActive: 'p.active' };
/** Columns that are of the employee behind the user. */
export const PERSON_COLUMNS = Object.keys(OF_PERSON);

/** `unknown` is what is absent. Of digits it is not known whether they are a number or an id. */
const literalOf = (text: string): string => (text === 'unknown' ? 'undefined' : text === 'true' || text === 'false' ? text : /^-?\d{1,15}(?:\.\d+)?$/.test(text) ? `(${text} OR ${quoted(text)})` : quoted(text));

/** The filters of an address: `status=active`. */
export const filtersOf = (params: URLSearchParams): [name: string, value: string][] => [...params].filter(([name]) => !NO_FILTER.includes(name) && /^[A-Za-z][\w.]*$/.test(name));

function conditions(params: URLSearchParams, except?: string): string {
  const words = (params.get('search') ?? '').trim();
  const parts = filtersOf(params)
    .filter(([name]) => name !== except)
    .map(([name, value]) => `[${name}] = ${literalOf(value)}`);
  if (words !== '') parts.push(`(displayName ~= ${quoted(words)} OR email ~= ${quoted(words)} OR dept ~= ${quoted(words)})`);
  return parts.length === 0 ? '' : ` WITH ${parts.join(' AND ')}`;
}

/** The users of an address, with the columns that somebody wants, in the order that they want. */
export function usersQuery(params: URLSearchParams, columns: readonly string[]): string {
  const joins = columns.some((name) => name in OF_PERSON) || (params.get('sort') ?? '') in OF_PERSON;
  const of = (name: string) => OF_PERSON[name] ?? `u.[${name}]`;
  const sort = params.get('sort') ?? 'displayName';
  return `FIND zoom_user${conditions(params)} AS u${joins ? ' (THAT IS Person AS p)?' : ''} RETURN u._id AS id, u.displayName AS name${columns.map((name) => `, ${of(name)} AS ${JSON.stringify(name)}`).join('')} ORDER BY ${of(sort)}${params.get('desc') === '1' ? ' DESC' : ''}`;
}

/** How many users have which value, among those that the other filters leave. */
export const facetQuery = (params: URLSearchParams, property: string): string =>
  `FIND zoom_user${conditions(params, property)} AS u RETURN COALESCE(${property === 'loginMethods' ? `UNWIND(u.${property})` : `u.${property}`}, 'unknown') AS value, COUNT(u) AS n ORDER BY n DESC LIMIT 40`;
