import type { Step, Target } from '../../j1ql/ast.ts';
import { parse } from '../../j1ql/parse/parse.ts';
import type { GraphCatalog } from '../../j1ql/sql/catalog.ts';

/**
 * Types and classes that a query must find and the graph has none of, such as `Person` where no employees were imported: an empty
 * answer then says nothing. What a query only may find, or must not find, is no need.
 */
export function lackingFor(text: string, catalog: GraphCatalog): string[] {
  const known = new Set(catalog.types.filter(({ kind }) => kind === 'entity').flatMap(({ type, classSets }) => [type, ...classSets.flat()].map((name) => name.toLowerCase())));
  const { selector, steps } = parse(text);
  const needed = [selector, ...steps.flatMap((step: Step) => (step.kind === 'hop' && !step.negated ? [step.selector] : []))];
  return needed.flatMap(({ target }) => namesOf(target, known));
}

const namesOf = (target: Target, known: ReadonlySet<string>): string[] =>
  target.kind !== 'names' || target.names.some(({ text }) => known.has(text.toLowerCase())) ? [] : [target.names.map(({ text }) => text).join(' or ')];
