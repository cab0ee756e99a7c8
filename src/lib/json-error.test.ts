import { describe, expect, it } from 'vitest';
import { jsonErrorAt } from './json-error.ts';

describe('the place of a mistake in JSON', () => {
  const CASES: readonly [string, string, number, number][] = [
    ['a missing comma', '{"a":1\n "b":2}', 2, 2],
    ['a word that is none', '{\n  "entities": [flase]\n}', 2, 17],
    ['a comma too many', '[1,\n2,]', 2, 3],
    ['a text that is not closed', '["abc', 1, 6],
    ['a file that ends too early', '{"a":[1,2', 1, 10],
    ['something after the end', '{}\n}', 2, 1],
    ['a line break in a text', '["a\nb"]', 1, 4],
    ['a number that is none', '[-x]', 1, 3],
    ['no JSON at all', '<html>', 1, 1],
  ];
  for (const [name, text, line, column] of CASES) it(name, () => expect(jsonErrorAt(text)).toEqual({ line, column }));
});
