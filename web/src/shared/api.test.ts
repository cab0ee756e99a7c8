import { describe, expect, it } from 'vitest';
import { entitiesOf, pathOf, quoted } from './api.ts';

describe('addresses and queries', () => {
  it('have their parameters in them, escaped, without what is undefined', () => {
    expect(pathOf('GET /api/rules/:id/history', { params: { id: 'a/b' }, search: { limit: 2, cursor: undefined } })).toBe('/api/rules/a%2Fb/history?limit=2');
  });

  it('are about entities, without their columns, wherever else the word stands', () => {
    expect(entitiesOf("FIND zoom_user WITH name = 'the return' AS u RETURN u.name AS return")).toBe("FIND zoom_user WITH name = 'the return' AS u");
    expect(entitiesOf('FIND zoom_user')).toBe('FIND zoom_user');
  });

  it('quote texts as J1QL reads them', () => {
    expect(quoted("O'Hara \\ Söhne")).toBe("'O\\'Hara \\\\ Söhne'");
  });
});
