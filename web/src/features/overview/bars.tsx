import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Schemas } from '../../shared/api.ts';
import { count } from '../../shared/names.ts';
import { Panel } from './panel.tsx';

/** How many users have each value of a property; each leads to them. */
export function Bars({ title, rows, property }: { title: string; rows: readonly Schemas['Bar'][]; property: string }) {
  const most = Math.max(1, ...rows.map(({ n }) => n));
  return (
    <Panel title={title}>
      <Stack gap={6}>
        {rows.slice(0, 6).map(({ name, n }) => (
          <Anchor key={name} component={Link} to={`/users?${property}=${encodeURIComponent(name)}`} underline="never" c="inherit">
            <Group justify="space-between" gap="xs" wrap="nowrap">
              <Text size="sm" truncate c={name === 'unknown' ? 'dimmed' : undefined}>
                {name}
              </Text>
              <Text size="sm" fw={600}>
                {count(n)}
              </Text>
            </Group>
            <div className="bar" style={{ width: `${Math.max(1, (n / most) * 100)}%`, opacity: name === 'unknown' ? 0.35 : 0.9 }} />
          </Anchor>
        ))}
        {rows.length > 6 && (
          <Text size="xs" c="dimmed">
            and {rows.length - 6} more
          </Text>
        )}
      </Stack>
    </Panel>
  );
}
