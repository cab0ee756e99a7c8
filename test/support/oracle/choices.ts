/**
 * Makes decisions from a list of numbers: 0, also where the list is at its end, is always the plainest choice, so that a
 * smaller list makes a simpler text.
 */
export class Choices {
  private position = 0;

  constructor(private readonly numbers: number[]) {}

  below(count: number): number {
    return (this.numbers[this.position++] ?? 0) % count;
  }

  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent;
  }

  pick<T>(things: readonly T[]): T {
    return things[this.below(things.length)] as T;
  }

  /** One of several ways to go on; only the chosen one runs. */
  way<T>(...ways: (() => T)[]): T {
    return this.pick(ways)();
  }

  /** From least to most times. */
  times<T>(least: number, most: number, make: () => T): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, make);
  }

  /** A keyword or function name in one of the letter cases. */
  word(word: string): string {
    return this.chance(15) ? word.toLowerCase() : word;
  }
}
