import { OracleError } from './ast.ts';

const KEYWORDS = new Set('FIND UNIQUE WITH THAT TO AS WHERE RETURN TREE HAVING ORDER BY ASC DESC SKIP LIMIT AND OR TRUE FALSE UNDEFINED NULL RELATES'.split(' '));

export function isKeyword(word: string): boolean {
  return KEYWORDS.has(word.toUpperCase());
}

/** Reads a query from left to right; every method first passes over white space and comments. */
export class Scanner {
  position = 0;

  constructor(readonly text: string) {}

  fail(message: string): never {
    throw new OracleError(`${message} at ${this.position}: ${this.text.slice(this.position, this.position + 30)}`);
  }

  blanks(): void {
    for (;;) {
      const match = /^(?:[ \t\r\n]+|\/\*[\s\S]*?\*\/)/.exec(this.text.slice(this.position));
      if (!match) return;
      this.position += match[0].length;
    }
  }

  /** The text of a pattern (which must start with ^) at this place, without moving. */
  peek(pattern: RegExp): string | undefined {
    this.blanks();
    return pattern.exec(this.text.slice(this.position))?.[0];
  }

  take(pattern: RegExp): string | undefined {
    const found = this.peek(pattern);
    if (found !== undefined) this.position += found.length;
    return found;
  }

  peekWord(): string | undefined {
    return this.peek(/^[A-Za-z_][A-Za-z0-9_]*/);
  }

  isNext(keyword: string): boolean {
    return this.peekWord()?.toUpperCase() === keyword;
  }

  keyword(keyword: string): boolean {
    if (!this.isNext(keyword)) return false;
    this.position += keyword.length;
    return true;
  }

  expectKeyword(keyword: string): void {
    if (!this.keyword(keyword)) this.fail(`${keyword} expected`);
  }

  symbol(symbol: string): boolean {
    this.blanks();
    if (!this.text.startsWith(symbol, this.position)) return false;
    this.position += symbol.length;
    return true;
  }

  expectSymbol(symbol: string): void {
    if (!this.symbol(symbol)) this.fail(`${symbol} expected`);
  }

  /** A class, type, verb or alias. */
  name(): string {
    const word = this.peekWord();
    if (word === undefined || isKeyword(word)) this.fail('name expected');
    this.position += word.length;
    return word;
  }

  /** A property name: segments with dots between, any of them in square brackets. */
  property(): string {
    const segments: string[] = [];
    this.blanks();
    do {
      const rest = this.text.slice(this.position);
      const bracketed = /^\[([^\]\n]+)\]/.exec(rest);
      const word = /^[A-Za-z0-9_@][A-Za-z0-9_]*/.exec(rest);
      const found = bracketed ?? word ?? this.fail('property name expected');
      segments.push(bracketed ? (bracketed[1] as string) : found[0]);
      this.position += found[0].length;
    } while (this.dot());
    return segments.join('.');
  }

  /** A dot directly at this place, no blank before it. */
  dot(): boolean {
    if (this.text[this.position] !== '.') return false;
    this.position++;
    return true;
  }

  string(): string | undefined {
    this.blanks();
    const quote = this.text[this.position];
    if (quote !== "'" && quote !== '"') return undefined;
    let value = '';
    for (let i = this.position + 1; i < this.text.length; i++) {
      const char = this.text[i] as string;
      const next = this.text[i + 1];
      if (char === '\n' || char === '\r') break;
      if (char === quote) {
        this.position = i + 1;
        return value;
      }
      if (char === '\\' && (next === "'" || next === '"' || next === '\\')) {
        value += next;
        i++;
      } else value += char;
    }
    this.fail('string without end');
  }

  /** A number that is not the beginning of a word. */
  number(): number | undefined {
    const found = this.take(/^-?[0-9]+(?:\.[0-9]+)?(?![A-Za-z0-9_.])/);
    return found === undefined ? undefined : Number(found);
  }

  atEnd(): boolean {
    this.blanks();
    return this.position === this.text.length;
  }
}
