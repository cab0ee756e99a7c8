import { type Completion, type CompletionItem, type CompletionSource, NOW } from './completion.ts';
import type { Draft } from './draft.ts';
import { Shape } from './shape.ts';
import { suggest } from './suggest.ts';
import { ownerOfAlias, ownerOfNode, properties } from './suggest-properties.ts';
import { type Walked, walk } from './walk.ts';

/** More than that nobody reads. */
const MOST = 200;

/** What may be written at a place of a text, whatever follows it there. Never throws. */
export async function complete(text: string, offset: number, source: CompletionSource): Promise<Completion> {
  const at = Math.min(Math.max(0, Math.trunc(offset) || 0), text.length);
  const cursor = readCursor(text.slice(0, at));
  if (cursor === undefined) return { from: at, to: at, items: [] };
  const shape = new Shape(source.catalog);
  const { draft, written } = cursor;
  const path = draft.place === 'segment' ? propertyPath(shape, draft, cursor, source) : undefined;
  const from = path?.from ?? at - written.length;
  const typed = text.slice(from, at);
  // A date on the left of an operator is rare: it is proposed only to who has begun it.
  const rare = draft.place === 'operand' && /^da/i.test(typed) ? [NOW] : [];
  const items = path?.items ?? [...(await suggest(draft, shape, source)), ...rare];
  return { from, to: at + restOf(typed, text.slice(at)), items: fitting(typed, items).slice(0, MOST) };
}

interface Cursor {
  /** As far as the word that is being written. */
  readonly draft: Draft;
  readonly written: string;
  readonly tokens: Walked['tokens'];
}

/** What stands before the cursor; undefined where nothing can be proposed, as in a comment. */
function readCursor(before: string): Cursor | undefined {
  const { draft, tokens } = walk(before);
  const last = tokens.at(-1);
  if (last === undefined || last.end < before.length) return { draft, written: '', tokens };
  const written = before.slice(last.start);
  if ((last.kind === 'comment' || last.kind === 'regex') && last.open) return undefined;
  const isBeingWritten = last.open || /^[\p{L}\p{M}\p{N}_@.]+$/u.test(written.slice(-1)) || written.startsWith('[');
  if (!isBeingWritten || written === '.') return { draft, written: '', tokens };
  return { draft: walk(before.slice(0, last.start)).draft, written, tokens };
}

/** Behind a dot: the property may have more than one segment, all of which are replaced. */
function propertyPath(shape: Shape, draft: Draft, { tokens }: Cursor, source: CompletionSource): { from: number; items: CompletionItem[] } | undefined {
  const { path } = draft;
  if (path === undefined) return undefined;
  if (path.segments.length === 1 && path.segments[0]?.toLowerCase() === 'date') return { from: path.start, items: [NOW] };
  if (draft.clause === 'WITH') return { from: path.start, items: properties(ownerOfNode(shape, draft), source, 'own') };
  const alias = tokens.find(({ start }) => start === path.start);
  return { from: (alias?.end ?? path.start) + 1, items: properties(ownerOfAlias(shape, draft, path.segments[0] as string), source, 'behind-alias') };
}

/** How much behind the cursor belongs to the word in which it stands. */
function restOf(typed: string, behind: string): number {
  const open = /^(?:['"[]|\$\{)/.exec(typed)?.[0];
  if (open === undefined) return /[\p{L}\p{M}\p{N}_@.]$/u.test(typed) ? (/^[\p{L}\p{M}\p{N}_]*/u.exec(behind)?.[0].length ?? 0) : 0;
  const word = /^[\p{L}\p{M}\p{N}_.@-]*/u.exec(behind)?.[0].length ?? 0;
  const close = open === '[' ? ']' : open === '${' ? '}' : open;
  return word + (behind[word] === close ? 1 : 0);
}

/** Without what is around a word: quotes, brackets, `${`, `#`. */
const bare = (text: string): string => text.replace(/^[^\p{L}\p{N}_@]+/u, '').toLowerCase();

/** Those that begin with what is typed, then those that hold it. A quote asks for texts, a bracket for names. */
function fitting(typed: string, items: readonly CompletionItem[]): CompletionItem[] {
  const wanted = bare(typed).replace(/\]$/, '');
  const quoted = /^['"]/.test(typed);
  const usable = items.filter(({ label, kind }) => (quoted ? /^['"]/.test(label) : typed.startsWith('$') ? kind === 'parameter' : !typed.startsWith('[') || kind === 'property' || kind === 'alias'));
  const begins = usable.filter(({ label }) => bare(label).startsWith(wanted));
  const holds = wanted === '' ? [] : usable.filter((one) => !begins.includes(one) && one.label.toLowerCase().includes(wanted));
  return [...begins, ...holds];
}
