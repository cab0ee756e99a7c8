import { Group, Stack, Text } from '@mantine/core';
import { count } from '../../shared/names.ts';
import { textOf } from '../../shared/value.tsx';
import type { Chart, Found } from './rows-of.ts';

const MOST_BARS = 60;

/** A bar for each row, the longest first as the answer has it. */
export function ChartView({ rows, chart: { label, value } }: Pick<Found, 'rows'> & { chart: Chart }) {
  const most = Math.max(1, ...rows.map((row) => Number(row[value] ?? 0)));
  return (
    <Stack
      gap={6}
      role="img"
      aria-label={`${value} by ${label}: ${rows
        .slice(0, 5)
        .map((row) => `${textOf(row[label])} ${Number(row[value] ?? 0)}`)
        .join(', ')}`}
    >
      <Text size="sm" fw={600}>
        {value} by {label}
      </Text>
      {rows.slice(0, MOST_BARS).map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of an answer have no other name, and do not move.
        <Group key={index} gap="sm" wrap="nowrap">
          <Text size="sm" w={190} truncate>
            <bdi>{textOf(row[label])}</bdi>
          </Text>
          <div style={{ flex: 1 }}>
            <div className="bar" style={{ width: `${Math.max(0.5, (Number(row[value] ?? 0) / most) * 100)}%`, height: 14 }} />
          </div>
          <Text size="sm" fw={600} w={80} ta="right">
            {count(Number(row[value] ?? 0))}
          </Text>
        </Group>
      ))}
      {rows.length > MOST_BARS && (
        <Text size="xs" c="dimmed">
          and {count(rows.length - MOST_BARS)} more; the table has all
        </Text>
      )}
    </Stack>
  );
}
