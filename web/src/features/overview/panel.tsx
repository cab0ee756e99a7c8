import { Card, Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A card with a title, and what it leads to. */
export function Panel({ title, right, children }: { title: string; right?: ReactNode; children: ReactNode }) {
  return (
    <Card withBorder component="section" aria-label={title}>
      <Group justify="space-between" mb="xs">
        <Title order={3} size="h5">
          {title}
        </Title>
        {right}
      </Group>
      {children}
    </Card>
  );
}
