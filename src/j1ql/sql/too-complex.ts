import { MOST_VARIANTS } from './variants.ts';

/** More optional parts than can be combined. The compiler knows no text; whoever called it says where. */
export class TooComplex extends Error {
  constructor() {
    super(`The optional parts of the query can be combined in more than ${MOST_VARIANTS} ways.`);
  }
}

export function tooComplex(): never {
  throw new TooComplex();
}
