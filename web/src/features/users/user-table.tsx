import { Anchor, Table } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { Cell } from '../../shared/api.ts';
import { nameOf } from '../../shared/names.ts';
import { Undrawn } from '../../shared/undrawn.tsx';
import { Value } from '../../shared/value.tsx';

const ROW = 36;
/** Rows before the end at which the next page is fetched. */
const AHEAD = 40;

interface UserTableProps {
  columns: readonly string[];
  rows: readonly Record<string, Cell>[];
  total: number;
  sort: string;
  descending: boolean;
  onSort: (column: string) => void;
  /** Fetches the next page; absent where all are there. */
  more?: () => void;
}

/** As many users as there are: only those in view are drawn, only those looked at are fetched. */
export function UserTable({ columns, rows, total, sort, descending, onSort, more }: UserTableProps) {
  const box = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 15 });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= rows.length - AHEAD) more();
  }, [last, more, rows.length]);
  const head = (name: string, label: string) => (
    <Table.Th key={name} aria-sort={sort === name ? (descending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className="plain" onClick={() => onSort(name)}>
        {label} {sort === name ? (descending ? '↓' : '↑') : ''}
      </button>
    </Table.Th>
  );
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
    <section ref={box} tabIndex={0} aria-label="Users" className="rows" style={{ height: 'calc(100dvh - 330px)', minHeight: 320 }}>
      <Table highlightOnHover verticalSpacing={6} fz="sm" stickyHeader aria-rowcount={total}>
        <Table.Thead>
          <Table.Tr>
            {head('displayName', 'name')}
            {columns.map((name) => head(name, name))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Undrawn height={before} />
          {items.map(({ index }) => {
            const row = rows[index];
            return row ? (
              <Table.Tr key={String(row.id)} style={{ height: ROW }} aria-rowindex={index + 1}>
                <Table.Td className="cell">
                  <Anchor component={Link} to={`/users/${row.id}`} size="sm">
                    <bdi>{nameOf(row.name)}</bdi>
                  </Anchor>
                </Table.Td>
                {columns.map((name) => (
                  <Table.Td key={name} className="cell">
                    <Value value={row[name]} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ) : null;
          })}
          <Undrawn height={after} />
        </Table.Tbody>
      </Table>
    </section>
  );
}
