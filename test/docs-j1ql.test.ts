import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { planQuery } from '../src/j1ql/plan/make-plan.ts';

const page = readFileSync(new URL('../docs/j1ql.md', import.meta.url), 'utf8');
const queries = [...page.matchAll(/```j1ql\n([\s\S]*?)```/g)].flatMap(([, block]) => (block ?? '').trim().split('\n'));

describe('the page about J1QL', () => {
  it('has queries only that can be asked', () => {
    expect(queries.length).toBeGreaterThan(25);
    for (const query of queries) expect(() => planQuery(query, { now: 0, variables: { dept: 'Legal' } }), query).not.toThrow();
  });

  it('needs no warning about them', () => {
    for (const query of queries) expect(planQuery(query, { now: 0, variables: { dept: 'Legal' } }).warnings, query).toEqual([]);
  });
});
