import { colourOf } from '../../shared/graph/colours.ts';
import type { Thing, Tie } from '../../shared/graph/types.ts';
import { isTime, textOf } from '../../shared/value.tsx';

/** Colours that are told apart, also by those who see no red and green (Okabe and Ito), dark enough for white letters where they can be. */
const PALETTE = ['#0072b2', '#b35900', '#007a5a', '#9a3f7a', '#8a6d00', '#4a4ab5', '#a3195b', '#5c636a'];
const UNKNOWN = '#868e96';
/** More values than this are one: others. */
const MOST_VALUES = PALETTE.length - 1;

export interface Legend {
  label: string;
  colour: string;
  count: number;
}
export interface Looks {
  colour: Map<string, string>;
  size: Map<string, number>;
  legend: Legend[];
}

const SIZES: Record<string, number> = { zoom_account: 16, zoom_role: 11, zoom_group: 11 };
const plainSize = ({ type, properties }: Thing): number => SIZES[type] ?? (properties.isAdmin === true ? 9 : 6);
/** Of a group by how many it stands for. */
export const groupSize = (count: number): number => Math.min(34, 10 + Math.log2(count + 1) * 1.8);

/** What each thing looks like: by its type, or by the value of a property; as large as it matters, or as a number says. */
export function looksOf(things: readonly Thing[], ties: readonly Tie[], { colour, size }: { colour?: string | undefined; size?: string | undefined }): Looks {
  const values = new Map(things.map((thing) => [thing.id, colour === undefined ? thing.type : textOf(thing.properties[colour])]));
  const counts = new Map<string, number>();
  for (const value of values.values()) counts.set(value, (counts.get(value) ?? 0) + 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value);
  const own = ranked.filter((value) => value !== 'unknown').slice(0, MOST_VALUES);
  const colourFor = (value: string): string => (colour === undefined ? colourOf(value) : value === 'unknown' ? UNKNOWN : own.includes(value) ? (PALETTE[own.indexOf(value)] as string) : (PALETTE.at(-1) as string));
  const legend = ranked.filter((value) => colour === undefined || value === 'unknown' || own.includes(value)).map((value) => ({ label: value, colour: colourFor(value), count: counts.get(value) ?? 0 }));
  const others = things.length - legend.reduce((sum, { count }) => sum + count, 0);
  if (others > 0) legend.push({ label: 'others', colour: PALETTE.at(-1) as string, count: others });
  return { colour: new Map([...values].map(([id, value]) => [id, colourFor(value)])), size: sizesOf(things, ties, size), legend };
}

function sizesOf(things: readonly Thing[], ties: readonly Tie[], size: string | undefined): Map<string, number> {
  if (size === undefined) return new Map(things.map((thing) => [thing.id, plainSize(thing)]));
  const numbers = new Map<string, number>();
  if (size === 'relations') for (const { from, to } of ties) for (const id of [from, to]) numbers.set(id, (numbers.get(id) ?? 0) + 1);
  else for (const { id, properties } of things) if (typeof properties[size] === 'number') numbers.set(id, properties[size] as number);
  const most = Math.max(1, ...numbers.values());
  const least = Math.min(most, ...numbers.values());
  return new Map(things.map(({ id }) => [id, numbers.has(id) ? 5 + (most === least ? 0.5 : ((numbers.get(id) as number) - least) / (most - least)) * 15 : 4]));
}

/** A property with more values than this tells things apart, but no kinds of them. */
const MOST_KINDS = 20;

/** Properties by which things differ in a way that colours can show, or numbers that sizes can. */
export function tellingProperties(things: readonly Thing[]): { colours: string[]; sizes: string[] } {
  const values = new Map<string, Set<string>>();
  const numbers = new Set<string>();
  for (const { properties } of things)
    for (const [name, value] of Object.entries(properties)) {
      if (typeof value === 'number' && !isTime(value)) numbers.add(name);
      const known = values.get(name) ?? new Set();
      if (known.size <= MOST_KINDS) known.add(textOf(value));
      values.set(name, known);
    }
  const colours = [...values].filter(([, known]) => known.size > 1 && known.size <= MOST_KINDS).map(([name]) => name);
  return { colours: colours.sort(), sizes: ['relations', ...[...numbers].sort()] };
}

/** Whether a thing passes `property=value`, or has words in its name; what the user typed half is no filter yet. */
export function passes({ name, type, properties }: Thing, filter: string | undefined): boolean {
  if (filter === undefined || filter.trim() === '') return true;
  const [, property, value] = /^\s*([\w.]+)\s*=\s*(.*?)\s*$/.exec(filter) ?? [];
  if (property === undefined) return `${name} ${type}`.toLowerCase().includes(filter.trim().toLowerCase());
  return value === '' || textOf(properties[property]).toLowerCase() === value?.toLowerCase();
}
