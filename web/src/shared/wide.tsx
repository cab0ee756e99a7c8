import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

/** A table that is scrolled sideways where it has no room, by keyboard as well. */
export const Wide = ({ minWidth, children }: { minWidth: number; children: ReactNode }) => (
  <Table.ScrollContainer minWidth={minWidth} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
    {children}
  </Table.ScrollContainer>
);
