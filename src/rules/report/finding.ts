import { createHash } from 'node:crypto';
import type { Cell } from '../../store/query-result.ts';
import { cellText } from './cell-text.ts';
import type { KeyedQuery } from './keyed-query.ts';

/** One BAD row of a question, as a report lists it. All texts are plain: from strangers, without control characters. */
export interface Finding {
  /** What the query lists, where the question has several. */
  readonly query?: string;
  /** Whose row it is, with the e-mail address where there is one. */
  readonly who: string;
  /** The other columns that hold something. */
  readonly facts: readonly { readonly name: string; readonly text: string }[];
  /** The entity that the row is about; absent of a row that is about a group of them. */
  readonly entity?: { readonly key: string; readonly type: string };
  /** 32 hexadecimal digits: the same in every run for the same question, query and entities. */
  readonly fingerprint: string;
}

export type Row = Readonly<Record<string, Cell>>;

/** A BAD row as it was read. */
export interface BadRow {
  /** What the query lists, where the question has several. */
  readonly query?: string | undefined;
  /** Columns that a person sees. */
  readonly columns: readonly string[];
  readonly keyed: KeyedQuery;
  readonly row: Row;
  readonly fingerprint: string;
}

const EMAIL = 'E-mail';
/** Half of a SHA-256: enough to tell findings apart, short enough for a file with many of them. */
const DIGITS = 32;

/** Tells a row apart from all others of all questions, over runs: by the entities it is about, or else by all it says. */
export function fingerprintOf(question: string, query: string | undefined, columns: readonly string[], keyed: KeyedQuery, row: Row): string {
  const identity = (keyed.keys.length > 0 ? keyed.keys : columns).map((column) => row[column] ?? null);
  return createHash('sha256')
    .update(JSON.stringify([question, query ?? '', ...identity]))
    .digest('hex')
    .slice(0, DIGITS);
}

/** A row in words; the first column names it. */
export function findingOf({ query, columns, keyed, row, fingerprint }: BadRow): Finding {
  const [first = ''] = columns;
  const [name, email] = [cellText(row[first]), cellText(row[EMAIL])];
  const facts = columns.filter((column) => column !== first && column !== EMAIL).map((column) => ({ name: column, text: cellText(row[column]) }));
  const key = row[keyed.keys[0] ?? ''];
  const type = row[keyed.type ?? ''];
  return {
    ...(query === undefined ? {} : { query }),
    who: name !== '' && email !== '' ? `${name} (${email})` : name || email || '(no name)',
    facts: facts.filter(({ text }) => text !== ''),
    ...(typeof key === 'string' ? { entity: { key, type: typeof type === 'string' ? type : '' } } : {}),
    fingerprint,
  };
}

/** The facts of a finding as a sentence's end: `Role: Member; Department: Sales`. */
export const factsText = ({ facts }: Finding): string => facts.map(({ name, text }) => `${name}: ${text}`).join('; ');
