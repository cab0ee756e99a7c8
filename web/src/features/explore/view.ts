import { isId } from '../../shared/names.ts';

/** Everything that decides what is drawn: it is in the address, so that a link shows the same. */
export interface View {
  /** Single things by `_id`. */
  ids: readonly string[];
  /** Things that an answer found, in place of naming them. */
  q?: string;
  /** A thing by `_key`, as lists of changes name it. */
  key?: string;
  /** Neighbours by verb and type that are drawn together. */
  groups: readonly GroupRef[];
  /** Types that are not drawn. */
  hide: readonly string[];
  /** Properties that give colour and size; absent: type, and importance. */
  colour?: string;
  size?: string;
  /** `property=value`, or words of a name: others are left out. */
  filter?: string;
  /** The graph as it was at a time. */
  on?: number;
  /** Who is looked at. */
  chosen?: string;
}

export interface GroupRef {
  from: string;
  verb: string;
  type: string;
  /** Its members are drawn, each for itself. */
  open: boolean;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** An id in 22 characters in place of 36: addresses have an end (some proxies take 8,000). */
export function short(id: string): string {
  if (!isId(id)) return id;
  let bits = BigInt(`0x${id.replaceAll('-', '')}`);
  let text = '';
  for (let index = 0; index < 22; index++) {
    text = LETTERS[Number(bits & 63n)] + text;
    bits >>= 6n;
  }
  return text;
}

/** The id of its short form; anything else is taken as it is. */
export function long(text: string): string {
  if (text.length !== 22 || [...text].some((letter) => !LETTERS.includes(letter))) return text;
  const bits = [...text].reduce((sum, letter) => (sum << 6n) | BigInt(LETTERS.indexOf(letter)), 0n);
  const hex = bits.toString(16).padStart(32, '0').slice(-32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** What a group is called among things. */
export const groupId = ({ from, verb, type }: Pick<GroupRef, 'from' | 'verb' | 'type'>): string => `group ${from} ${verb} ${type}`;

const groupText = ({ from, verb, type, open }: GroupRef): string => [short(from), verb, type, ...(open ? ['open'] : [])].join('~');
function groupOf(text: string): GroupRef[] {
  const [from, verb, type, open] = text.split('~');
  return from && verb && type ? [{ from: long(from), verb, type, open: open === 'open' }] : [];
}

const listOf = (text: string | null, separator: string): string[] => (text ?? '').split(separator).filter((one) => one !== '');

/** What an address shows. `ids` with whole ids is how other pages link here. */
export function viewOf(params: URLSearchParams): View {
  const text = (name: string) => params.get(name) ?? undefined;
  const on = Number(params.get('on'));
  const optional = {
    q: text('q'),
    key: text('key'),
    colour: text('colour'),
    size: text('size'),
    filter: text('filter'),
    on: on > 0 ? on : undefined,
    chosen: params.get('at') === null ? undefined : chosenOf(params.get('at') ?? ''),
  };
  return {
    ids: [...new Set([...listOf(params.get('ids'), ','), ...listOf(params.get('s'), '.')].map(long))],
    groups: params.getAll('g').flatMap(groupOf),
    hide: listOf(params.get('hide'), ','),
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined && value !== '')) as Partial<View>),
  };
}

/** The address of what is shown. */
export function paramsOf({ ids, groups, hide, q, key, colour, size, filter, on, chosen }: View): URLSearchParams {
  const params = new URLSearchParams();
  const put = (name: string, value: string | number | undefined) => {
    if (value !== undefined && value !== '') params.append(name, String(value));
  };
  put('key', key);
  put('q', q);
  put('s', ids.map(short).join('.'));
  for (const group of groups) put('g', groupText(group));
  put('hide', hide.join(','));
  put('colour', colour);
  put('size', size);
  put('filter', filter);
  put('on', on);
  put('at', chosen === undefined ? undefined : chosenText(chosen));
  return params;
}

/** A group is named by what it is a group of. */
const chosenText = (id: string): string =>
  id.startsWith('group ')
    ? id
        .split(' ')
        .slice(1)
        .map((part, index) => (index === 0 ? short(part) : part))
        .join('~')
    : short(id);
const chosenOf = (text: string): string => (text.includes('~') ? groupId(groupOf(text)[0] ?? { from: '', verb: '', type: '' }) : long(text));
