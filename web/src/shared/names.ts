/** The page of something in the graph: people, groups and roles have one of their own; everything else is explored. */
export function pageOf(type: string, id: string): string {
  const own = { zoom_user: 'users', zoom_group: 'groups', zoom_role: 'roles' }[type];
  return own === undefined ? `/explore?ids=${id}` : `/${own}/${id}`;
}

/** What somebody or something is called, where there is anything to read and to click. */
export const nameOf = (name: unknown): string => (typeof name === 'string' && name.trim() !== '' ? name : 'without a name');

/** `zoom_user` as a person says it. */
export const typeName = (type: string): string => ({ zoom_user: 'user', zoom_group: 'group', zoom_role: 'role', zoom_account: 'account', person: 'employee' })[type] ?? type;

/** `meetingSecurityWaitingRoom` as a person reads it: Meeting security waiting room. */
export function humanName(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[._]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whether a text is the `_id` of something in the graph. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** In JupiterOne's shapes a type is a list of one. */
export const single = (value: unknown): string => String(Array.isArray(value) ? value[0] : value);

/** `12,345`. */
export const count = (n: number): string => n.toLocaleString('en');
/** `1 user`, `2 users`. */
export const counted = (n: number, what: string): string => `${count(n)} ${what}${n === 1 ? '' : 's'}`;

/** `12 KB`. */
export function bytes(n: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const power = n < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(n) / Math.log(1024)));
  return `${(n / 1024 ** power).toFixed(power < 2 ? 0 : 1)} ${units[power]}`;
}

/** `3 min 20 s`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
