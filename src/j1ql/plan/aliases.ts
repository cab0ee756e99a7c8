import { nearest } from '../../lib/nearest.ts';
import type { Name, Path } from '../ast.ts';
import { flat } from '../parse/path.ts';
import type { Span } from '../span.ts';
import { type Context, failure } from './context.ts';
import type { SlotInfo } from './plan.ts';

/** Names and the slots they stand for. An alias within a negated part is known, but bound to nothing. */
export class Aliases {
  readonly slots: { kind: SlotInfo['kind']; alias?: string }[] = [];
  readonly #context: Context;
  readonly #explicit = new Map<string, number | 'nothing'>();
  readonly #names = new Map<string, number[]>();
  /** Names that have an alias in their place. */
  readonly #renamed = new Map<string, string>();
  readonly #verbs = new Map<string, number[]>();

  constructor(context: Context) {
    this.#context = context;
  }

  slot(kind: SlotInfo['kind']): number {
    return this.slots.push({ kind }) - 1;
  }

  /** AS: one name, one meaning. */
  name(alias: Name, slot: number | 'nothing', of?: string): void {
    if (this.#explicit.has(alias.text)) throw failure(this.#context, 'alias', alias.span, `The alias ${alias.text} is used twice.`, 'Give one of the two another name.');
    this.#explicit.set(alias.text, slot);
    if (of !== undefined) this.#renamed.set(of, alias.text);
    const info = slot === 'nothing' ? undefined : this.slots[slot];
    if (info && info.alias === undefined) info.alias = alias.text;
  }

  /** A class or type as its own alias, a verb as its relationship's. */
  byDefault(kind: 'node' | 'edge', name: string, slot: number): void {
    const names = kind === 'node' ? this.#names : this.#verbs;
    const key = kind === 'node' ? name : name.toUpperCase();
    names.set(key, [...(names.get(key) ?? []), slot]);
    const info = this.slots[slot];
    if (info && info.alias === undefined) info.alias = key;
  }

  /** The slot of the first segment. The words of the failure are those JupiterOne's clients know (section 21). */
  find(path: Path, place: 'RETURN' | 'WHERE'): number | 'nothing' {
    const first = path.segments[0] as Path['segments'][number];
    const explicit = this.#explicit.get(first.text);
    if (explicit !== undefined) return explicit;
    const slots = this.#names.get(first.text) ?? this.#verbs.get(first.text.toUpperCase()) ?? [];
    if (slots.length === 1) return slots[0] as number;
    if (slots.length > 1)
      throw failure(this.#context, 'alias', first.span, `${first.text} stands ${slots.length} times in the query: it is not clear which one is meant.`, `Give the one you mean an alias: ${first.text} AS x.`);
    throw this.#unknown(first.text, first.span, path, place);
  }

  /** The slot of the query's entity if it has one only. */
  onlyNode(): number | undefined {
    return this.slots.length === 1 ? 0 : undefined;
  }

  isKnown(name: string): boolean {
    return this.#explicit.has(name) || this.#names.has(name) || this.#verbs.has(name.toUpperCase());
  }

  /** Names that can stand before a dot. */
  known(): string[] {
    const once = (map: ReadonlyMap<string, number[]>) => [...map].filter(([, slots]) => slots.length === 1).map(([name]) => name);
    return [...this.#explicit.keys(), ...once(this.#names), ...once(this.#verbs)];
  }

  #unknown(name: string, span: Span, path: Path, place: 'RETURN' | 'WHERE') {
    const known = this.known();
    const message =
      place === 'RETURN'
        ? `Invalid return selector provided: "${name}", valid return selectors are: ${list(known)}`
        : `Invalid predicate filter selector provided: "${name}", valid predicate selectors are: ${list(known)}`;
    const near = nearest(name, known);
    const renamed = this.#renamed.get(name);
    const property = flat(path, 1);
    if (renamed !== undefined) return failure(this.#context, 'alias', span, message, `${name} has the alias ${renamed}: write ${renamed}${property === '' ? '' : `.${property}`}.`);
    const only = known[0];
    const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : only === undefined ? 'Give the entity an alias: FIND (A|B) AS x.' : `A property stands behind an alias: ${only}.${flat(path)}.`;
    return failure(this.#context, 'alias', span, message, hint);
  }
}

const list = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.map((name) => `"${name}"`).join(', '));
