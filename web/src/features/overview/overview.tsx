import { Anchor, Grid, Group, SimpleGrid, Stack, Title } from '@mantine/core';
import { Link } from 'react-router';
import { Empty, Loaded } from '../../shared/states.tsx';
import { useAsk } from '../../shared/use-ask.ts';
import { ActiveAlerts } from './active-alerts.tsx';
import { Bars } from './bars.tsx';
import { Changes } from './changes.tsx';
import { Freshness } from './freshness.tsx';
import { Numbers } from './numbers.tsx';
import { PostureCard } from './posture.tsx';
import { Privileged } from './privileged.tsx';

/** What this company's Zoom looks like, who is privileged, what is weak, what changed. */
export function Overview() {
  const overview = useAsk('GET /api/overview');
  if (overview.data && Object.keys(overview.data.counts.entities).length === 0)
    return (
      <Empty title="The graph is empty">
        Nothing was collected yet.{' '}
        <Anchor component={Link} to="/integrations">
          Configure your Zoom account
        </Anchor>
        , or try it with the invented company: <code>graph-zoom demo</code>.
      </Empty>
    );
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Title order={2}>Overview</Title>
        <Freshness />
      </Group>
      <Numbers overview={overview.data} />
      <Loaded of={overview} what="Counting users">
        {({ groups }) => (
          <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }}>
            <Bars title="Users by status" rows={groups.status} property="status" />
            <Bars title="Users by licence" rows={groups.licence} property="license" />
            <Bars title="Users by role" rows={groups.role} property="roleName" />
            <Bars title="Active users sign in by" rows={groups.signIn} property="loginMethods" />
          </SimpleGrid>
        )}
      </Loaded>
      <Grid>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack>
            <PostureCard />
            <Loaded of={overview}>{(data) => <Privileged {...data} />}</Loaded>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack>
            <ActiveAlerts />
            <Changes />
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
