import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RANDOM_OPTIONS } from '../../../test/support/oracle/random-graph.ts';
import { spoiltQuery, wordSalad } from '../../../test/support/spoilt-query.ts';
import { excerpt, J1qlError } from '../diagnostic.ts';
import { planQuery } from '../plan/make-plan.ts';

/** The error of a query; undefined if there is none. Anything but a J1qlError is a defect. */
function errorOf(text: string): J1qlError | undefined {
  try {
    planQuery(text, RANDOM_OPTIONS);
    return undefined;
  } catch (error) {
    if (error instanceof J1qlError) return error;
    throw error;
  }
}

/** What every error must be like, whatever the text. */
function checkError(text: string): void {
  const error = errorOf(text);
  if (error === undefined) return;
  const lines = text.split('\n');
  expect(error.line).toBeGreaterThanOrEqual(1);
  expect(error.line).toBeLessThanOrEqual(lines.length);
  expect(error.column).toBeGreaterThanOrEqual(1);
  expect(error.column).toBeLessThanOrEqual((lines[error.line - 1] as string).length + 1);
  expect(error.span.start).toBeLessThanOrEqual(error.span.end);
  expect(error.span.end).toBeLessThanOrEqual(text.length);
  expect(error.message).toMatch(/^[^\r\n\u2028\u2029]+$/);
  expect(error.hint).toMatch(/^[^\r\n\u2028\u2029]+$/);
  expect(excerpt(error).split('\n')).toHaveLength(2);
}

describe('a wrong query', () => {
  const lines = readFileSync(new URL('../../../test/fixtures/j1ql/bad-messages.txt', import.meta.url), 'utf8').split('\n');
  const mistakes = Array.from({ length: Math.floor(lines.length / 3) }, (_, i) => lines.slice(i * 3, i * 3 + 3) as [string, string, string]);

  it('is told apart in more than a hundred ways', () => expect(mistakes.length).toBeGreaterThan(100));

  it.each(mistakes)('is answered with what would be right: %s', (written, message, hint) => {
    const text = written.replaceAll('\\n', '\n');
    const error = errorOf(text);
    expect([`  ${error?.line}:${error?.column} ${error?.message}`, `  -> ${error?.hint}`]).toEqual([message, hint]);
    checkError(text);
  });
});

describe('parsing and planning', () => {
  it('throw nothing but errors made for people, whatever the text', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), wordSalad), checkError), { numRuns: 3000 });
  });

  it('throw nothing else for valid queries that were spoilt', () => {
    fc.assert(fc.property(spoiltQuery, checkError), { numRuns: 3000 });
  });

  it('refuse what is nested too deep, or too long, before the stack or the patience ends', () => {
    for (const [open, close] of [
      ['(', ')'],
      ["a = 'x' AND (", ')'],
      ['a = (', ')'],
    ] as const)
      checkError(`FIND User WITH ${open.repeat(5000)}b = 1${close.repeat(5000)}`);
    checkError(`FIND User RETURN ${'('.repeat(5000)}1${')'.repeat(5000)}`);
    checkError(`FIND User RETURN ${'2 ^ '.repeat(5000)}1`);
    checkError(`FIND User RETURN ${'1 + '.repeat(20_000)}1`);
    checkError(`FIND User WITH a = ${'- '.repeat(5000)}1`);
    checkError(`FIND User ${'(THAT HAS X '.repeat(3000)}`);
    checkError(`FIND User ${'THAT HAS X '.repeat(9000)}`);
    checkError(`FIND User ${'THAT !HAS X '.repeat(8000)}`);
    checkError(`FIND User ${'#a '.repeat(30_000)}`);
    checkError(`FIND User WITH ${'a = 1 AND b = 2 OR '.repeat(5000)}c = 3`);
    expect(errorOf('FIND User '.repeat(20_000))?.reason).toBe('too-complex');
  });
});
