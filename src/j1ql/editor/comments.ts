import type { Optional, Query } from '../ast.ts';

/** Which comment belongs to which clause: the last one that begins before it. */
export class Comments {
  /** Those before the query itself. */
  readonly before: readonly string[];
  /** Where the keywords of the clauses behind the pattern stand. */
  readonly starts: { readonly where?: number; readonly return?: number; readonly having?: number; readonly order?: number; readonly skip?: number; readonly limit?: number };
  readonly #text: string;
  readonly #query: Query;
  readonly #byClause = new Map<number, string[]>();

  constructor(text: string, query: Query) {
    this.#text = text;
    this.#query = query;
    this.starts = this.#findStarts();
    const clauses = [query.span.start, ...query.steps.flatMap((step) => this.#within(step)), ...Object.values(this.starts)].sort((a, b) => a - b);
    const before: string[] = [];
    for (const { start, end } of query.comments) {
      const clause = clauses.findLast((at) => at <= start);
      const content = text.slice(start, end);
      if (clause === undefined) before.push(content);
      else this.#byClause.set(clause, [...(this.#byClause.get(clause) ?? []), content]);
    }
    this.before = before;
  }

  /** Comments of the clause that begins at an offset. */
  of(start: number): readonly string[] {
    return this.#byClause.get(start) ?? [];
  }

  /** Where the parenthesis of an optional part is closed. */
  endOf(step: Optional): number {
    return this.#skip(step.steps.at(-1)?.span.end ?? step.span.start, /\s/);
  }

  #within(step: Query['steps'][number]): number[] {
    return step.kind === 'hop' ? [step.span.start] : [...step.steps.flatMap((inner) => this.#within(inner)), this.endOf(step)];
  }

  #findStarts() {
    const { selector, steps, where, return: returned, having, order, skip, limit } = this.#query;
    let end = steps.at(-1)?.span.end ?? selector.span.end;
    const starts: { -readonly [K in keyof Comments['starts']]: number } = {};
    for (const [name, part] of Object.entries({ where, return: returned, having, order: order.at(-1), skip, limit })) {
      if (part === undefined) continue;
      // The closing parentheses of a filter are not part of what it spans.
      starts[name as keyof Comments['starts']] = this.#skip(end, /[\s)]/);
      end = part.span.end;
    }
    return starts;
  }

  #skip(from: number, blank: RegExp): number {
    let at = from;
    for (;;) {
      const comment = this.#query.comments.find(({ start }) => start === at);
      if (comment) at = comment.end;
      else if (at < this.#text.length && blank.test(this.#text[at] as string)) at++;
      else return at;
    }
  }
}
