import { Anchor, Button, Group, SegmentedControl, Select, Stack, Table, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ask } from '../../shared/api.ts';
import { LEVELS, Level } from '../../shared/level.tsx';
import { count } from '../../shared/names.ts';
import { Busy, Empty, Failed } from '../../shared/states.tsx';
import { Time } from '../../shared/time.tsx';
import { useAddress } from '../../shared/use-address.ts';
import { Wide } from '../../shared/wide.tsx';

/** The inbox: what is so now, what was dismissed, what is over. */
export function Alerts() {
  const { params, set } = useAddress();
  const status = params.get('status') ?? 'ACTIVE';
  const alerts = useInfiniteQuery({
    queryKey: ['GET /api/alerts', 'inbox', status],
    queryFn: ({ signal, pageParam }) => ask('GET /api/alerts', { search: { limit: 100, status: status === 'ALL' ? undefined : status, cursor: pageParam === '' ? undefined : pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ cursor }) => cursor,
  });
  const level = params.get('level');
  const items = (alerts.data?.pages.flatMap((page) => page.items) ?? []).filter((alert) => level === null || alert.level === level);
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2}>Alerts</Title>
        <Group gap="xs">
          <Select size="xs" w={140} aria-label="Level" placeholder="any level" clearable data={LEVELS} value={level} onChange={(value) => set({ level: value })} />
          <SegmentedControl
            value={status}
            onChange={(value) => set({ status: value })}
            data={[
              { value: 'ACTIVE', label: 'Active' },
              { value: 'DISMISSED', label: 'Dismissed' },
              { value: 'INACTIVE', label: 'Cleared' },
              { value: 'ALL', label: 'All' },
            ]}
          />
        </Group>
      </Group>
      {alerts.isError ? (
        <Failed error={alerts.error} again={() => void alerts.refetch()} />
      ) : alerts.isPending ? (
        <Busy />
      ) : items.length === 0 ? (
        <Empty title={status === 'ACTIVE' ? 'No active alerts' : 'None'}>
          {status === 'ACTIVE' ? (
            <>
              Either all is well, or no rule watches:{' '}
              <Anchor component={Link} to="/rules">
                rules
              </Anchor>
              .
            </>
          ) : (
            'Nothing here yet.'
          )}
        </Empty>
      ) : (
        <Wide minWidth={300}>
          <Table highlightOnHover verticalSpacing={8}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={100}>Level</Table.Th>
                <Table.Th>Rule</Table.Th>
                <Table.Th ta="right">Found</Table.Th>
                <Table.Th visibleFrom="sm">Lately</Table.Th>
                <Table.Th visibleFrom="sm">Since</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map(({ id, level, ruleName, foundCount, found, createdOn, status: state, snoozedUntil }) => (
                <Table.Tr key={id}>
                  <Table.Td>
                    <Level level={level} />
                  </Table.Td>
                  <Table.Td>
                    <Anchor component={Link} to={`/alerts/${id}`}>
                      {ruleName}
                    </Anchor>
                    <Text hiddenFrom="sm" size="xs" c="dimmed">
                      <Time on={createdOn} />
                    </Text>
                    {state !== 'ACTIVE' && (
                      <Text span size="xs" c="dimmed">
                        {' '}
                        {state === 'DISMISSED' ? 'dismissed' : 'cleared'}
                      </Text>
                    )}
                    {snoozedUntil !== undefined && snoozedUntil > Date.now() && (
                      <Text span size="xs" c="dimmed">
                        {' '}
                        snoozed
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td ta="right">{count(foundCount)}</Table.Td>
                  <Table.Td visibleFrom="sm" className="cell" c="dimmed">
                    {found
                      .slice(0, 3)
                      .map(({ name }) => name)
                      .join(', ')}
                  </Table.Td>
                  <Table.Td visibleFrom="sm" style={{ whiteSpace: 'nowrap' }}>
                    <Time on={createdOn} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      )}
      {alerts.hasNextPage && (
        <Button variant="light" onClick={() => void alerts.fetchNextPage()} style={{ alignSelf: 'center' }}>
          More
        </Button>
      )}
    </Stack>
  );
}
