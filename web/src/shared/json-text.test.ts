import { expect, it } from 'vitest';
import { parsedJson, typedText, typedValue } from './json-text.ts';

it('a list or an object is taken as JSON, everything else as text, and comes back as it was', () => {
  for (const value of ['#alerts', '{{alertWebLink}}', '42', '["a","b"', ['a', 'b'], { team: 'red' }]) expect(typedValue(typedText(value))).toEqual(value);
  expect(typedText(undefined)).toBe('');
});

it('what is no JSON yet has no value', () => {
  expect(parsedJson('{"a":')).toBeUndefined();
  expect(parsedJson('null')).toEqual({ value: null });
});
