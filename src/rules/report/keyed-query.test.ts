import { describe, expect, it } from 'vitest';
import { QUESTIONS } from '../questions/index.ts';
import { withKeys } from './keyed-query.ts';
import { lackingFor } from './lacking.ts';

describe('the keys of what a row is about', () => {
  it('are asked for besides what is shown, in its order, without relationships', () => {
    expect(withKeys('FIND zoom_user AS u THAT IS >> AS i Person AS p RETURN p.displayName AS Name, u.email, i.matchedBy ORDER BY Name')).toEqual({
      query: 'FIND zoom_user AS u THAT IS >> AS i Person AS p RETURN p.displayName AS Name, u.email, i.matchedBy, p._type AS "_type of p", p._key AS "_key of p", u._key AS "_key of u" ORDER BY Name',
      keys: ['_key of p', '_key of u'],
      type: '_type of p',
    });
  });

  it('are not asked for where rows are groups, or the answer is no table', () => {
    for (const query of ['FIND zoom_user AS u RETURN u.status AS Status, count(u) AS Users', 'FIND zoom_user AS u', 'FIND zoom_user AS u RETURN TREE']) expect(withKeys(query)).toEqual({ query, keys: [] });
  });

  it('are known of every BAD row that ships', () => {
    const bad = QUESTIONS.flatMap(({ id, queries }) => queries.flatMap(({ query, resultsAre }) => (resultsAre === 'BAD' ? [{ id, query }] : [])));
    expect(bad.length).toBeGreaterThan(60);
    expect(bad.filter(({ query }) => withKeys(query).keys.length === 0)).toEqual([]);
  });

  it('tell the BAD queries of a question apart by their names', () => {
    for (const { id, queries } of QUESTIONS) {
      const names = queries.flatMap(({ resultsAre, name }) => (resultsAre === 'BAD' ? [name ?? ''] : []));
      expect([id, new Set(names).size]).toEqual([id, names.length]);
    }
  });
});

describe('what a query needs and the graph has not', () => {
  const catalog = { types: [{ kind: 'entity', type: 'zoom_user', classSets: [['User']], table: '', history: '', columns: [], ends: [] }] } as const;

  it('is a type or class that must be found, not one that may be or must not be', () => {
    expect(lackingFor('FIND user AS u THAT IS >> Person AS p RETURN u.displayName', catalog)).toEqual(['Person']);
    expect(lackingFor('FIND zoom_user AS u THAT !IS Person RETURN u.displayName', catalog)).toEqual([]);
    expect(lackingFor('FIND (Person|User) AS u (THAT IS >> Person AS p)? RETURN u.displayName', catalog)).toEqual([]);
    expect(lackingFor('FIND * AS u RETURN u.displayName', catalog)).toEqual([]);
  });
});
