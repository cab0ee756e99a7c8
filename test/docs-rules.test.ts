import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { formatRules, parseRules } from '../src/rules/language/yaml.ts';

const page = readFileSync(new URL('../docs/rules.md', import.meta.url), 'utf8');
const files = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml ?? '');

it('the page about rules has rules only that can be written', () => {
  expect(files.length).toBe(4);
  for (const yaml of files) {
    const rules = parseRules(yaml);
    expect(parseRules(formatRules(rules))).toEqual(rules);
  }
});
