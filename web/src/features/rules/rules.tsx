import { Button, Group, Stack, Tabs, Title } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import { useMay } from '../../shared/me.ts';
import { Loaded } from '../../shared/states.tsx';
import { useAsk } from '../../shared/use-ask.ts';
import { Deliveries } from './deliveries.tsx';
import { Packs } from './packs.tsx';
import { Watching } from './watching.tsx';

/** Which rules watch, which are ready to, and where their messages went. */
export function Rules() {
  const [params, setParams] = useSearchParams();
  const rules = useAsk('GET /api/rules', { search: { limit: 1000 } });
  const packs = useAsk('GET /api/rules/packs', {}, { staleTime: Number.POSITIVE_INFINITY });
  const may = useMay('administrator');
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2}>Rules</Title>
        {may && (
          <Button component={Link} to="/rules/new">
            New rule
          </Button>
        )}
      </Group>
      <Tabs value={params.get('tab') ?? 'mine'} onChange={(tab) => setParams(tab === 'mine' || tab === null ? {} : { tab })} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="mine">Watching{rules.data ? ` (${rules.data.items.length})` : ''}</Tabs.Tab>
          <Tabs.Tab value="packs">Ready-made{packs.data ? ` (${packs.data.packs.flatMap((pack) => pack.rules).length})` : ''}</Tabs.Tab>
          <Tabs.Tab value="messages">Messages</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="mine" pt="sm">
          <Loaded of={rules}>{({ items }) => <Watching rules={items} />}</Loaded>
        </Tabs.Panel>
        <Tabs.Panel value="packs" pt="sm">
          <Loaded of={packs}>{(data) => <Packs packs={data.packs} rules={rules.data?.items ?? []} />}</Loaded>
        </Tabs.Panel>
        <Tabs.Panel value="messages" pt="sm">
          <Deliveries />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
