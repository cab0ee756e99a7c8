import { describe, expect, it } from 'vitest';
import type { QueryAnswer } from '../../shared/api.ts';
import { chartOf, joined, rowsOf } from './rows-of.ts';

const table = (data: Record<string, unknown>[], more: Partial<QueryAnswer> = {}): QueryAnswer => ({ type: 'table', columns: Object.keys(data[0] ?? {}), data, warnings: [], ms: 1, ...more }) as unknown as QueryAnswer;
const vertex = (id: string, properties: Record<string, unknown>) => ({ id, entity: { _type: ['zoom_user'], displayName: `Name of ${id}` }, properties });

describe('an answer on the page', () => {
  it('of whole entities has what says most first', () => {
    const found = rowsOf({ type: 'list', data: [vertex('a', { zebra: 1, email: ['a@x'] })], warnings: [], ms: 1 } as unknown as QueryAnswer);
    expect(found.columns).toEqual(['displayName', '_type', 'email', 'zebra']);
    expect(found.ids).toEqual(['a']);
  });

  it('of columns knows the entities that stand in them, each once', () => {
    expect(
      rowsOf(
        table([
          { u: vertex('a', {}), n: 1 },
          { u: vertex('a', {}), n: 2 },
        ]),
      ).ids,
    ).toEqual(['a']);
  });

  it('is a chart where there is a number for each of several names, and times are none', () => {
    expect(
      chartOf(
        rowsOf(
          table([
            { group: 'x', n: 1 },
            { group: 'y', n: 2 },
          ]),
        ),
      ),
    ).toEqual({ label: 'group', value: 'n' });
    expect(
      chartOf(
        rowsOf(
          table([
            { group: 'x', on: 1_700_000_000_000 },
            { group: 'y', on: 1_800_000_000_000 },
          ]),
        ),
      ),
    ).toBeUndefined();
    expect(chartOf(rowsOf(table([{ group: 'x', n: 1 }])))).toBeUndefined();
  });

  it('grows by its next page, and has no more after the last', () => {
    const whole = joined(table([{ n: 1 }], { cursor: 'c', total: 2 } as Partial<QueryAnswer>), table([{ n: 2 }]));
    expect(whole).toMatchObject({ data: [{ n: 1 }, { n: 2 }], total: 2 });
    expect(whole).not.toHaveProperty('cursor');
  });
});
