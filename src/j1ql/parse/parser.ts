import type { Name } from '../ast.ts';
import type { J1qlError, Reason, Warning } from '../diagnostic.ts';
import type { Span } from '../span.ts';
import { isKeyword, type Keyword } from '../words.ts';
import { hintFor } from './hints.ts';
import { Scanner, type Token } from './scanner.ts';

/** Parentheses within parentheses: more would only exhaust the stack. */
export const DEEPEST = 100;

/** Where the parser is in the text: the token it looks at, and what it says when that token is wrong. */
export class Parser {
  readonly scanner: Scanner;
  readonly warnings: Warning[] = [];
  token: Token;
  /** End of the last token taken. */
  end = 0;
  #depth = 0;

  constructor(text: string) {
    this.scanner = new Scanner(text);
    this.token = this.scanner.next(0);
  }

  get text(): string {
    return this.scanner.text;
  }

  /** Goes on behind an offset. */
  jump(offset: number): void {
    this.end = offset;
    this.token = this.scanner.next(offset);
  }

  advance(): Token {
    const taken = this.token;
    this.jump(taken.span.end);
    return taken;
  }

  /** The token behind the one it looks at. */
  peek(): Token {
    return this.scanner.next(this.token.span.end);
  }

  isWord(keyword: Keyword | 'RELATES' | 'DATE' | 'NOW' | 'NOT' | 'DISTINCT', token: Token | undefined = this.token): boolean {
    return token?.kind === 'word' && token.text.toUpperCase() === keyword;
  }

  isSymbol(symbol: string, token: Token | undefined = this.token): boolean {
    return token?.kind === 'symbol' && token.text === symbol;
  }

  takeWord(keyword: Keyword): boolean {
    if (!this.isWord(keyword)) return false;
    this.advance();
    return true;
  }

  takeSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false;
    this.advance();
    return true;
  }

  needSymbol(symbol: string, expected: string): void {
    if (!this.takeSymbol(symbol)) throw this.unexpected(expected);
  }

  /** A name that is none of the language's own words. */
  needName(expected: string): Name {
    const token = this.token;
    if (token.kind !== 'word') throw this.unexpected(expected);
    if (isKeyword(token.text))
      throw this.fail(
        'name',
        token.span,
        `${token.text} is a word of the language and cannot be ${expected} here.`,
        expected === 'a column name' ? 'Choose another name, or write it between quotation marks.' : 'Choose another name.',
      );
    this.advance();
    return { text: token.text, span: token.span };
  }

  /** AS and the alias behind it. */
  takeAlias(): Name | undefined {
    return this.takeWord('AS') ? this.needName('an alias') : undefined;
  }

  /** Runs the work of an inner parenthesis. */
  nested<T>(work: () => T): T {
    if (++this.#depth > DEEPEST) throw this.fail('too-complex', this.token.span, `The query has more than ${DEEPEST} parentheses within each other.`, 'Write it with fewer of them.');
    try {
      return work();
    } finally {
      this.#depth--;
    }
  }

  spanFrom(start: number): Span {
    return { start, end: Math.max(start, this.end) };
  }

  fail(reason: Reason, span: Span, message: string, hint?: string): J1qlError {
    return this.scanner.fail(reason, span, message, hint);
  }

  /** The token it looks at does not belong here. The words are those JupiterOne's clients know (section 21). */
  unexpected(expected: string, hint?: string): J1qlError {
    const { span } = this.token;
    const shown = this.token.kind === 'end' ? 'end of query' : this.text.slice(span.start, span.end);
    const error = this.fail('syntax', span, '', hint ?? hintFor(this.text, this.token, this.end, expected));
    error.message = `Error parsing query. Unexpected ${this.token.kind === 'end' ? shown : `token ${JSON.stringify(shown)}`} at line ${error.line} column ${error.column}. Expected ${expected}.`;
    return error;
  }
}
