import { Button, Group, Table, Text, TextInput } from '@mantine/core';
import { type ColumnSizingState, flexRender, getCoreRowModel, getFilteredRowModel, getSortedRowModel, type SortingState, useReactTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import type { Cell } from './api.ts';
import { Copy } from './copy.tsx';
import { download, toCsv } from './download.ts';
import { count } from './names.ts';
import { Undrawn } from './undrawn.tsx';
import { textOf, Value } from './value.tsx';

/** Height of a row, in pixels: rows beyond the window are not drawn. */
const ROW = 34;
const WIDTH = 190;
/** Copied with one click; more is better taken away as a file. */
const MOST_COPIED = 5_000;

interface RowsProps {
  columns: readonly string[];
  rows: readonly Readonly<Record<string, Cell>>[];
  /** How many there are in all. */
  total?: number;
  /** Fetches further rows; absent where all are there. */
  more?: { load: () => void; busy: boolean; all?: () => void };
  height?: number;
  /** Of the file that it is taken away as. */
  name?: string;
  filterable?: boolean;
}

/** Rows of an answer: sorted by a click, filtered by words, columns of any width, as many as there are; copied, or taken away as CSV or JSON. */
export function Rows({ columns, rows, total, more, height = 460, name = 'answer', filterable = false }: RowsProps) {
  const [sorting, setSorting] = useState<SortingState>([]);
  const [filter, setFilter] = useState('');
  const [sizing, setSizing] = useState<ColumnSizingState>({});
  const data = useMemo(() => [...rows], [rows]);
  const table = useReactTable({
    data,
    columns: useMemo(
      () =>
        columns.map((column) => ({
          id: column,
          header: column,
          accessorFn: (row: Readonly<Record<string, Cell>>) => (typeof row[column] === 'object' ? textOf(row[column]) : row[column]),
          cell: ({ row }: { row: { original: Readonly<Record<string, Cell>> } }) => <Value value={row.original[column]} />,
          size: WIDTH,
          minSize: 60,
          sortUndefined: 'last' as const,
        })),
      [columns],
    ),
    state: { sorting, globalFilter: filter, columnSizing: sizing },
    onSortingChange: setSorting,
    onGlobalFilterChange: setFilter,
    onColumnSizingChange: setSizing,
    columnResizeMode: 'onChange',
    globalFilterFn: (row, column, words: string) => textOf(row.original[column]).toLowerCase().includes(words.toLowerCase()),
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
    getFilteredRowModel: getFilteredRowModel(),
  });
  const model = table.getRowModel().rows;
  const box = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({ count: model.length, getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 12 });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  const shown = () => model.map(({ original }) => original);
  const sized = Object.keys(sizing).length > 0;
  return (
    <>
      <Group justify="space-between" mb={6} gap="xs">
        <Group gap="xs">
          <Text size="sm" c="dimmed" aria-live="polite">
            {filter === '' ? '' : `${count(model.length)} of `}
            {count(rows.length)}
            {total !== undefined && total > rows.length ? ` of ${count(total)}` : ''} {rows.length === 1 ? 'row' : 'rows'}
          </Text>
          {filterable && <TextInput size="xs" value={filter} onChange={(event) => setFilter(event.currentTarget.value)} placeholder="Filter" aria-label="Filter rows" w={150} />}
        </Group>
        <Group gap={6}>
          {more && (
            <Button size="compact-xs" variant="light" loading={more.busy} onClick={more.load}>
              More
            </Button>
          )}
          {more?.all && (
            <Button size="compact-xs" variant="light" loading={more.busy} onClick={more.all}>
              All
            </Button>
          )}
          {model.length <= MOST_COPIED && <Copy text={() => toCsv(columns, shown()).replace(/\r\n$/, '')} />}
          <Button size="compact-xs" variant="subtle" onClick={() => download(`${name}.csv`, 'text/csv', toCsv(columns, shown()))}>
            CSV
          </Button>
          <Button size="compact-xs" variant="subtle" onClick={() => download(`${name}.json`, 'application/json', JSON.stringify(shown(), null, 2))}>
            JSON
          </Button>
        </Group>
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard. */}
      <section ref={box} tabIndex={0} aria-label="Rows" className="rows" style={{ maxHeight: height }}>
        <Table stickyHeader highlightOnHover verticalSpacing={6} fz="sm" style={sized ? { tableLayout: 'fixed', width: table.getTotalSize() } : undefined}>
          <Table.Thead>
            <Table.Tr>
              {table.getFlatHeaders().map((header) => (
                <Table.Th
                  key={header.id}
                  aria-sort={header.column.getIsSorted() === 'asc' ? 'ascending' : header.column.getIsSorted() === 'desc' ? 'descending' : 'none'}
                  style={{ position: 'relative', ...(sized ? { width: header.getSize() } : {}) }}
                >
                  <button type="button" className="plain" onClick={header.column.getToggleSortingHandler()}>
                    {flexRender(header.column.columnDef.header, header.getContext())} {{ asc: '↑', desc: '↓' }[String(header.column.getIsSorted())] ?? ''}
                  </button>
                  <span aria-hidden className="resize" onMouseDown={header.getResizeHandler()} onTouchStart={header.getResizeHandler()} onDoubleClick={() => header.column.resetSize()} />
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <Undrawn height={first?.start ?? 0} />
            {items.map(({ index }) => {
              const row = model[index];
              return row ? (
                <Table.Tr key={row.id} style={{ height: ROW }}>
                  {row.getVisibleCells().map((cell) => (
                    <Table.Td key={cell.id} className="cell">
                      {flexRender(cell.column.columnDef.cell, cell.getContext())}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ) : null;
            })}
            <Undrawn height={last ? virtual.getTotalSize() - last.end : 0} />
          </Table.Tbody>
        </Table>
      </section>
    </>
  );
}
