import { Anchor, Badge, Button, Card, Grid, Group, Menu, Modal, Stack, Text, Textarea, Timeline, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { queryLink, type Schemas } from '../../shared/api.ts';
import { Level } from '../../shared/level.tsx';
import { useMay } from '../../shared/me.ts';
import { isId, count as number } from '../../shared/names.ts';
import { Loaded, Removed } from '../../shared/states.tsx';
import { Time } from '../../shared/time.tsx';
import { useAsk, useChange } from '../../shared/use-ask.ts';
import { Became } from '../../shared/value.tsx';

const SPANS = [
  ['1 hour', 3_600_000],
  ['8 hours', 28_800_000],
  ['1 day', 86_400_000],
  ['1 week', 604_800_000],
] as const;

/** One alert: whom it is about, what changed from what to what, why it matters, what to do. */
export function AlertPage() {
  const { id = '' } = useParams();
  const alert = useAsk('GET /api/alerts/:id', { params: { id } });
  return (
    <Loaded of={alert} missing={<Removed to="/alerts">All alerts</Removed>}>
      {(data) => <AlertView alert={data} />}
    </Loaded>
  );
}

function AlertView({ alert }: { alert: Schemas['Alert'] }) {
  const { id, level, ruleName, ruleId, status, found, foundCount, last, story, remediationSteps, createdOn, snoozedUntil, dismissReason } = alert;
  const rule = useAsk('GET /api/rules/:id', { params: { id: ruleId } }, { retry: false });
  const history = useAsk('GET /api/rules/:id/history', { params: { id: ruleId }, search: { limit: 8 } }, { retry: false });
  const may = useMay('operator');
  const [asking, { open, close }] = useDisclosure();
  const [reason, setReason] = useState('');
  const dismiss = useChange('POST /api/alerts/:id/dismiss', () => ({ params: { id }, body: reason.trim() === '' ? {} : { reason: reason.trim() } }), { refresh: ['/api/alerts'], done: close });
  const snooze = useChange('POST /api/alerts/:id/snooze', (ms: number) => ({ params: { id }, body: { until: Date.now() + ms } }), { refresh: ['/api/alerts'] });
  const first = last.queries[0];
  const ids = found.map(({ identity }) => identity).filter(isId);
  return (
    <Stack>
      <Group justify="space-between" align="flex-start">
        <div>
          <Group gap="xs">
            <Level level={level} />
            <Badge variant="light" color={status === 'ACTIVE' ? 'red' : 'gray'}>
              {status === 'INACTIVE' ? 'cleared' : status.toLowerCase()}
            </Badge>
            {snoozedUntil !== undefined && snoozedUntil > Date.now() && <Badge variant="light">snoozed until {new Date(snoozedUntil).toLocaleString()}</Badge>}
          </Group>
          <Title order={2} mt={6}>
            {ruleName}
          </Title>
          <Text size="sm" c="dimmed">
            {number(foundCount)}
            {last.population === undefined ? '' : ` of ${number(last.population)}`} found, since <Time on={createdOn} />
            {dismissReason ? `; dismissed: ${dismissReason}` : ''}
          </Text>
        </div>
        {may && status === 'ACTIVE' && (
          <Group gap="xs">
            <Menu>
              <Menu.Target>
                <Button variant="default">Snooze</Button>
              </Menu.Target>
              <Menu.Dropdown>
                {SPANS.map(([label, ms]) => (
                  <Menu.Item key={label} onClick={() => snooze.mutate(ms)}>
                    {label}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
            <Button onClick={open}>Dismiss</Button>
          </Group>
        )}
      </Group>
      <Modal opened={asking} onClose={close} title="Dismiss this alert">
        <Stack>
          <Text size="sm">It stays quiet until something enters that was not there.</Text>
          <Textarea label="Why?" placeholder="Agreed with HR, ticket 4711" value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
          <Button loading={dismiss.isPending} onClick={() => dismiss.mutate()}>
            Dismiss
          </Button>
        </Stack>
      </Modal>
      <Grid>
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack>
            <Card withBorder>
              <Group justify="space-between">
                <Title order={3} size="h5">
                  Who it is about
                </Title>
                {ids.length > 0 && (
                  <Anchor component={Link} to={`/explore?ids=${ids.slice(0, 40).join(',')}`} size="sm">
                    See as graph
                  </Anchor>
                )}
              </Group>
              <Members members={found} count={foundCount} none="Nobody any more." />
            </Card>
            {first && first.counts.changed > 0 && (
              <Card withBorder>
                <Title order={3} size="h5">
                  Changed at the last evaluation
                </Title>
                <Members members={first.changed} count={first.counts.changed} none="" />
              </Card>
            )}
            {first && first.counts.left > 0 && (
              <Card withBorder>
                <Title order={3} size="h5">
                  No longer so
                </Title>
                <Members members={first.left} count={first.counts.left} none="" />
              </Card>
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack>
            {rule.data?.why && (
              <Card withBorder>
                <Title order={3} size="h5">
                  Why it matters
                </Title>
                <Text size="sm">{rule.data.why}</Text>
              </Card>
            )}
            {remediationSteps && (
              <Card withBorder>
                <Title order={3} size="h5">
                  What to do
                </Title>
                <Text size="sm">{remediationSteps}</Text>
              </Card>
            )}
            <Card withBorder>
              <Title order={3} size="h5" mb="sm">
                What happened
              </Title>
              <Timeline bulletSize={12} lineWidth={2}>
                {story.toReversed().map((event) => (
                  <Timeline.Item key={`${event.on} ${event.transition}`} title={`${event.transition}${event.by ? ` by ${event.by}` : ''}`}>
                    <Text size="xs" c="dimmed">
                      {event.reason.replaceAll('-', ' ')} · <Time on={event.on} />
                    </Text>
                  </Timeline.Item>
                ))}
              </Timeline>
            </Card>
            {history.data && history.data.items.length > 0 && (
              <Card withBorder>
                <Title order={3} size="h5" mb="xs">
                  Evaluations
                </Title>
                <Stack gap={4}>
                  {history.data.items.map((one) => (
                    <Text key={one.id} size="xs">
                      <Time on={one.endedOn} />:{' '}
                      {one.status === 'failed' ? (one.error ?? 'failed') : `${number(one.queries[0]?.total ?? 0)} found, ${one.queries[0]?.counts.entered ?? 0} came, ${one.queries[0]?.counts.left ?? 0} left`}
                      {one.actions.some((action) => action.status === 'queued') ? '; told' : ''}
                    </Text>
                  ))}
                </Stack>
              </Card>
            )}
            {rule.data && (
              <Anchor component={Link} to={`/rules/${ruleId}`} size="sm">
                Open its rule
              </Anchor>
            )}
            {rule.data?.queries[0] && (
              <Anchor component={Link} to={queryLink(rule.data.queries[0].query)} size="sm">
                Open its query
              </Anchor>
            )}
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

function Members({ members, count, none }: { members: readonly Schemas['MemberChange'][]; count: number; none: string }) {
  if (members.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {none}
      </Text>
    );
  return (
    <Stack gap={8} mt="xs">
      {members.map(({ identity, name, about, firstSeen, properties }) => (
        <div key={identity}>
          <Text size="sm">
            {isId(identity) ? (
              <Anchor component={Link} to={`/explore?ids=${identity}`} size="sm" fw={600}>
                <bdi>{name}</bdi>
              </Anchor>
            ) : (
              <b>
                <bdi>{name}</bdi>
              </b>
            )}
            {about ? (
              <>
                {' '}
                (<bdi>{about}</bdi>)
              </>
            ) : null}
            <Text span size="xs" c="dimmed">
              {' '}
              since <Time on={firstSeen} />
            </Text>
          </Text>
          {properties.slice(0, 5).map((property) => (
            <Text key={property.name} size="sm" pl="md">
              <Became property={property} />
            </Text>
          ))}
        </div>
      ))}
      {count > members.length && (
        <Text size="sm" c="dimmed">
          and {number(count - members.length)} more
        </Text>
      )}
    </Stack>
  );
}
