import { Anchor, Button, Card, Group, ScrollArea, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { count, counted, typeName } from '../../shared/names.ts';
import { Busy, Failed } from '../../shared/states.tsx';
import { MOST, membersOf, STEP } from './fetch-graph.ts';
import type { Group as GroupData } from './use-graph.ts';

interface GroupDetailsProps {
  group: GroupData;
  of: string;
  onOpen: () => void;
  onAdd: (ids: string[]) => void;
  onHide: () => void;
}

/** Many neighbours that are drawn as one: looked through page by page, taken out one by one, or all opened. */
export function GroupDetails({ group, of, onOpen, onAdd, onHide }: GroupDetailsProps) {
  const members = useInfiniteQuery({
    queryKey: ['POST /api/query', 'members', group.from, group.verb, group.type],
    queryFn: ({ signal, pageParam }) => membersOf(group, { skip: pageParam, signal }),
    initialPageParam: 0,
    getNextPageParam: (_page, pages) => (pages.length * STEP < group.count ? pages.length * STEP : undefined),
  });
  const things = members.data?.pages.flatMap((page) => page.things) ?? [];
  return (
    <Card withBorder h={600} style={{ display: 'flex', flexDirection: 'column' }} component="section" aria-label="Details">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={3} size="h5">
            {counted(group.count, typeName(group.type))}
          </Title>
          <Text size="xs" c="dimmed">
            {group.verb}, around {of}
          </Text>
        </div>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={onHide}>
          Hide
        </Button>
      </Group>
      <Group gap={6} my="xs">
        <Button size="compact-sm" onClick={onOpen}>
          {group.count > MOST ? `Open the first ${count(MOST)}` : 'Open it'}
        </Button>
        <Button size="compact-sm" variant="light" disabled={things.length === 0} onClick={() => onAdd(things.map(({ id }) => id))}>
          Draw these {things.length}
        </Button>
      </Group>
      <ScrollArea flex={1} type="auto" viewportProps={{ tabIndex: 0 }}>
        <Stack gap={2}>
          {members.isPending && <Busy what="Fetching members" />}
          {members.isError && <Failed error={members.error} />}
          {things.map((thing) => (
            <Anchor key={thing.id} component="button" type="button" size="sm" ta="left" onClick={() => onAdd([thing.id])}>
              <bdi>{thing.name}</bdi>
            </Anchor>
          ))}
          {members.hasNextPage && (
            <Button size="compact-xs" variant="light" loading={members.isFetchingNextPage} onClick={() => void members.fetchNextPage()}>
              The next {STEP}
            </Button>
          )}
        </Stack>
      </ScrollArea>
    </Card>
  );
}
