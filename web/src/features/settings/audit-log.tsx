import { Badge, Button, Stack, Table } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ask } from '../../shared/api.ts';
import { Busy, Empty, Failed } from '../../shared/states.tsx';
import { Time } from '../../shared/time.tsx';
import { Wide } from '../../shared/wide.tsx';

/** Who did what. */
export function AuditLog() {
  const audit = useInfiniteQuery({
    queryKey: ['GET /api/audit'],
    queryFn: ({ signal, pageParam }) => ask('GET /api/audit', { search: { limit: 100, cursor: pageParam === '' ? undefined : pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ cursor }) => cursor,
  });
  if (audit.isError) return <Failed error={audit.error} again={() => void audit.refetch()} />;
  if (audit.isPending) return <Busy />;
  const entries = audit.data.pages.flatMap(({ items }) => items);
  if (entries.length === 0) return <Empty title="Nobody has done anything yet" />;
  return (
    <Stack>
      <Wide minWidth={560}>
        <Table fz="sm" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>When</Table.Th>
              <Table.Th>Who</Table.Th>
              <Table.Th>What</Table.Th>
              <Table.Th>Of what</Table.Th>
              <Table.Th>Outcome</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.map(({ id, on, who, role, action, target, detail, outcome }) => (
              <Table.Tr key={id}>
                <Table.Td>
                  <Time on={on} />
                </Table.Td>
                <Table.Td>
                  {who} ({role})
                </Table.Td>
                <Table.Td>{action}</Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  {target} {detail}
                </Table.Td>
                <Table.Td>
                  <Badge variant="light" color={outcome === 'done' ? 'gray' : 'red'}>
                    {outcome}
                  </Badge>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
      {audit.hasNextPage && (
        <Button variant="light" size="xs" loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()} style={{ alignSelf: 'center' }}>
          More
        </Button>
      )}
    </Stack>
  );
}
