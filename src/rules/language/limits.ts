import { GraphZoomError } from '../../lib/errors.ts';

/** What a rule may have. Everything a person writes fits many times; what a program or an attacker writes ends here. */
export const MOST = {
  queries: 20,
  actions: 50,
  /** Characters of a whole rule as JSON. */
  rule: 256 * 1024,
  /** Lists and objects in each other. */
  depth: 32,
  /** Characters of one expression. */
  expression: 4_000,
  /** Brackets, operators and accesses in each other. */
  nesting: 200,
  /** Characters of what one value of an action becomes. */
  result: 1024 * 1024,
  /** Templates that call templates. */
  templates: 5,
  /** Items of a FOR_EACH_ITEM. */
  items: 1_000,
  /** Actions that a rule's evaluation comes to, with those of each item. */
  rendered: 5_000,
  /** Entities that one TAG_ENTITIES tags. */
  tagged: 10_000,
  /** Steps of all expressions of one evaluation: some ten for each of 100,000 rows, well under a second. */
  steps: 2_000_000,
} as const;

/** Steps that are left. Expressions run without a pause, so that only counting ends one that runs away. */
export class Budget {
  #left: number;

  constructor(steps: number = MOST.steps) {
    this.#left = steps;
  }

  spend(steps = 1): void {
    this.#left -= steps;
    if (this.#left < 0) throw tooMuch(`The expressions of the rule need more than ${MOST.steps.toLocaleString('en')} steps.`, 'Let the query find fewer rows, or do more of the work in it.');
  }
}

export const tooMuch = (message: string, hint?: string): GraphZoomError => new GraphZoomError('rule-invalid', message, hint === undefined ? {} : { hint });
